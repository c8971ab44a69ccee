"""An XHSTT instance as a CP-SAT model that can climb: a yes-or-no for each bundle of like events, duration and start.

Required constraints hold; only events may be left without a time, dearly. What is not required is paid for as the
archive says. Kinds the model does not know are named in `left_aside`: the judge counts them all the same.
"""

from collections import defaultdict
from functools import cached_property
from typing import Any

from ortools.sat.python import cp_model

from shanyraq.learning.timetable.gateways.xhstt.instance import Bounds, Constraint, CostFunction, Event, Instance, Piece

ANY = Bounds(0, 10**6)


class ArchiveModel:
    def __init__(self, instance: Instance, *, elastic: bool = False) -> None:
        self.instance = instance
        self.cp = cp_model.CpModel()
        self.cost: list[tuple[int, Any]] = []
        self.missing: list[Any] = []
        self.left_aside: list[str] = []
        self.last = len(instance.times)
        self.bundles = self._bundles()
        self.of = {event: index for index, row in enumerate(self.bundles) for event in row}
        self.at: list[dict[tuple[int, int], Any]] = []  # bundle -> (duration, start) -> literal
        for row in self.bundles:
            self._place(row, elastic)

    # -- what is alike --------------------------------------------------------------------------------------------

    def _bundles(self) -> list[tuple[str, ...]]:
        """Events alike in everything a constraint looks at, unless one of them may be split or stands already."""
        seen: dict[str, list[tuple[int, str]]] = defaultdict(list)
        alone: set[str] = set()
        for place, row in enumerate(self.instance.constraints):
            for group in row.event_groups:
                for event in self.instance.event_groups[group]:
                    seen[event].append((place, group if row.kind in BY_GROUP else ""))
            for event in row.events:
                seen[event].append((place, ""))
            alone |= {event for pair in row.pairs for event in pair[:2]}
            if row.function is not CostFunction.LINEAR:
                alone |= set(row.events)
        found: dict[object, list[str]] = defaultdict(list)
        for key, whole in self.instance.events.items():
            single = key in alone or whole.time is not None or self.splits(whole)[1].high > 1
            alike = (whole.duration, whole.resources, tuple(sorted(set(seen[key]))))
            found[key if single or not whole.resources else alike].append(key)
        return [tuple(row) for row in found.values()]

    def splits(self, event: Event) -> tuple[Bounds, Bounds]:
        """Durations and number of pieces that required constraints allow."""
        low, high, least, most = 1, event.duration, 1, event.duration
        for row in self._splitting.get(event.id, ()):
            low, high = max(low, row.bounds.low), min(high, row.bounds.high)
            least, most = max(least, row.amount.low), min(most, row.amount.high)
        return Bounds(low, high), Bounds(least, most)

    @cached_property
    def _splitting(self) -> dict[str, list[Constraint]]:
        found: dict[str, list[Constraint]] = defaultdict(list)
        for row in self.instance.constraints:
            if row.kind == "SplitEvents" and row.required:
                for event in row.events:
                    found[event].append(row)
        return found

    # -- where pieces may stand -----------------------------------------------------------------------------------

    def _place(self, row: tuple[str, ...], elastic: bool) -> None:
        event = self.instance.events[row[0]]
        if event.time is not None:
            self.at.append({(event.duration, event.time): self.cp.new_constant(1)})
            return
        durations, amount = self.splits(event)
        lengths = range(durations.low, durations.high + 1) if amount.high > 1 else [event.duration]
        literals = {
            (length, start): self.cp.new_bool_var(f"{event.id} {length}@{start}")
            for length in lengths
            for start in range(self.last - length + 1)
        }
        self.at.append(literals)
        total = sum(length * literal for (length, _), literal in literals.items())
        if elastic:
            left = self.cp.new_int_var(0, event.duration * len(row), "")
            self.missing.append(left)
            self.cp.add(total + left == event.duration * len(row))
        else:
            self.cp.add(total == event.duration * len(row))
            if amount.high > 1:
                self.cp.add_linear_constraint(sum(literals.values()), amount.low, amount.high)

    @cached_property
    def covering(self) -> list[dict[int, list[Any]]]:
        """By bundle and time, the literals of pieces that run then."""
        found: list[dict[int, list[Any]]] = []
        for literals in self.at:
            running: dict[int, list[Any]] = defaultdict(list)
            for (length, start), literal in literals.items():
                for time in range(start, start + length):
                    running[time].append(literal)
            found.append(running)
        return found

    @cached_property
    def attended(self) -> dict[str, list[int]]:
        """By resource, the bundles it attends by the file itself."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, row in enumerate(self.bundles):
            for need in self.instance.events[row[0]].resources:
                if need.resource:
                    found[need.resource].append(index)
        return found

    @cached_property
    def unclashed(self) -> frozenset[str]:
        rows = [row for row in self.instance.constraints if row.kind == "AvoidClashes" and row.required]
        return frozenset(resource for row in rows for resource in row.resources)

    def running(self, resource: str, time: int) -> list[Any]:
        return [literal for row in self.attended.get(resource, ()) for literal in self.covering[row].get(time, ())]

    def busy(self, resource: str, time: int) -> Any:
        """True where the resource attends anything; resources of the same events share it."""
        key = (tuple(self.attended.get(resource, ())), time)
        if key not in self._busy:
            literals = self.running(resource, time)
            if not literals:
                self._busy[key] = 0
            elif len(literals) == 1:
                self._busy[key] = literals[0]
            else:
                self._busy[key] = self.any_of(literals, one=resource in self.unclashed)
        return self._busy[key]

    @cached_property
    def _busy(self) -> dict[tuple[tuple[int, ...], int], Any]:
        return {}

    def any_of(self, literals: list[Any], *, one: bool = False) -> Any:
        live = [literal for literal in literals if not isinstance(literal, int)]
        if not live:
            return 0
        found = self.cp.new_bool_var("")
        if one:
            self.cp.add(sum(live) == found)
        else:
            self.cp.add_max_equality(found, live)
        return found

    # -- what it costs --------------------------------------------------------------------------------------------

    def miss(self, row: Constraint, number: Any, bounds: Bounds) -> Any:
        """How far a number is outside its bounds: nothing, where the constraint is required."""
        deviation = self.cp.new_int_var(0, 0 if row.required else 1000, "")
        if bounds.high < ANY.high:
            self.cp.add(number - bounds.high <= deviation)
        if bounds.low > 0:
            self.cp.add(bounds.low - number <= deviation)
        return deviation

    def charge(self, row: Constraint, deviation: Any) -> None:
        """The cost of one point of application."""
        if row.required or not row.weight:
            return
        if row.function is CostFunction.LINEAR:
            self.cost.append((row.weight, deviation))
            return
        price = self.cp.new_int_var(0, 10**6, "")
        if row.function is CostFunction.STEP:
            self.cp.add(deviation <= 1000 * price)
        else:  # tangents meet the square at every whole number
            for step in range(12):
                self.cp.add(price >= (2 * step + 1) * deviation - step * (step + 1))
        self.cost.append((row.weight, price))

    # -- what the climber asks ------------------------------------------------------------------------------------

    @cached_property
    def _free(self) -> list[tuple[int, int, Any]]:
        return [
            (index, start, literal)
            for index, literals in enumerate(self.at)
            if self.instance.events[self.bundles[index][0]].time is None
            for (_, start), literal in literals.items()
        ]

    def decisions(self) -> list[Any]:
        return [literal for _, _, literal in self._free]

    def hoods(self) -> dict[str, list[frozenset[int]]]:
        days: list[set[int]] = [set() for _ in self.instance.days]
        people: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for place, (index, start, _) in enumerate(self._free):
            for number, day in enumerate(self.instance.days):
                if start in day:
                    days[number].add(place)
            for need in self.instance.events[self.bundles[index][0]].resources:
                if need.resource:
                    people[self.instance.resources[need.resource]][need.resource].add(place)
        found = {kind: {frozenset(rows) for rows in sets.values()} for kind, sets in people.items()}
        found["day"] = {frozenset(day) for day in days if day}
        return {kind: sorted(sets, key=lambda s: (min(s), len(s))) for kind, sets in found.items() if sets}

    def pieces(self, value: Any) -> tuple[Piece, ...]:
        found = []
        for row, literals in zip(self.bundles, self.at, strict=True):
            chosen = [(length, start) for (length, start), literal in literals.items() if value(literal)]
            if len(row) == 1:
                found += [Piece(row[0], length, start) for length, start in chosen]
            else:
                found += [Piece(event, *where) for event, where in zip(row, chosen, strict=False)]
        return tuple(found)


BY_GROUP = frozenset({"SpreadEvents", "LinkEvents", "AvoidSplitAssignments"})
