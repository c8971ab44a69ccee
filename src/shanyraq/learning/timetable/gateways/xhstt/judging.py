"""The costs of an XHSTT solution, counted as the archive counts them: one deviation for each point of application."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from shanyraq.learning.timetable.gateways.xhstt.instance import Constraint, Event, Instance, Piece


@dataclass(frozen=True, slots=True)
class Cost:
    """What one constraint costs at one event, event group or resource."""

    constraint: Constraint
    point: str
    deviation: int

    @property
    def cost(self) -> int:
        return self.constraint.cost(self.deviation)


@dataclass(frozen=True, slots=True)
class Judged:
    costs: tuple[Cost, ...]

    @property
    def hard(self) -> int:
        return sum(row.cost for row in self.costs if row.constraint.required)

    @property
    def soft(self) -> int:
        return sum(row.cost for row in self.costs if not row.constraint.required)


class Standing:
    """A solution as it stands: what is preassigned is filled in, and what it forgets of an event stands nowhere."""

    def __init__(self, instance: Instance, pieces: tuple[Piece, ...]) -> None:
        self.instance = instance
        self.of: dict[str, list[Piece]] = {key: [] for key in instance.events}
        for piece in pieces:
            self.of[piece.event].append(piece)
        for key, event in instance.events.items():
            missing = event.duration - sum(piece.duration for piece in self.of[key])
            if missing > 0:
                whole = missing == event.duration
                self.of[key].append(Piece(key, missing, event.time if whole else None))

    def resource(self, piece: Piece, role: str) -> str:
        """Who fills the role in this piece; empty where nobody does."""
        for need in self.instance.events[piece.event].resources:
            if need.role == role and need.resource:
                return need.resource
        return piece.resources.get(role, "")

    def running(self, event: str) -> set[int]:
        return {time for piece in self.of[event] for time in covered(piece)}

    @cached_property
    def busy(self) -> dict[str, Counter[int]]:
        """By resource, how many pieces it attends at each time."""
        found: dict[str, Counter[int]] = defaultdict(Counter)
        for key, event in self.instance.events.items():
            fixed = [need.resource for need in event.resources if need.resource]
            for piece in self.of[key]:
                for resource in (*fixed, *self._given(event, piece)):
                    found[resource].update(covered(piece))
        return found

    def _given(self, event: Event, piece: Piece) -> list[str]:
        open_roles = {need.role for need in event.resources if not need.resource}
        return [resource for role, resource in piece.resources.items() if role in open_roles]


def covered(piece: Piece) -> range:
    return range(0) if piece.time is None else range(piece.time, piece.time + piece.duration)


def judge(instance: Instance, pieces: tuple[Piece, ...]) -> Judged:
    """Every cost above nothing, by constraint and point."""
    standing = Standing(instance, pieces)
    found = []
    for constraint in instance.constraints:
        for point, deviation in DEVIATIONS[constraint.kind](constraint, standing):
            if constraint.cost(deviation):
                found.append(Cost(constraint, point, deviation))
    return Judged(tuple(found))


Points = Iterator[tuple[str, int]]


def _assign_resource(row: Constraint, now: Standing) -> Points:
    for event, role in _roles(row, now):
        yield event, sum(piece.duration for piece in now.of[event] if not now.resource(piece, role))


def _prefer_resources(row: Constraint, now: Standing) -> Points:
    for event, role in _roles(row, now):
        given = [(piece, now.resource(piece, role)) for piece in now.of[event]]
        yield event, sum(piece.duration for piece, who in given if who and who not in row.preferred)


def _roles(row: Constraint, now: Standing) -> Iterator[tuple[str, str]]:
    """Event resources of the role that a solution must fill."""
    for event in row.events:
        for need in now.instance.events[event].resources:
            if not need.resource and (not row.role or need.role == row.role):
                yield event, need.role


def _assign_time(row: Constraint, now: Standing) -> Points:
    for event in row.events:
        yield event, sum(piece.duration for piece in now.of[event] if piece.time is None)


def _prefer_times(row: Constraint, now: Standing) -> Points:
    for event in row.events:
        if now.instance.events[event].time is not None:
            continue
        pieces = [p for p in now.of[event] if row.duration is None or p.duration == row.duration]
        yield event, sum(p.duration for p in pieces if p.time is not None and p.time not in row.times)


def _split_events(row: Constraint, now: Standing) -> Points:
    for event in row.events:
        wrong = sum(bool(row.bounds.miss(piece.duration)) for piece in now.of[event])
        yield event, wrong + row.amount.miss(len(now.of[event]))


def _distribute_split_events(row: Constraint, now: Standing) -> Points:
    for event in row.events:
        yield event, row.bounds.miss(sum(piece.duration == row.duration for piece in now.of[event]))


def _avoid_split_assignments(row: Constraint, now: Standing) -> Points:
    for group in row.event_groups:
        pieces = [piece for event in now.instance.event_groups[group] for piece in now.of[event]]
        given = {now.resource(piece, row.role) for piece in pieces} - {""}
        yield group, max(len(given) - 1, 0)


def _spread_events(row: Constraint, now: Standing) -> Points:
    for group in row.event_groups:
        starts = [piece.time for event in now.instance.event_groups[group] for piece in now.of[event]]
        yield group, sum(bounds.miss(sum(start in times for start in starts)) for times, bounds in row.spans)


def _link_events(row: Constraint, now: Standing) -> Points:
    for group in row.event_groups:
        running = [now.running(event) for event in now.instance.event_groups[group]]
        together = running[0].intersection(*running[1:]) if running else set()
        yield group, len({time for times in running for time in times} - together)


def _order_events(row: Constraint, now: Standing) -> Points:
    for first, second, bounds in row.pairs:
        ends = [piece.time + piece.duration for piece in now.of[first] if piece.time is not None]
        begins = [piece.time for piece in now.of[second] if piece.time is not None]
        yield f"{first} {second}", bounds.miss(min(begins) - max(ends)) if ends and begins else 0


def _avoid_clashes(row: Constraint, now: Standing) -> Points:
    for resource in row.resources:
        yield resource, sum(count - 1 for count in now.busy[resource].values())


def _avoid_unavailable_times(row: Constraint, now: Standing) -> Points:
    for resource in row.resources:
        yield resource, len(row.times & now.busy[resource].keys())


def _limit_idle_times(row: Constraint, now: Standing) -> Points:
    for resource in row.resources:
        idle = 0
        for times, _ in row.spans:
            line = [time in now.busy[resource] for time in sorted(times)]
            if any(line):
                last = len(line) - line[::-1].index(True)
                idle += line[line.index(True) : last].count(False)
        yield resource, row.bounds.miss(idle)


def _cluster_busy_times(row: Constraint, now: Standing) -> Points:
    for resource in row.resources:
        yield resource, row.bounds.miss(sum(bool(times & now.busy[resource].keys()) for times, _ in row.spans))


def _limit_busy_times(row: Constraint, now: Standing) -> Points:
    for resource in row.resources:
        held = [len(times & now.busy[resource].keys()) for times, _ in row.spans]
        yield resource, sum(row.bounds.miss(count) for count in held if count)


def _limit_workload(row: Constraint, now: Standing) -> Points:
    for resource in row.resources:
        total = 0.0
        for key, event in now.instance.events.items():
            for need in event.resources:
                load = event.workload if need.workload is None else need.workload
                pieces = [p for p in now.of[key] if now.resource(p, need.role) == resource]
                total += sum(p.duration for p in pieces) * load / event.duration
        over = max(row.bounds.low - total, total - row.bounds.high, 0.0)
        yield resource, -int(-over // 1)


DEVIATIONS: dict[str, Callable[[Constraint, Standing], Points]] = {
    "AssignResource": _assign_resource,
    "AssignTime": _assign_time,
    "SplitEvents": _split_events,
    "DistributeSplitEvents": _distribute_split_events,
    "PreferResources": _prefer_resources,
    "PreferTimes": _prefer_times,
    "AvoidSplitAssignments": _avoid_split_assignments,
    "SpreadEvents": _spread_events,
    "LinkEvents": _link_events,
    "OrderEvents": _order_events,
    "AvoidClashes": _avoid_clashes,
    "AvoidUnavailableTimes": _avoid_unavailable_times,
    "LimitIdleTimes": _limit_idle_times,
    "ClusterBusyTimes": _cluster_busy_times,
    "LimitBusyTimes": _limit_busy_times,
    "LimitWorkload": _limit_workload,
}
