"""The week as it is worked on: the grid with the keyboard, and what stands against it."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.learning.timetable.policies import HEADS
from shanyraq.learning.timetable.queries.judging import Week, week
from shanyraq.learning.timetable.queries.words import Telling, weekday
from shanyraq.learning.timetable.rules.week import SCHOOL_DAYS

STEPS = ((1, 4), (5, 9), (10, 11))
SIDES = ("class", "teacher", "room")


@page(*HEADS)
@require_GET
def timetable_week(request: HttpRequest, timetable_id: uuid.UUID) -> HttpResponse:
    """The grid of classes, teachers or rooms by hours."""
    shown = week(timetable_id)
    if shown is None:
        raise Hidden(_("There is no such version."))
    side = request.GET.get("by") if request.GET.get("by") in SIDES else "class"
    step = _step(shown, request.GET.get("grades", ""))
    tell = Telling(shown)
    must = [each for each in shown.conflicts if each.is_must]
    context = {
        "week": shown,
        "row": shown.timetable,
        "side": side,
        "step": f"{step[0]}-{step[1]}",
        "steps": [f"{first}-{last}" for first, last in STEPS],
        "columns": _columns(shown, str(side), step),
        "days": [(place, weekday(place), weekday(place, short=True)) for place in range(SCHOOL_DAYS)],
        "hours": range(1, max(shown.longest.values(), default=7) + 1),
        "must": len(must),
        "first_conflicts": [tell(each) for each in must[:5]],
    }
    return render(request, "timetable/week.html", context)


def _step(shown: Week, asked: str) -> tuple[int, int]:
    for first, last in STEPS:
        if asked == f"{first}-{last}":
            return first, last
    grades = {group.grade for group in shown.groups}
    return next((step for step in STEPS[1:] if any(step[0] <= grade <= step[1] for grade in grades)), STEPS[0])


def _columns(shown: Week, side: str, step: tuple[int, int]) -> list[dict[str, object]]:
    """What stands across: the id of each class, teacher or room, its name, and its shift where it has one."""
    if side == "room":
        return [{"id": room.id, "name": room.name, "shift": 0} for room in shown.rooms]
    if side == "teacher":
        tell = Telling(shown)
        named = {person: name for person, name in tell.teachers.items() if person}
        return [{"id": person, "name": name, "shift": 0} for person, name in sorted(named.items(), key=_alphabetically)]
    return [
        {"id": group.id, "name": group.name, "shift": group.shift}
        for group in shown.groups
        if step[0] <= group.grade <= step[1]
    ]


def _alphabetically(pair: tuple[object, str]) -> str:
    return sort_key(pair[1])
