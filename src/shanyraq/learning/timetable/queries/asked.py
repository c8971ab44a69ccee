"""What a search is asked for, taken from the week: lessons, locks, bonds, limits and wishes."""

import uuid
from collections import defaultdict

from shanyraq.learning.timetable.queries.goals import Goals
from shanyraq.learning.timetable.queries.judging import Week, judged_on
from shanyraq.learning.timetable.queries.rows import DemandRow, SlotRow
from shanyraq.learning.timetable.reference import sanitary
from shanyraq.learning.timetable.rules.problem import (
    Activity,
    Bond,
    BondKind,
    Limit,
    LimitKind,
    Lock,
    Slot,
    Wish,
)
from shanyraq.learning.timetable.rules.week import SCHOOL_DAYS

NEARLY = 0.9  # of the hours of a kind of room: with more, the last ones are hardly ever placed
BOTH = frozenset({0, 1})
WEEKS = {"every": BOTH, "odd": frozenset({0}), "even": frozenset({1})}
WORDS = {weeks: word for word, weeks in WEEKS.items()}


def rows_of(week: Week) -> list[DemandRow | SlotRow]:
    """Everybody and everything the week names."""
    return [*week.demands, *week.slots]


def hours_said(
    week: Week, slots: tuple[Slot, ...], teacher: uuid.UUID, said: set[tuple[uuid.UUID, int, int, int]]
) -> frozenset[int]:
    """The slots of the hours that were said of this teacher."""
    own = {key[1:] for key in said if key[0] == teacher}
    return frozenset(
        index for index, slot in enumerate(slots) if (int(slot.shift.split(".")[0]), slot.day, slot.number) in own
    )


def activities_of(week: Week) -> tuple[list[Activity], dict[str, DemandRow]]:
    """Every lesson that is asked for, with its demand."""
    day = judged_on(week.timetable)
    short = _short_kinds(week)
    enough = sum(room.kind == "classroom" for room in week.rooms) >= _most_at_once(week)
    found, demand = [], {}
    turns: dict[uuid.UUID, dict[str, int]] = defaultdict(dict)  # class -> subject -> first of the two weeks
    for row in week.demands:
        kinds, rooms, rather = _rooms(week, row, short, enough=enough)
        first = turns[row.group_id].setdefault(row.subject_code, len(turns[row.group_id]) % 2)
        weeks = [BOTH] * row.every_week + [frozenset({(first + n) % 2}) for n in range(row.every_second_week)]
        for number, held in enumerate(weeks):
            activity = Activity(
                key=f"{row.id}:{number}",
                subject=row.subject_code,
                groups=(str(row.subgroup_id or row.group_id),),
                teachers=(str(row.teacher_id),) if row.teacher_id else (),
                room_kinds=kinds,
                rooms=rooms,
                preferred_rooms=rather,
                weeks=held,
                points=sanitary.points(row.subject_code, row.grade, day=day),
                demand=str(row.id),
            )
            found.append(activity)
            demand[activity.key] = row
    return found, demand


Keys = frozenset[str]


def _rooms(week: Week, row: DemandRow, short: set[str], *, enough: bool) -> tuple[Keys, Keys, Keys]:
    """Kinds and rooms that would do, and those it would rather have. A kind of which a shift has too few rooms is only
    wished for: the rest of its lessons are held in classrooms, as schools do."""
    if row.room_id and _stands(week, row.room_id):
        return frozenset(), frozenset({str(row.room_id)}), frozenset()
    open_rooms = [room for room in week.rooms if _stands(week, room.id)]
    kind = row.room_kind or ("classroom" if enough else "")
    own = frozenset(str(room.id) for room in open_rooms if room.kind == kind)
    if not own:
        return frozenset(), frozenset(), frozenset()
    if kind in short:
        return frozenset({kind, "classroom"}), frozenset(), own
    return frozenset({kind}), frozenset(), frozenset()


def _short_kinds(week: Week) -> set[str]:
    """Kinds of rooms of which some shift needs more hours than it has."""
    needed: dict[tuple[str, int], int] = defaultdict(int)
    for row in week.demands:
        if row.room_kind and not row.room_id:
            needed[row.room_kind, row.shift] += row.every_week + row.every_second_week
    holds: dict[str, int] = defaultdict(int)
    for room in week.rooms:
        if _stands(week, room.id):
            holds[room.kind] += week.around.rooms[room.id].holds
    hours = {
        shift: len({key[1:] for key in week.around.bells if _shift(week, key[0]) == shift}) for shift in week.longest
    }
    return {kind for (kind, shift), count in needed.items() if count > holds[kind] * hours.get(shift, 0) * NEARLY}


def _shift(week: Week, group: uuid.UUID) -> int:
    return week.around.classes[group].shift


def _stands(week: Week, room: uuid.UUID) -> bool:
    return room in week.around.rooms and not week.around.rooms[room].closed


def _most_at_once(week: Week) -> int:
    """The classes of the fullest shift, and a second room for every second class that learns in parts."""
    divided = {row.group_id for row in week.demands if row.subgroup_id}
    counted: dict[int, int] = defaultdict(int)
    for group in week.groups:
        counted[group.shift] += 3 if group.id in divided else 2
    return -(-max(counted.values(), default=0) // 2)


def locks_of(
    week: Week, activities: list[Activity], slots: tuple[Slot, ...], allowed: dict[uuid.UUID, frozenset[int]]
) -> tuple[list[Lock], list[Activity]]:
    """Locked lessons of the draft: hours of their demand, or, where none asks for them, lessons by themselves."""
    free: dict[tuple[str, frozenset[int]], list[Activity]] = defaultdict(list)
    for activity in activities:
        free[activity.demand, activity.weeks].append(activity)
    locks, extra = [], []
    for row in (row for row in week.slots if row.locked):
        hour = (row.weekday, row.number)
        own_slots = sorted(allowed.get(row.group_id, ()))
        where = next((index for index in own_slots if (slots[index].day, slots[index].number) == hour), None)
        if where is None:
            continue
        own = free[str(row.demand_id), WEEKS[row.weeks]]
        activity = own.pop(0) if own else _alone(row)
        if activity.demand.startswith("locked:"):
            extra.append(activity)
        locks.append(Lock(activity.key, where, _room_of(week, row)))
    return locks, extra


def _room_of(week: Week, row: SlotRow) -> str:
    return str(row.room_id) if row.room_id and _stands(week, row.room_id) else ""


def _alone(row: SlotRow) -> Activity:
    return Activity(
        key=f"locked:{row.id}",
        subject=row.subject_code,
        groups=(str(row.subgroup_id or row.group_id),),
        teachers=(str(row.teacher_id),) if row.teacher_id else (),
        weeks=WEEKS[row.weeks],
        demand=f"locked:{row.id}",
    )


def bonds_of(week: Week, activities: list[Activity], goals: Goals) -> list[Bond]:
    """Halves of one division learn a subject at the same hours; a demand's lessons are spread over the days."""
    of: dict[str, list[Activity]] = defaultdict(list)
    for activity in activities:
        of[activity.demand].append(activity)
    found = []
    for demand, rows in of.items():
        most = -(-len(rows) // SCHOOL_DAYS)
        if len(rows) > 1:
            keys = tuple(row.key for row in rows)
            found.append(Bond(f"spread {demand}", BondKind.MOST_A_DAY, keys, most, weight=goals.spread))
    return found + _halves(week, of)


def _halves(week: Week, of: dict[str, list[Activity]]) -> list[Bond]:
    pairs: dict[tuple[uuid.UUID, str], dict[uuid.UUID, list[Activity]]] = defaultdict(dict)
    for row in week.demands:
        if row.division_id and row.subgroup_id:
            pairs[row.division_id, row.subject_code].setdefault(row.subgroup_id, []).extend(of[str(row.id)])
    found = []
    for parts in pairs.values():
        for beside in zip(*parts.values(), strict=False):
            teachers = [teacher for row in beside for teacher in row.teachers]
            alike = len({row.weeks for row in beside}) == 1
            if len(beside) > 1 and alike and len(teachers) == len(set(teachers)):
                found.append(Bond(f"together {beside[0].key}", BondKind.TOGETHER, tuple(row.key for row in beside)))
    return found


def limits_of(
    week: Week, slots: tuple[Slot, ...], allowed: dict[uuid.UUID, frozenset[int]], goals: Goals
) -> list[Limit]:
    found = []
    for group in week.groups:
        key = str(group.id)
        found.append(Limit(f"windows {key}", LimitKind.WINDOWS_DAY, key, 0, goals.class_windows))
        found.append(Limit(f"late {key}", LimitKind.LATE_STARTS, key, 0, goals.late))
        most = week.around.classes[group.id].most_a_day
        if most:
            found.append(Limit(f"most {key}", LimitKind.MOST_DAY, key, most))
        if goals.even_days:
            load = sum(row.halves for row in week.demands if row.group_id == group.id and row.subgroup_id is None)
            even = -(-load // (2 * SCHOOL_DAYS)) + 1
            found.append(Limit(f"even {key}", LimitKind.MOST_DAY, key, even, goals.even_days))
    shifts = {
        shift: frozenset(index for index, slot in enumerate(slots) if slot.shift.split(".")[0] == str(shift))
        for shift in week.longest
    }
    for teacher in sorted({str(row.teacher_id) for row in week.demands if row.teacher_id}):
        for shift, own in shifts.items():  # the time between two shifts is no window
            key = f"windows {teacher} {shift}"
            found.append(Limit(key, LimitKind.WINDOWS_WEEK, teacher, 0, goals.teacher_windows, own))
    return found


def wishes_of(week: Week, slots: tuple[Slot, ...], goals: Goals) -> list[Wish]:
    said = set(week.around.unwanted)
    asked = {str(row.teacher_id) for row in rows_of(week) if row.teacher_id}
    return [
        Wish(f"wish {teacher}", str(teacher), hours, goals.wishes)
        for teacher in sorted({key[0] for key in said}, key=str)
        if str(teacher) in asked and (hours := hours_said(week, slots, teacher, said))
    ]
