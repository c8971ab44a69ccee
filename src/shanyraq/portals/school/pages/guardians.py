"""Who answers for a child: a guardian is added on a paper, a right ends, and every right of all times is seen."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.acting import done
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.portals.school.forms import EndRightForm, GuardianForm
from shanyraq.portals.school.queries.people import GuardiansPage, guardians_page
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry


@page(*access.KEEPERS, access.Role.CLASS_TEACHER)
@require_http_methods(["GET", "POST"])
def person_guardians(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """GET: who may see and pick up this child, on which paper, since when? POST: a right begins, or ends."""
    found = guardians_page(person_id, day=clock.today())
    if asks_excel(request):
        return _sheet(found)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = GuardianForm(request.POST if act == "add" else None, initial={"valid_from": clock.today()}, prefix="g")
    ends = {
        row.guardianship_id: EndRightForm(
            request.POST if act == f"end-{row.guardianship_id}" else None,
            initial={"last_day": clock.today()},
            prefix=f"end-{row.guardianship_id}",
        )
        for row in found.standing
    }
    if act and _written(act, form, ends, found):
        messages.success(request, _("It is written down. Rights follow at the next request."))
        return redirect("person_guardians", person_id=person_id)
    told = {
        "page": found,
        "form": form,
        "standing": [(row, ends[row.guardianship_id]) for row in found.standing],
        "open": act,
    }
    return render(request, "school/guardians.html", told, status=422 if act else 200)


def _written(act: str, form: GuardianForm, ends: dict[uuid.UUID, EndRightForm], found: GuardiansPage) -> bool:
    if act == "add":
        return done(form, lambda: registry.name_guardian(child_id=found.person.id, draft=form.draft()))
    key = next((key for key in ends if act == f"end-{key}"), None)
    if key is None:
        raise Http404
    return done(ends[key], lambda: registry.end_guardianship(guardianship_id=key, **ends[key].cleaned_data))


def _sheet(found: GuardiansPage) -> HttpResponse:
    columns = [_("Name"), _("Relation"), _("Ground"), _("Document"), _("First day"), _("Last day"), _("Why it ended")]
    lines = [
        [row.name, row.relation, row.ground, row.document_number, row.valid_from, row.valid_to, row.ended_because]
        for row in (*found.standing, *found.former)
    ]
    return as_excel(_("Guardians"), columns, lines, whose=found.person.name)
