"""The nurse's pages: whose sheet is missing, and one child's sheet; and what the teachers of a class heed."""

import uuid
from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.acting import done
from shanyraq.kernel.ui.excel import asks_excel, grid_as_excel
from shanyraq.kernel.ui.render import Column, Grid, cell, status
from shanyraq.spine.access import api as access
from shanyraq.spine.care.actions.health import write_sheet
from shanyraq.spine.care.forms import SheetForm
from shanyraq.spine.care.pages.sending import own_school
from shanyraq.spine.care.policies import HEADS, NURSES
from shanyraq.spine.care.queries.health import PupilLine, SheetRow, heeded_in, pupils_of_school, sheets_of
from shanyraq.spine.registry import api as registry

TEACHERS = (access.Role.CLASS_TEACHER, access.Role.TEACHER)
TONES = {"none": "act", "over": "care", "partly": "care", "whole": "good"}


def _states() -> dict[str, str]:
    return {"none": _("no sheet"), "over": _("out of date"), "partly": _("not whole"), "whole": _("whole")}


@page(*NURSES)
@require_GET
def health_sheets(request: HttpRequest) -> HttpResponse:
    """Whose health sheet is missing, and whose is whole?"""
    school = own_school(*NURSES)
    every = pupils_of_school(school)
    states = _states()
    state, group = request.GET.get("state", ""), request.GET.get("group", "")
    lines = [one for one in every if state in ("", one.state) and group in ("", str(one.group_id))]
    grid = _grid(lines)
    classes = list(dict.fromkeys((str(one.group_id), one.group) for one in every))
    if asks_excel(request):
        found = registry.organisation(school)
        chosen = ", ".join(filter(None, (states.get(state, ""), dict(classes).get(group, ""))))
        return grid_as_excel(grid, whose=found.short if found else "", filters=chosen)
    counts = Counter(one.state for one in every)
    told = {
        "grid": grid, "lines": lines, "number": len(every), "missing": counts["none"] + counts["over"],
        "states": [(code, words, counts[code]) for code, words in states.items()], "classes": classes, "state": state,
        "group": group,
    }  # fmt: skip
    return render(request, "care/health_sheets.html", told)


def _grid(lines: list[PupilLine]) -> Grid:
    words = _states()
    columns = [
        Column(_("Name"), sortable=True), Column(_("Class")), Column(_("Sheet")), Column(_("052-2/у")),
        Column(_("065/у")), Column(_("Health group")), Column(_("Physical education")),
    ]  # fmt: skip
    rows = [
        [
            format_html('<a href="{}">{}</a>', reverse("health_sheet", args=[one.person_id]), one.name),
            one.group,
            cell(status(words[one.state], tone=TONES[one.state])),
            _day(one.sheet.passport_on) if one.sheet else "",
            _day(one.sheet.immunisation_on) if one.sheet else "",
            one.sheet.health_words if one.sheet else "",
            one.sheet.pe_words if one.sheet else "",
        ]
        for one in lines
    ]
    return Grid(columns, rows, caption=_("Health sheets"), empty=_("Nobody fits these filters."))


def _day(day: Any) -> str:
    return day.strftime("%d.%m.%Y") if day else ""


@page(*NURSES)
@require_http_methods(["GET", "POST"])
def health_sheet(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """GET: what does the child's sheet say, and what did it say before? POST: a new sheet stands. The look is written
    down for the family."""
    child = registry.card(person_id)
    if child is None or not child.is_learner or child.organisation_id not in current_scope().at(*NURSES):
        raise Http404
    rows = sheets_of(person_id)
    form = SheetForm(request.POST or None, initial=_initial(rows))
    if request.method == "POST" and done(form, lambda: write_sheet(person_id=person_id, draft=form.draft())):
        messages.success(request, _("The sheet stands. Teachers see what to heed, nothing else."))
        return redirect("health_sheet", person_id=person_id)
    access.log_look(child_id=person_id, page="health", organisation_id=child.organisation_id)
    told = {"child": child, "rows": rows, "now": rows[0] if rows else None, "form": form}
    return render(request, "care/health_sheet.html", told, status=422 if form.errors else 200)


def _initial(rows: list[SheetRow]) -> dict[str, object]:
    """What stood before is in the form already: the nurse changes what has changed."""
    if not rows:
        return {"valid_from": clock.today()}
    one = rows[0]
    return {
        "passport_on": one.passport_on, "immunisation_on": one.immunisation_on, "health_group": one.health_group,
        "pe_group": one.pe_group, "restrictions": list(one.restrictions), "notes": one.notes,
        "valid_from": clock.today(), "valid_to": one.valid_to,
    }  # fmt: skip


@page(*TEACHERS, *HEADS, *NURSES)
@require_GET
def class_care(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """What do I heed with the children of this class? Each child's family sees that it was opened."""
    scope = current_scope()
    group = next(iter(registry.groups([group_id])), None)
    there = group is not None and group.organisation_id in scope.at(*HEADS, *NURSES)
    if group is None or not (group_id in scope.groups or there):
        raise Http404
    rows = heeded_in(group_id, day=clock.today())
    access.log_looks(children=dict.fromkeys([one.person_id for one in rows], group.organisation_id), page="health")
    if asks_excel(request):
        return grid_as_excel(_heeded(rows), whose=group.name)
    told = {"group": group, "rows": rows, "grid": _heeded(rows)}
    return render(request, "care/class_care.html", told)


def _heeded(rows: list[Any]) -> Grid:
    columns = [
        Column(_("Name")),
        Column(_("Physical education")),
        Column(_("What teachers heed")),
        Column(_("Valid to")),
    ]
    lines = [[one.name, one.pe_words, one.restriction_words, _day(one.valid_to)] for one in rows]
    return Grid(columns, lines, caption=_("What teachers heed"), empty=_("There is nothing to heed in this class."))
