"""A week with everything it is judged by: a constant number of queries, then pure rules."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shanyraq.kernel import clock
from shanyraq.learning.timetable.queries.bells import Bells, Times, bells_of
from shanyraq.learning.timetable.queries.demands import closed_rooms, demands_of, part_sizes, teacher_hours
from shanyraq.learning.timetable.queries.rows import DemandRow, RoomRow, SlotRow, TimetableRow
from shanyraq.learning.timetable.queries.timetables import slots_of, timetable
from shanyraq.learning.timetable.reference import sanitary
from shanyraq.learning.timetable.rules.conflicts import Around, ClassOf, Conflict, RoomOf, Span, Wanted, conflicts
from shanyraq.learning.timetable.rules.week import SCHOOL_DAYS, holds
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import school_year as reference_year
from shanyraq.spine.registry.reference.movement import term


@dataclass(frozen=True)
class Week:
    """One version of the timetable, its lessons, and all that it stands among."""

    timetable: TimetableRow
    slots: tuple[SlotRow, ...]
    demands: tuple[DemandRow, ...]
    groups: tuple[registry.GroupRow, ...]
    rooms: tuple[RoomRow, ...]
    bells: Mapping[tuple[int, int], Sequence[Times]]
    """By shift and grade: the times of each weekday."""
    around: Around
    reasons: Mapping[uuid.UUID, str]
    """Why a room is closed."""

    @cached_property
    def conflicts(self) -> list[Conflict]:
        return conflicts([slot.placed for slot in self.slots], self.around)

    @cached_property
    def slot(self) -> dict[uuid.UUID, SlotRow]:
        return {row.id: row for row in self.slots}

    @cached_property
    def demand(self) -> dict[uuid.UUID, DemandRow]:
        return {row.id: row for row in self.demands}

    @cached_property
    def longest(self) -> dict[int, int]:
        """The number of lessons for which bells ring, by shift."""
        found: dict[int, int] = {}
        for (shift, _grade), days in self.bells.items():
            found[shift] = max(found.get(shift, 0), *(max(times, default=0) for times in days))
        return found


def week(timetable_id: uuid.UUID) -> Week | None:
    """The version with its lessons and everything it is judged by; None where the scope does not see it.

    Ten queries, whatever the size of the school.
    """
    row = timetable(timetable_id)
    return week_of(row, tuple(slots_of(timetable_id))) if row else None


def week_of(row: TimetableRow, slots: tuple[SlotRow, ...]) -> Week:
    day = judged_on(row)
    at = row.organisation_id
    groups = tuple(registry.groups_of(at, school_year=row.school_year))
    demands = tuple(demands_of(at, school_year=row.school_year))
    rooms = rooms_of(at)
    closed = closed_rooms(at, day=day)
    bells = _bells(groups, bells_of(at, since=day), day - dt.timedelta(days=day.weekday()))
    hours = teacher_hours(at, school_year=row.school_year)
    around = Around(
        classes=_classes(groups, registry.enrolled_by_group([at], day=day), day),
        bells=_spans(groups, bells),
        rooms=_rooms(rooms, closed, day),
        part_sizes=part_sizes(at, day=day),
        demands={each.id: _wanted(each) for each in demands},
        away=hours["away"],
        unwanted=hours["unwanted"],
        windows_of_teacher=int(sanitary.limit("windows_of_teacher", 0, day=day) or 0),
    )
    return Week(row, slots, demands, groups, rooms, bells, around, closed)


def judged_on(row: TimetableRow) -> dt.date:
    """The day for which a version is judged: its first, or today while it is a draft, within its school year."""
    year = reference_year(row.school_year)
    return min(max(row.valid_from or clock.today(), year.lessons_from), year.lessons_to)


def rooms_of(organisation_id: uuid.UUID) -> tuple[RoomRow, ...]:
    """The rooms of the organisation by name, as far as the scope sees them."""
    found = registry.room_entries(registry.Whose(organisations=[organisation_id]))
    rows = [RoomRow(entry.id, entry.name, entry.kind, entry.capacity) for entry in found]
    return tuple(sorted(rows, key=lambda row: (row.name.zfill(8), row.name)))


def _classes(
    groups: Sequence[registry.GroupRow], sizes: Mapping[uuid.UUID, int], day: dt.date
) -> dict[uuid.UUID, ClassOf]:
    found = {}
    for group in groups:
        a_day = sanitary.limit("lessons_a_day", group.grade, day=day)
        found[group.id] = ClassOf(
            grade=group.grade,
            shift=group.shift,
            size=sizes.get(group.id, 0),
            most_a_day=int(a_day) if a_day is not None else None,
            most_a_week=sanitary.limit("hours_a_week", group.grade, day=day),
        )
    return found


def _rooms(rooms: Sequence[RoomRow], closed: Mapping[uuid.UUID, str], day: dt.date) -> dict[uuid.UUID, RoomOf]:
    limit = term("class_limit", day).value
    return {
        room.id: RoomOf(room.kind, room.capacity, holds(room.kind, room.capacity, class_limit=limit), room.id in closed)
        for room in rooms
    }


def _wanted(row: DemandRow) -> Wanted:
    return Wanted(
        row.group_id, row.subgroup_id, row.subject_code, row.teacher_id, row.every_week, row.every_second_week,
        row.room_kind,
    )  # fmt: skip


def _bells(
    groups: Sequence[registry.GroupRow], bells: Bells, monday: dt.date
) -> dict[tuple[int, int], Sequence[Times]]:
    kinds = {(group.shift, group.grade) for group in groups if group.grade}
    return {(shift, grade): bells.of_week(shift, grade, monday) for shift, grade in kinds}


def _spans(
    groups: Sequence[registry.GroupRow], bells: Mapping[tuple[int, int], Sequence[Times]]
) -> dict[tuple[uuid.UUID, int, int], Span]:
    minutes = {
        key: [{number: _span(times) for number, times in day.items()} for day in days] for key, days in bells.items()
    }
    return {
        (group.id, weekday, number): span
        for group in groups
        for weekday in range(SCHOOL_DAYS)
        for number, span in minutes.get((group.shift, group.grade), [{}] * SCHOOL_DAYS)[weekday].items()
    }


def _span(times: tuple[dt.time, dt.time]) -> Span:
    starts, ends = times
    return starts.hour * 60 + starts.minute, ends.hour * 60 + ends.minute
