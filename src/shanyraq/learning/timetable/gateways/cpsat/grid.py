"""The week as the search sees it: what a lesson covers from where it begins, and which slots fall together."""

from collections import defaultdict
from functools import cached_property

from shanyraq.learning.timetable.rules.problem import Activity, Problem


class Grid:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = problem.slots
        self._at = {(slot.day, slot.shift, slot.number): index for index, slot in enumerate(problem.slots)}
        self.days = tuple(sorted({slot.day for slot in problem.slots}))

    def covered(self, start: int, length: int) -> tuple[int, ...]:
        """The slots a lesson of this length takes from `start` on; nothing where the day is too short for it."""
        first = self.slots[start]
        found = [self._at.get((first.day, first.shift, first.number + step)) for step in range(length)]
        return () if None in found else tuple(index for index in found if index is not None)

    def after(self, start: int, length: int) -> int | None:
        """The slot in which the next lesson of the same day and shift begins."""
        first = self.slots[start]
        return self._at.get((first.day, first.shift, first.number + length))

    @cached_property
    def by_day(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = defaultdict(list)
        for index in sorted(range(len(self.slots)), key=lambda index: (self.slots[index].starts, index)):
            found[self.slots[index].day].append(index)
        return {day: tuple(indices) for day, indices in found.items()}

    @cached_property
    def moments(self) -> tuple[frozenset[int], ...]:
        """The largest sets of slots that fall together: at most one lesson of a person in each."""
        found = set()
        for slot in self.slots:
            found.add(
                frozenset(
                    other
                    for other in self.by_day[slot.day]
                    if self.slots[other].starts <= slot.starts < self.slots[other].ends
                )
            )
        largest = [one for one in found if not any(one < other for other in found)]
        return tuple(sorted(largest, key=sorted))

    @cached_property
    def orders(self) -> dict[int, dict[int, tuple[int, ...]]]:
        """By day, the orders of its axis and the slots that stand in each."""
        found: dict[int, dict[int, tuple[int, ...]]] = {}
        for day, indices in self.by_day.items():
            axis: dict[int, list[int]] = defaultdict(list)
            for index in indices:
                axis[self.slots[index].order].append(index)
            found[day] = {order: tuple(axis[order]) for order in sorted(axis)}
        return found

    def refusals(self, activity: Activity, start: int) -> list[tuple[str, str]]:
        """The rules that keep this lesson from beginning here, as (kind, key); none where it may."""
        taken = set(self.covered(start, activity.length))
        demand = activity.demand or activity.key
        found = []
        misplaced = activity.starts is not None and start not in activity.starts
        if misplaced or (activity.slots is not None and not taken <= activity.slots):
            found.append(("slots", demand))
        for key in activity.groups:
            allowed = self.problem.group[key].slots
            if allowed is not None and not taken <= allowed:
                found.append(("shift", key))
        for key in activity.teachers:
            if taken & self.problem.teacher[key].unavailable:
                found.append(("away", key))
        return found
