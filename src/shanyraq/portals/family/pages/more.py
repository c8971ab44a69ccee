"""Everything that is not of the day: who looked, consents, safety, language, colours, leaving."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.portals.family.queries.children import chosen
from shanyraq.spine.access import api as access


@page(access.Role.GUARDIAN, access.Role.PUPIL)
def more(request: HttpRequest) -> HttpResponse:
    """What else can I do here?"""
    scope = current_scope()
    return render(request, "family/more.html", {"child": chosen(scope, None), "is_family": bool(scope.children)})
