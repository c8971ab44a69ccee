"""The published weeks as dated lessons. Asked by the machine: whoever opens lessons has shown that they may."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from shanyraq.kernel import clock
from shanyraq.learning.timetable.queries.bells import Times, bells_of
from shanyraq.learning.timetable.queries.rows import SlotRow
from shanyraq.learning.timetable.queries.timetables import slots_standing, versions
from shanyraq.learning.timetable.rules.dating import dated, version_on
from shanyraq.spine.registry.reference.calendar import (
    CalendarUnknown,
    HolidayKind,
    breaks,
    holidays,
    is_school_day,
    school_year_of,
)


@dataclass(frozen=True, slots=True)
class DatedLesson:
    """One lesson of a published week on one day."""

    day: dt.date
    slot: SlotRow
    starts_at: dt.datetime
    ends_at: dt.datetime


def dated_lessons(organisation_id: uuid.UUID, first: dt.date, last: dt.date) -> list[DatedLesson]:
    """Every lesson with a teacher that the published versions hold from `first` to `last`, in order of days.

    Three queries. A day off, a break of the grade and an hour for which no bell rings have no lesson.
    """
    known = versions(organisation_id)
    weeks: dict[uuid.UUID, dict[tuple[uuid.UUID, int, int], list[SlotRow]]] = {}
    for slot in slots_standing(version.id for version in known):
        if slot.teacher_id:
            classes = weeks.setdefault(slot.timetable_id, defaultdict(list))
            classes[slot.group_id, slot.shift, slot.grade].append(slot)
    bells = bells_of(organisation_id, since=first)
    found: list[DatedLesson] = []
    for day in _days(first, last):
        version = version_on(known, day)
        for (_group, shift, grade), slots in weeks.get(version.id, {}).items() if version else ():
            if is_taught(day, grade):
                found.extend(_on(day, slots, bells.ring(shift, grade, day)))
    return found


def _on(day: dt.date, slots: list[SlotRow], times: Times) -> Iterator[DatedLesson]:
    year = school_year_of(day)
    for _day, hour in dated(slots, [day], first=year.lessons_from, rung=lambda _d: times.keys(), moved_from=_moved()):
        if isinstance(hour, SlotRow):
            starts, ends = times[hour.number]
            yield DatedLesson(
                day, hour, dt.datetime.combine(day, starts, clock.ZONE), dt.datetime.combine(day, ends, clock.ZONE)
            )


@lru_cache(maxsize=8192)
def is_taught(day: dt.date, grade: int) -> bool:
    """A school day of the grade, or a day off that is worked in place of one."""
    try:
        if is_school_day(day, grade).is_school_day:
            return True
        year = school_year_of(day)
    except CalendarUnknown:
        return False
    in_place_of = _moved().get(day)
    free = any(pause.frees(day, grade) for pause in breaks())
    within = year.lessons_from <= day <= year.lessons_to
    return in_place_of is not None and in_place_of.weekday() < 5 and within and not free


@lru_cache(maxsize=1)
def _moved() -> dict[dt.date, dt.date]:
    """Days off that are worked, each with the day whose work it takes."""
    return {
        day: each.moved_from
        for day, each in holidays().items()
        if each.kind is HolidayKind.WORKING and each.moved_from is not None
    }


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + dt.timedelta(days=offset) for offset in range((last - first).days + 1))
