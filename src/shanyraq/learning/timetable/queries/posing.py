"""The week's demands as a problem that a search can be given, and its plans as lessons again."""

import itertools
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from shanyraq.learning.timetable.queries.asked import (
    WORDS,
    activities_of,
    bonds_of,
    hours_said,
    limits_of,
    locks_of,
    rows_of,
    wishes_of,
)
from shanyraq.learning.timetable.queries.goals import goals_of
from shanyraq.learning.timetable.queries.judging import Week, judged_on
from shanyraq.learning.timetable.queries.rows import DemandRow
from shanyraq.learning.timetable.rules.edits import SlotDraft
from shanyraq.learning.timetable.rules.problem import Group, Plan, Problem, Room, Slot, Teacher


@dataclass(frozen=True)
class Posed:
    """A problem with the demand that each of its lessons is an hour of; locked lessons stand in the week already."""

    problem: Problem
    demand: Mapping[str, DemandRow]
    locked: frozenset[str]

    def drafts(self, plan: Plan) -> list[SlotDraft]:
        """The lessons to be put into the week; those that are locked stand there."""
        found = []
        for key, placed in plan.items():
            row, activity = self.demand.get(key), self.problem.activity.get(key)
            if row is None or activity is None or key in self.locked:
                continue
            slot = self.problem.slots[placed.slot]
            found.append(
                SlotDraft(
                    group_id=row.group_id, subject=row.subject_code, weekday=slot.day, number=slot.number,
                    shift=row.shift, teacher_id=row.teacher_id, subgroup_id=row.subgroup_id,
                    room_id=uuid.UUID(placed.room) if placed.room else None, demand_id=row.id,
                    weeks=WORDS[activity.weeks],
                )
            )  # fmt: skip
        return found


def pose(week: Week, weights: Mapping[str, int] | None = None) -> Posed:
    """The problem of this version's school: its demands, its bells, its rooms, who is away, what is locked."""
    goals = goals_of(judged_on(week.timetable), weights or {})
    slots, allowed = _slots(week)
    parts = _parts(week)
    activities, demand = activities_of(week)
    locks, extra = locks_of(week, activities, slots, allowed)
    activities += extra
    school = Problem(
        slots=slots,
        activities=tuple(activities),
        groups=tuple(_groups(week, parts, allowed)),
        teachers=tuple(_teachers(week, slots)),
        rooms=tuple(
            Room(str(row.id), row.name, row.kind, row.capacity or 0, week.around.rooms[row.id].holds)
            for row in week.rooms
            if not week.around.rooms[row.id].closed
        ),
        bonds=tuple(bonds_of(week, activities, goals)),
        limits=tuple(limits_of(week, slots, allowed, goals)),
        wishes=tuple(wishes_of(week, slots, goals)),
        locks=tuple(locks),
        strain=tuple(goals.tiredness(slot.number) for slot in slots),
        strain_weight=goals.strain,
    )
    return Posed(school, demand, frozenset(lock.activity for lock in locks))


def _slots(week: Week) -> tuple[tuple[Slot, ...], dict[uuid.UUID, frozenset[int]]]:
    """A slot for each ringing of the bells, and which of them each class may have: those of its own bells."""
    offsets = dict(zip(sorted(week.longest), itertools.accumulate([0, *_lengths(week)]), strict=False))
    found: dict[Slot, int] = {}
    allowed: dict[uuid.UUID, set[int]] = defaultdict(set)
    rings: dict[tuple[object, ...], str] = {}
    for group in week.groups:
        of_group = {key: span for key, span in week.around.bells.items() if key[0] == group.id}
        times = tuple(sorted((day, number, *span) for (_, day, number), span in of_group.items()))
        ring = rings.setdefault((group.shift, times), f"{group.shift}.{len(rings)}")
        for day, number, starts, ends in times:
            order = offsets.get(group.shift, 0) + number
            slot = Slot(f"{day}:{ring}:{number}", day, number, order, starts, ends, ring)
            allowed[group.id].add(found.setdefault(slot, len(found)))
    return tuple(found), {key: frozenset(rows) for key, rows in allowed.items()}


def _lengths(week: Week) -> list[int]:
    return [week.longest[shift] for shift in sorted(week.longest)]


def _parts(week: Week) -> dict[uuid.UUID, dict[uuid.UUID | None, frozenset[str]]]:
    """By class and part (None: the whole class), the smallest sets of pupils: one part of each division."""
    divisions: dict[uuid.UUID, dict[uuid.UUID, dict[uuid.UUID, None]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows_of(week):
        if row.subgroup_id and row.division_id:
            divisions[row.group_id][row.division_id][row.subgroup_id] = None
    found: dict[uuid.UUID, dict[uuid.UUID | None, frozenset[str]]] = {}
    for group in week.groups:
        choices = [list(parts) for parts in divisions[group.id].values()]
        atoms = {"+".join(map(str, (group.id, *chosen))): chosen for chosen in itertools.product(*choices)}
        found[group.id] = {None: frozenset(atoms)}
        for part in {part for chosen in atoms.values() for part in chosen}:
            found[group.id][part] = frozenset(name for name, chosen in atoms.items() if part in chosen)
    return found


def _groups(
    week: Week, parts: dict[uuid.UUID, dict[uuid.UUID | None, frozenset[str]]], allowed: dict[uuid.UUID, frozenset[int]]
) -> list[Group]:
    found = []
    for group in week.groups:
        for part, atoms in parts[group.id].items():
            size = week.around.part_sizes.get(part, 0) if part else week.around.classes[group.id].size
            slots = allowed.get(group.id, frozenset())
            found.append(Group(str(part or group.id), group.name, atoms, slots, size))
    return found


def _teachers(week: Week, slots: tuple[Slot, ...]) -> list[Teacher]:
    names = {row.teacher_id: row.teacher for row in rows_of(week) if row.teacher_id}
    return [
        Teacher(str(key), name, hours_said(week, slots, key, set(week.around.away)))
        for key, name in sorted(names.items(), key=lambda pair: str(pair[0]))
    ]
