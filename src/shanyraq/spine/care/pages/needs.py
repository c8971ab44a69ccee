"""Special educational needs: who has them, and the conclusions about one child."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.acting import done
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.spine.access import api as access
from shanyraq.spine.care.actions.needs import end_conclusion, write_conclusion
from shanyraq.spine.care.forms import ConclusionForm, EndForm
from shanyraq.spine.care.pages.sending import own_school
from shanyraq.spine.care.policies import OF_NEEDS
from shanyraq.spine.care.queries.needs import needs_at, needs_of
from shanyraq.spine.registry import api as registry

SOON = 30


@page(*OF_NEEDS)
@require_GET
def needs_list(request: HttpRequest) -> HttpResponse:
    """Which children learn here with special educational needs, until when, and whose conclusion runs out?"""
    school = own_school(*OF_NEEDS)
    rows = needs_at(school, day=clock.today())
    if asks_excel(request):
        columns = [_("Name"), _("Class"), _("Number of the conclusion"), _("Date of the conclusion"), _("First day"),
                   _("Valid to")]  # fmt: skip
        lines = [[one.person, one.group, one.number, one.concluded_on, one.valid_from, one.valid_to] for one in rows]
        found = registry.organisation(school)
        return as_excel(_("Special educational needs"), columns, lines, whose=found.short if found else "")
    typed = request.GET.get("q", "").strip()[:80]
    told = {
        "rows": rows,
        "soon": sum(one.days_left is not None and one.days_left <= SOON for one in rows),
        "soon_days": SOON,
        "typed": typed,
        "found": [one for one in registry.search_people(typed) if one.is_learner] if typed else [],
    }
    return render(request, "care/needs.html", told)


@page(*OF_NEEDS)
@require_http_methods(["GET", "POST"])
def child_needs(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """GET: which conclusions are there? POST: one is entered, or ends earlier. The look is written down."""
    child = registry.card(person_id)
    if child is None or not child.is_learner or child.organisation_id not in current_scope().at(*OF_NEEDS):
        raise Http404
    rows = needs_of(person_id)
    standing = next((one for one in rows if one.days_left is None or one.days_left >= 0), None)
    sent = request.POST.get("act", "")
    form = ConclusionForm(request.POST if sent == "write" else None, initial={"valid_from": clock.today()}, prefix="w")
    end = EndForm(request.POST if sent == "end" else None, initial={"last_day": clock.today()}, prefix="e")
    written = sent == "write" and done(form, lambda: write_conclusion(person_id=person_id, draft=form.draft()))
    ended = (
        sent == "end"
        and standing is not None
        and done(end, lambda: end_conclusion(person_id=person_id, need_id=standing.id, **end.cleaned_data))
    )
    if written or ended:
        messages.success(request, _("It is written down. Limits of the class follow at once."))
        return redirect("child_needs", person_id=person_id)
    access.log_look(child_id=person_id, page="needs", organisation_id=child.organisation_id)
    told = {"child": child, "rows": rows, "standing": standing, "form": form, "end": end}
    return render(request, "care/child_needs.html", told, status=422 if form.errors or end.errors else 200)
