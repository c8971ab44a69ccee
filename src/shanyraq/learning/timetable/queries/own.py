"""Whose week is mine: the version in force, and the places of the person who asks."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from shanyraq.learning.timetable.models import Slot, Timetable
from shanyraq.learning.timetable.queries.bells import Bells, Times, bells_of
from shanyraq.learning.timetable.queries.demands import parts_of_pupil
from shanyraq.learning.timetable.queries.rows import SlotRow, TimetableRow
from shanyraq.learning.timetable.queries.timetables import TIMETABLE, slots_of_group, slots_of_room, slots_of_teacher
from shanyraq.learning.timetable.rules.week import SCHOOL_DAYS, is_odd
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import CalendarUnknown, school_year_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of a weekday and what is taught in it: nothing, one lesson, or those of several parts."""

    number: int
    starts: dt.time | None
    ends: dt.time | None
    slots: tuple[SlotRow, ...]


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    weekday: int
    cells: tuple[Cell, ...]

    @property
    def lessons(self) -> int:
        return sum(bool(cell.slots) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class WeekPage:
    """A week as everybody looks at it."""

    title: str
    timetable: TimetableRow | None
    days: tuple[DayOfWeek, ...]
    odd: bool | None
    """Whether the week looked at is odd; None where no lesson depends on it."""

    @property
    def lessons(self) -> int:
        return sum(day.lessons for day in self.days)


def in_force(organisation_id: uuid.UUID, *, day: dt.date) -> TimetableRow | None:
    """The published version that holds on this day, as far as the scope sees it."""
    rows = Timetable.objects.filter(organisation=organisation_id, state="published", valid_from__lte=day)
    rows = rows.exclude(valid_to__lt=day).order_by("-valid_from").distinct()
    row = rows.values_list(*TIMETABLE).first()
    return TimetableRow(*row) if row else None


def coming(organisation_id: uuid.UUID, *, day: dt.date) -> TimetableRow | None:
    """The version that begins next after this day."""
    rows = Timetable.objects.filter(organisation=organisation_id, state="published", valid_from__gt=day)
    row = rows.order_by("valid_from").distinct().values_list(*TIMETABLE).first()
    return TimetableRow(*row) if row else None


def week_of_group(group: registry.GroupRow, *, day: dt.date, pupil_id: uuid.UUID | None = None) -> WeekPage:
    """The week of a class; of one pupil of it, only the lessons of the own parts."""
    row = in_force(group.organisation_id, day=day)
    slots = slots_of_group(row.id, group.id) if row else []
    if pupil_id is not None and any(slot.subgroup_id for slot in slots):
        own = parts_of_pupil(pupil_id, day=day)
        slots = [slot for slot in slots if slot.subgroup_id is None or slot.subgroup_id in own]
    bells = bells_of(group.organisation_id, since=day)
    return _page(group.name, row, slots, bells, day, of_class=(group.shift, group.grade))


def week_of_teacher(
    teacher_id: uuid.UUID, name: str, organisation_ids: frozenset[uuid.UUID], *, day: dt.date
) -> WeekPage:
    """The week of a teacher at the schools of the person who asks."""
    rows = [row for at in sorted(organisation_ids) if (row := in_force(at, day=day))]
    slots = slots_of_teacher([row.id for row in rows], teacher_id)
    bells = bells_of(rows[0].organisation_id, since=day) if rows else Bells(())
    return _page(name, rows[0] if rows else None, slots, bells, day)


def week_of_room(room: registry.RoomEntry, *, day: dt.date) -> WeekPage:
    row = in_force(room.organisation_id, day=day)
    slots = slots_of_room(row.id, room.id) if row else []
    return _page(room.name, row, slots, bells_of(room.organisation_id, since=day), day)


def room(room_id: uuid.UUID, organisation_ids: frozenset[uuid.UUID]) -> registry.RoomEntry | None:
    """One room of these organisations, as far as the scope sees it."""
    found = registry.room_entries(registry.Whose(organisations=organisation_ids))
    return next((entry for entry in found if entry.id == room_id), None)


def teachers_with_lessons(timetable_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """Who teaches in this version, by name."""
    rows = Slot.objects.filter(timetable=timetable_id, teacher__isnull=False, teacher__protected=False)
    names = rows.order_by("teacher__sort_key").values_list("teacher_id", "teacher__family", "teacher__given").distinct()
    return {person: f"{family} {given}".strip() for person, family, given in names}


def _page(
    title: str, row: TimetableRow | None, slots: list[SlotRow], bells: Bells, day: dt.date,
    *, of_class: tuple[int, int] | None = None,
) -> WeekPage:  # fmt: skip
    """`of_class` is shift and grade of the one class that is shown: its empty hours have their times too."""
    monday = day - dt.timedelta(days=day.weekday())
    kinds = {(slot.shift, slot.grade) for slot in slots} | ({of_class} if of_class else set())
    rings = {kind: bells.of_week(*kind, monday) for kind in kinds}
    days = [DayOfWeek(each, tuple(_cells(slots, each, rings, of_class))) for each in range(SCHOOL_DAYS)]
    return WeekPage(title, row, tuple(days), _odd(slots, day))


def _cells(
    slots: list[SlotRow], weekday: int, rings: dict[tuple[int, int], list[Times]], of_class: tuple[int, int] | None
) -> Iterator[Cell]:
    """The hours of a day from the first to the last of each shift, empty ones between them."""
    own = [slot for slot in slots if slot.weekday == weekday]
    for shift in sorted({slot.shift for slot in own}):
        here = [slot for slot in own if slot.shift == shift]
        first = 1 if of_class else min(slot.number for slot in here)
        for number in range(first, max(slot.number for slot in here) + 1):
            there = tuple(slot for slot in here if slot.number == number)
            kind = of_class or ((shift, there[0].grade) if there else None)
            starts, ends = rings[kind][weekday].get(number, (None, None)) if kind else (None, None)
            yield Cell(number, starts, ends, there)


def _odd(slots: list[SlotRow], day: dt.date) -> bool | None:
    if all(slot.weeks == "every" for slot in slots):
        return None
    try:
        return is_odd(day, first=school_year_of(day).lessons_from)
    except CalendarUnknown:
        return None
