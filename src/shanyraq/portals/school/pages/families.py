"""What courts and disputes say about a child's family, and what a keeper writes about it."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.excel import as_excel, asks_excel
from shanyraq.portals.school.forms import GroundForm, LimitForm, OrderForm
from shanyraq.portals.school.queries.home import own_school
from shanyraq.portals.school.queries.people import FamilyPage, family_page
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry

Act = Callable[..., Any]


@page(*access.KEEPERS)
def papers(request: HttpRequest) -> HttpResponse:
    """For which of our children does a court or a dispute say something today?"""
    school = own_school(current_scope())
    rows = registry.papers_at(school, day=clock.today())
    if asks_excel(request):
        columns = [_("Paper"), _("Child"), _("Class"), _("Guardian"), _("Ground"), _("Document"), _("First day"),
                   _("Last day")]  # fmt: skip
        lines = [
            [_paper_words(row.kind), row.child, row.group, row.about, row.ground, row.number, row.since, row.until]
            for row in rows
        ]
        found = registry.organisation(school)
        return as_excel(_("Courts and disputes"), columns, lines, whose=found.short if found else "")
    told = {
        "rows": [(row, _paper_words(row.kind)) for row in rows],
        "directs": current_scope().has(access.Role.DIRECTOR),
    }
    return render(request, "school/papers.html", told)


def _paper_words(kind: str) -> str:
    return {
        "protection": _("whereabouts protected"),
        "dispute": _("guardians in dispute"),
        "limit": _("kept away by a court"),
    }[kind]


@page(*access.KEEPERS)
@require_http_methods(["GET", "POST"])
def person_family(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """Who may see this child, on which paper, and what is frozen?"""
    found = family_page(person_id, day=clock.today())
    made = _forms(found, request)
    done = request.POST.get("act", "") if request.method == "POST" else ""
    if request.method == "POST" and done not in made:
        raise Http404
    if done and _written(done, made[done], found):
        messages.success(request, _("It is written down. Rights follow at the next request."))
        return redirect("person_family", person_id=person_id)
    told = {"page": found, "forms": made, "directs": _directs(found)}
    return render(request, "school/family.html", told, status=422 if done else 200)


def _directs(found: FamilyPage) -> bool:
    return found.person.organisation_id in current_scope().at(access.Role.DIRECTOR)


def _forms(found: FamilyPage, request: HttpRequest) -> dict[str, forms.Form]:
    """The acts that can be done now, each with its form; only the one that was sent holds what was typed."""
    papers = found.papers
    made: dict[str, Callable[..., forms.Form]] = {}
    if _directs(found):
        made["lift_protection" if papers.protection else "protect"] = OrderForm
    made["lift_dispute" if papers.dispute else "open_dispute"] = GroundForm
    limited = {row.guardian_id for row in papers.limits}
    free = [(str(row.guardian_id), row.name) for row in papers.guardians if row.guardian_id not in limited]
    if free:
        made["limit"] = lambda *args, **more: LimitForm(*args, guardians=list(dict.fromkeys(free)), **more)
    for row in papers.limits:
        made[f"end-{row.id}"] = GroundForm
    sent = request.POST.get("act") if request.method == "POST" else None
    return {name: form(request.POST if name == sent else None, prefix=name) for name, form in made.items()}


def _written(name: str, form: forms.Form, found: FamilyPage) -> bool:
    """Whether the act is done; a refusal stands at its field and nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        _act(name, form.cleaned_data, child=found.person.id)
    except Denied as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, " ".join(filter(None, (str(refusal.words), str(refusal.way or "")))))
        return False
    return True


def _act(name: str, said: dict[str, Any], *, child: uuid.UUID) -> None:
    today = clock.today()
    if name == "protect":
        registry.protect(person_id=child, day=today, **said)
    elif name == "lift_protection":
        registry.lift_protection(person_id=child, day=today, **said)
    elif name == "open_dispute":
        registry.open_dispute(child_id=child, day=today, **said)
    elif name == "lift_dispute":
        registry.lift_dispute(child_id=child, day=today, **said)
    elif name == "limit":
        registry.limit_custody(child_id=child, guardian_id=uuid.UUID(said.pop("guardian")), **said)
    else:
        limit = uuid.UUID(name.removeprefix("end-"))
        registry.end_custody_limit(child_id=child, limit_id=limit, last_day=today, reason=said["ground"])
