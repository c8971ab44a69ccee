"""The rollover of the year: the dry run by class, corrections by hand, apply, undo."""

import uuid
from collections import Counter
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.ui.excel import as_excel, asks_excel, grid_as_excel
from shanyraq.kernel.ui.render import Column, Grid, cell, status
from shanyraq.spine.movement.actions.rollover import correct, roll_over, undo_rollover
from shanyraq.spine.movement.models import Rollover
from shanyraq.spine.movement.models.rollover import FATES
from shanyraq.spine.movement.pages.sending import school_name, school_of
from shanyraq.spine.movement.policies import HEADS, KEEPERS
from shanyraq.spine.movement.queries.plans import fates_of, plan_of, standing_rollover, target_year
from shanyraq.spine.movement.rules.promotion import (
    BLOCKING,
    GRADUATE,
    STAY,
    Fate,
    Line,
    Plan,
    Question,
    Seat,
    may_roll_from,
)
from shanyraq.spine.registry import api as registry

FATE_WORDS = dict(FATES)


@dataclass(frozen=True, slots=True)
class ChildLine:
    """One child of a class with what the plan says and what may be chosen instead."""

    id: uuid.UUID
    name: str
    fate: str
    to: str
    chosen: str


def _questions() -> dict[Question, str]:
    return {
        Question.NO_GROUP: _("no class to go to"),
        Question.LETTER_GONE: _("the letter is gone next year"),
        Question.OVER_LIMIT: _("the new class is over the limit"),
        Question.NO_CLASS_TEACHER: _("the new class has no class teacher"),
        Question.AFTER_NINE: _("grade 9: who goes on to grade 10?"),
    }


@page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def rollover(request: HttpRequest) -> HttpResponse:
    """GET: who goes where? Nothing is written. POST: it is done for the whole school, or undone."""
    organisation_id = school_of(request)
    if request.method == "POST":
        return _pressed(request, organisation_id)
    year = target_year(organisation_id)
    standing = standing_rollover(organisation_id, school_year=year)
    plan = plan_of(organisation_id, school_year=year, corrections=standing.corrections if standing else {})
    applied = standing is not None and standing.state == Rollover.State.APPLIED
    fates = Counter[str](line.fate for line in plan.lines)
    if standing is not None and applied:
        fates = Counter(fates_of(standing))
    grid = _by_class(organisation_id, year, plan)
    if asks_excel(request):
        return grid_as_excel(grid, whose=f"{school_name(organisation_id)}, {year}/{year + 1}")
    told = {
        "year": year,
        "next_year": year + 1,
        "applied": applied,
        "grid": grid,
        "promoted": fates[Fate.PROMOTED],
        "stays": fates[Fate.STAYS],
        "graduates": fates[Fate.GRADUATES],
        "open": fates[Fate.OPEN],
        "opened": sum(seat.opens for seat in plan.seats.values()),
        "may_press": organisation_id in current_scope().at(*HEADS),
        "too_early": clock.today() < may_roll_from(year),
        "ready": plan.is_ready and bool(plan.lines),
    }
    return render(request, "movement/rollover.html", told)


def _pressed(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    try:
        year = int(request.POST.get("year", ""))
    except ValueError as error:
        raise Http404 from error
    act = {"apply": roll_over, "undo": undo_rollover}.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        act(organisation_id=organisation_id, school_year=year)
    except Denied as refusal:
        words = {"words": refusal.words, "way": refusal.way}
        return render(request, "ui/refused.html", words, status=409)
    messages.success(request, _("It is written down."))
    return redirect("rollover")


def _by_class(organisation_id: uuid.UUID, year: int, plan: Plan) -> Grid:
    words = _questions()
    columns = [
        Column(_("Class")),
        Column(_("Questions")),
        Column(_("Goes to")),
        Column(_("Go on"), numeric=True),
        Column(_("Stays"), numeric=True),
        Column(_("Finish"), numeric=True),
    ]
    rows = []
    for seat in registry.seats([organisation_id], school_year=year - 1):
        own = [line for line in plan.lines if line.from_group == seat.id]
        fates = Counter(line.fate for line in own)
        asked = plan.questions.get(seat.id, ())
        tone = "act" if BLOCKING & set(asked) else "care"
        url = reverse("rollover_class", args=[seat.id])
        rows.append([
            format_html('<a href="{}">{}</a>', url, seat.name),
            cell(status("; ".join(words[one] for one in asked), tone=tone)) if asked else cell(""),
            ", ".join(sorted({plan.seats[line.to_group].name for line in own if line.to_group})),
            fates[Fate.PROMOTED], fates[Fate.STAYS], fates[Fate.GRADUATES],
        ])  # fmt: skip
    return Grid(
        columns, rows, caption=_("The school year's classes and where they go"), empty=_("There are no classes yet.")
    )


@page(*KEEPERS)
@require_http_methods(["GET", "POST"])
def rollover_class(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """GET: the children of one class, each with what the plan says. POST: the corrections stand."""
    organisation_id = school_of(request)
    seat = registry.seat_of(group_id)
    if seat is None or seat.organisation_id != organisation_id:
        raise Http404
    year = seat.school_year + 1
    standing = standing_rollover(organisation_id, school_year=year)
    chosen = standing.corrections if standing else {}
    plan = plan_of(organisation_id, school_year=year, corrections=chosen)
    own = [line for line in plan.lines if line.from_group == group_id]
    if request.method == "POST":
        corrections = {line.person_id: request.POST.get(f"fate-{line.person_id}", "")[:40] for line in own}
        try:
            correct(organisation_id=organisation_id, school_year=year, corrections=corrections)
        except Denied as refusal:
            return render(request, "ui/refused.html", {"words": refusal.words, "way": refusal.way}, status=409)
        messages.success(request, _("The corrections stand."))
        return redirect("rollover")
    if asks_excel(request):
        lines = [[one.name, one.fate, one.to] for one in _children(own, plan, chosen)]
        return as_excel(_("Rollover of the school year"), [_("Name"), _("Fate"), _("Goes to")], lines, whose=seat.name)
    told = {"seat": seat, "lines": _children(own, plan, chosen), "choices": _choices(plan, seat.grade), "year": year}
    return render(request, "movement/rollover_class.html", told)


def _choices(plan: Plan, grade: int) -> list[tuple[str, str]]:
    seats: list[Seat] = [one for one in plan.seats.values() if one.grade in (grade, grade + 1) and not one.opens]
    return [
        ("", _("As planned")),
        (STAY, _("Stays in the grade")),
        (GRADUATE, _("Finishes or leaves school")),
        *((str(one.id), one.name) for one in seats),
    ]


def _children(own: list[Line], plan: Plan, chosen: dict[str, str]) -> list[ChildLine]:
    names = registry.names_of(line.person_id for line in own)
    return [
        ChildLine(
            id=line.person_id,
            name=names.get(line.person_id, ""),
            fate=str(FATE_WORDS[line.fate]),
            to=plan.seats[line.to_group].name if line.to_group else "",
            chosen=chosen.get(str(line.person_id), ""),
        )
        for line in own
    ]
