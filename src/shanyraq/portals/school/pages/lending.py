"""The director lends the keeper's right, and takes it back."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.portals.school.forms import LendForm
from shanyraq.portals.school.queries.lists import LentPage, lent_page
from shanyraq.spine.access import api as access


@page(access.Role.DIRECTOR)
@require_http_methods(["GET", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """Who keeps the register on my behalf, and until when?"""
    found = lent_page(day=clock.today())
    if asks_excel(request):
        return _sheet(found)
    employees = [(str(row.person_id), f"{row.name}, {row.position}") for row in found.employees]
    form = LendForm(request.POST or None, employees=employees, initial={"valid_from": clock.today()})
    if request.method == "POST" and _lent(form, found):
        messages.success(request, _("The right is lent. It ends by itself with its last day."))
        return redirect("delegations")
    failed = request.method == "POST"
    return render(request, "school/delegations.html", {"page": found, "form": form}, status=422 if failed else 200)


def _sheet(found: LentPage) -> HttpResponse:
    columns = [_("Name"), _("First day"), _("Last day"), _("Ground"), _("Lent by"), _("State")]
    lines = [[row.person, row.valid_from, row.valid_to, row.ground, row.given_by, _state(row)] for row in found.rows]
    return as_excel(_("Lent rights"), columns, lines)


def _state(row: access.DelegationRow) -> str:
    if row.in_force:
        return _("in force")
    return _("taken back") if row.withdrawn_at else _("ended")


def _lent(form: LendForm, found: LentPage) -> bool:
    if not form.is_valid():
        return False
    said = dict(form.cleaned_data)
    try:
        access.delegate(organisation_id=found.organisation_id, person_id=uuid.UUID(said.pop("person")), **said)
    except Denied as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.words))
        return False
    return True


@page(access.Role.DIRECTOR)
@require_POST
def withdraw(request: HttpRequest, delegation_id: uuid.UUID) -> HttpResponse:
    """The right is taken back."""
    access.withdraw_delegation(delegation_id=delegation_id)
    messages.success(request, _("The right is taken back. It is gone at the employee's next request."))
    return redirect("delegations")
