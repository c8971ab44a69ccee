"""The history of acts: the own one, and for a head that of the organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access.pages.ids import moment
from shanyraq.spine.access.queries.history import history_of


@page("*")
def history(request: HttpRequest) -> HttpResponse:
    """What was done, by whom, when, and why?"""
    found = history_of(
        current_scope(),
        of_organisation=request.GET.get("of") == "organisation",
        before=moment(request.GET.get("before")),
    )
    return render(request, "access/history.html", {"found": found})
