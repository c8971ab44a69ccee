"""Where a lesson that is carried can go, hour by hour, in words."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from shanyraq.learning.timetable.queries.judging import Week
from shanyraq.learning.timetable.queries.words import Telling, lesson_words
from shanyraq.learning.timetable.rules.conflicts import Conflict, Placed, at_hour
from shanyraq.learning.timetable.rules.week import SCHOOL_DAYS, meet


@dataclass(frozen=True, slots=True)
class Place:
    """One hour for the carried lesson. `state`: "here", "free", "swap", "could" (could be better) or "bad"."""

    weekday: int
    number: int
    state: str
    words: str
    swaps: uuid.UUID | None = None


def places_of_slot(week: Week, slot_id: uuid.UUID) -> list[Place]:
    """Every hour of the week for this lesson. Empty where it is gone."""
    row = week.slot.get(slot_id)
    return _places(week, row.placed, carried=True) if row else []


def places_of_demand(week: Week, demand_id: uuid.UUID) -> list[Place]:
    """Every hour of the week for one more lesson of this demand."""
    row = week.demand.get(demand_id)
    if row is None:
        return []
    standing = [slot.weeks for slot in week.slots if slot.demand_id == demand_id]
    every = standing.count("every") < row.every_week
    lesson = Placed(
        id=uuid.UUID(int=0), group=row.group_id, subject=row.subject_code, weekday=0, number=1, shift=row.shift,
        weeks="every" if every else "odd", part=row.subgroup_id, division=row.division_id, teacher=row.teacher_id,
        room=row.room_id, demand=row.id,
    )  # fmt: skip
    return _places(week, lesson, carried=False)


def _places(week: Week, lesson: Placed, *, carried: bool) -> list[Place]:
    others = [slot.placed for slot in week.slots if slot.id != lesson.id]
    tell = Telling(week)
    longest = week.longest.get(lesson.shift, 0)
    return [
        _place(week, tell, lesson, others, weekday, number, carried=carried)
        for weekday in range(SCHOOL_DAYS)
        for number in range(1, longest + 1)
    ]


def _place(
    week: Week, tell: Telling, lesson: Placed, others: Sequence[Placed], weekday: int, number: int, *, carried: bool
) -> Place:
    if carried and (lesson.weekday, lesson.number) == (weekday, number):
        return Place(weekday, number, "here", _("It stands here."))
    then = [each for each in others if (each.weekday, each.number) == (weekday, number)]
    standing = [each for each in then if _in_the_way(each, lesson)]
    swapped = standing[0] if carried and len(standing) == 1 and not standing[0].locked else None
    rest = [each for each in others if swapped is None or each.id != swapped.id]
    found = at_hour(lesson, weekday, number, others=rest, around=week.around)
    if swapped is not None:
        moved = replace(lesson, weekday=weekday, number=number)
        found += at_hour(swapped, lesson.weekday, lesson.number, others=[*rest, moved], around=week.around)
    return _told(week, tell, weekday, number, found, swapped)


def _in_the_way(other: Placed, lesson: Placed) -> bool:
    """Whether it is the same pupils' hour, so that the two could change places."""
    apart = lesson.division is not None and lesson.division == other.division and lesson.part != other.part
    return other.group == lesson.group and meet(other.weeks, lesson.weeks) and not apart


def _told(
    week: Week, tell: Telling, weekday: int, number: int, found: Sequence[Conflict], swapped: Placed | None
) -> Place:
    said = "; ".join(dict.fromkeys(tell(each, without_hour=True) for each in found))
    change = _("Changes places with: %(lesson)s.") % {"lesson": lesson_words(week.slot[swapped.id])} if swapped else ""
    state = "bad" if any(each.is_must for each in found) else "could" if found else "swap" if swapped else "free"
    words = {"free": _("Free."), "swap": change}.get(state) or f"{said[:1].upper()}{said[1:]}. {change}".strip()
    return Place(weekday, number, state, words, swapped.id if swapped else None)
