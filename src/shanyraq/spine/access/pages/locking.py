"""A director closes somebody's access at the organisation."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access.actions.locking import lock_account
from shanyraq.spine.access.forms.invitation import ReasonForm
from shanyraq.spine.access.queries.people import may_be_locked_from
from shanyraq.spine.access.rules import Role
from shanyraq.spine.registry import api as registry


@page(Role.DIRECTOR)
@require_http_methods(["GET", "POST"])
def lock_person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Whose access is to be closed, and why?"""
    today = clock.today()
    mine = sorted(current_scope().at(Role.DIRECTOR))
    here = next((at for at in mine if may_be_locked_from(at, person_id=person_id, day=today)), None)
    if here is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    told = {"name": registry.names_of([person_id])[person_id], "form": form, "locked": False}
    if form.is_valid():
        lock_account(person_id=person_id, organisation_id=here, reason=form.cleaned_data["reason"])
        told["locked"] = True
    return render(request, "access/lock_person.html", told)
