"""A plan laid out: which slots each lesson holds, and whom it keeps busy when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from shanyraq.learning.timetable.rules.problem import Activity, Plan, Problem, Slot


@dataclass(frozen=True, slots=True)
class Held:
    """A placed lesson: the slots it takes, in their order; fewer than its length where the day is too short."""

    activity: Activity
    slots: tuple[int, ...]
    room: str

    @property
    def start(self) -> int:
        return self.slots[0]


@dataclass(frozen=True)
class Laid:
    """`units` of a person are who can be busy: a teacher, or each part of a group; each in each week of the cycle."""

    problem: Problem
    held: tuple[Held, ...]

    @cached_property
    def by_activity(self) -> dict[str, Held]:
        return {row.activity.key: row for row in self.held}

    @cached_property
    def _units(self) -> dict[str, list[Held]]:
        busy: dict[str, list[Held]] = defaultdict(list)
        for row in self.held:
            parts = {part for key in row.activity.groups for part in self.problem.group[key].parts}
            for week in row.activity.weeks:
                for part in parts:
                    busy[f"part {part} {week}"].append(row)
                for teacher in row.activity.teachers:
                    busy[f"teacher {teacher} {week}"].append(row)
        return busy

    @cached_property
    def _weeks(self) -> tuple[int, ...]:
        return tuple(sorted({week for row in self.problem.activities for week in row.weeks}))

    def lessons_of(self, who: str) -> list[list[Held]]:
        """What each unit of a teacher or a group holds."""
        if who in self.problem.teacher:
            names = [f"teacher {who} {week}" for week in self._weeks]
        else:
            parts = sorted(self.problem.group[who].parts)
            names = [f"part {part} {week}" for part in parts for week in self._weeks]
        return [self._units.get(name, []) for name in names]

    def slots(self, indices: Iterable[int]) -> list[Slot]:
        return [self.problem.slots[index] for index in indices]


def lay_out(problem: Problem, plan: Plan) -> Laid:
    following = {(slot.day, slot.shift, slot.number): index for index, slot in enumerate(problem.slots)}
    held = []
    for activity in problem.activities:
        placed = plan.get(activity.key)
        if placed is None:
            continue
        first = problem.slots[placed.slot]
        numbers = range(first.number, first.number + activity.length)
        taken = [following.get((first.day, first.shift, number)) for number in numbers]
        held.append(Held(activity, tuple(index for index in taken if index is not None), placed.room))
    return Laid(problem, tuple(held))


def overlap(one: Slot, other: Slot) -> bool:
    return one.day == other.day and one.starts < other.ends and other.starts < one.ends


def meet(one: Held, other: Held, slots: tuple[Slot, ...]) -> bool:
    """They are held at the same time in the same week of the cycle."""
    if not one.activity.weeks & other.activity.weeks:
        return False
    return any(overlap(slots[a], slots[b]) for a in one.slots for b in other.slots)
