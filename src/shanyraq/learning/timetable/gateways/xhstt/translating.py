"""Each kind of XHSTT constraint in the model's words."""

from collections.abc import Callable
from typing import Any

from shanyraq.learning.timetable.gateways.xhstt.instance import Bounds, Constraint
from shanyraq.learning.timetable.gateways.xhstt.model import ANY, ArchiveModel
from shanyraq.learning.timetable.gateways.xhstt.resources import keep_resources


def translate(model: ArchiveModel) -> None:
    for row in model.instance.constraints:
        if row.kind in TRANSLATE:
            TRANSLATE[row.kind](model, row)
        elif row.kind not in model.left_aside:
            model.left_aside.append(row.kind)
    keep_resources(model)


def _nothing(model: ArchiveModel, row: Constraint) -> None:
    """Seen to elsewhere: times by the model's own sums, resources when they are given out."""


def _bundles(model: ArchiveModel, row: Constraint) -> list[int]:
    return list(dict.fromkeys(model.of[event] for event in row.events))


def _prefer_times(model: ArchiveModel, row: Constraint) -> None:
    for index in _bundles(model, row):
        if model.instance.events[model.bundles[index][0]].time is not None:
            continue
        wrong = [
            length * literal
            for (length, start), literal in model.at[index].items()
            if (row.duration is None or length == row.duration) and start not in row.times
        ]
        if wrong:
            model.charge(row, model.miss(row, sum(wrong), Bounds(0, 0)))


def _split_events(model: ArchiveModel, row: Constraint) -> None:
    if row.required:
        return  # the model has no other pieces
    for index in _bundles(model, row):
        wrong = sum(lit for (length, _), lit in model.at[index].items() if row.bounds.miss(length))
        amount = model.miss(row, sum(model.at[index].values()), row.amount)
        model.charge(row, wrong + amount)


def _distribute_split_events(model: ArchiveModel, row: Constraint) -> None:
    for index in _bundles(model, row):
        many = sum(literal for (length, _), literal in model.at[index].items() if length == row.duration)
        if len(model.bundles[index]) == 1:
            model.charge(row, model.miss(row, many, row.bounds))


def _spread_events(model: ArchiveModel, row: Constraint) -> None:
    for group in row.event_groups:
        bundles = list(dict.fromkeys(model.of[event] for event in model.instance.event_groups[group]))
        parts = []
        for times, bounds in row.spans:
            starts = [lit for index in bundles for (_, start), lit in model.at[index].items() if start in times]
            if len(starts) > bounds.high or bounds.low:
                parts.append(model.miss(row, sum(starts), bounds))
        if parts:
            model.charge(row, sum(parts))


def _link_events(model: ArchiveModel, row: Constraint) -> None:
    for group in row.event_groups:
        bundles = list(dict.fromkeys(model.of[event] for event in model.instance.event_groups[group]))
        first, parts = bundles[0], []
        for index in bundles[1:]:
            for time in range(model.last):
                one, other = (sum(model.covering[b].get(time, ())) for b in (first, index))
                if row.required:
                    model.cp.add(one == other)
                else:
                    apart = model.cp.new_bool_var("")
                    model.cp.add(one - other <= apart)
                    model.cp.add(other - one <= apart)
                    parts.append(apart)
        if parts:
            model.charge(row, sum(parts))


def _avoid_clashes(model: ArchiveModel, row: Constraint) -> None:
    seen = set()
    for resource in row.resources:
        attended = tuple(model.attended.get(resource, ()))
        if row.required and attended in seen:
            continue
        seen.add(attended)
        parts = []
        for time in range(model.last):
            literals = model.running(resource, time)
            if len(literals) < 2:
                continue
            if row.required:
                model.cp.add_at_most_one(literals)
            else:
                parts.append(model.miss(row, sum(literals), Bounds(0, 1)))
        if parts:
            model.charge(row, sum(parts))


def _avoid_unavailable_times(model: ArchiveModel, row: Constraint) -> None:
    for resource in row.resources:
        held = [model.busy(resource, time) for time in sorted(row.times)]
        if live := [literal for literal in held if not isinstance(literal, int)]:
            model.charge(row, model.miss(row, sum(live), Bounds(0, 0)))


def _limit_idle_times(model: ArchiveModel, row: Constraint) -> None:
    for resource in row.resources:
        gaps: list[Any] = []
        for times, _ in row.spans:
            gaps += _gaps(model, [model.busy(resource, time) for time in sorted(times)])
        if gaps and (row.bounds.low or row.bounds.high < len(gaps)):
            model.charge(row, model.miss(row, sum(gaps), Bounds(0, row.bounds.high)))


def _gaps(model: ArchiveModel, line: list[Any]) -> list[Any]:
    """At least true at each empty time between two busy ones."""
    if sum(not isinstance(literal, int) for literal in line) < 2:
        return []
    begun, ending = _reach(model, line), _reach(model, line[::-1])[::-1]
    found = []
    for place in range(1, len(line) - 1):
        gap = model.cp.new_bool_var("")
        model.cp.add(gap >= begun[place - 1] + ending[place + 1] - 1 - line[place])
        found.append(gap)
    return found


def _reach(model: ArchiveModel, line: list[Any]) -> list[Any]:
    reached: list[Any] = []
    for literal in line:
        if not reached or isinstance(reached[-1], int):
            reached.append(literal)
            continue
        now = model.cp.new_bool_var("")
        model.cp.add(now >= reached[-1])
        model.cp.add(now >= literal)
        reached.append(now)
    return reached


def _cluster_busy_times(model: ArchiveModel, row: Constraint) -> None:
    for resource in row.resources:
        used = [model.any_of([model.busy(resource, time) for time in sorted(times)]) for times, _ in row.spans]
        model.charge(row, model.miss(row, sum(used), row.bounds))


def _limit_busy_times(model: ArchiveModel, row: Constraint) -> None:
    for resource in row.resources:
        parts = []
        for times, _ in row.spans:
            held = [model.busy(resource, time) for time in sorted(times)]
            live = [literal for literal in held if not isinstance(literal, int)]
            if not live:
                continue
            deviation = model.miss(row, sum(live), Bounds(0, row.bounds.high))
            if row.bounds.low > 1:
                model.cp.add(row.bounds.low * model.any_of(live) - sum(live) <= deviation)
            parts.append(deviation)
        if parts:
            model.charge(row, sum(parts))


def _order_events(model: ArchiveModel, row: Constraint) -> None:
    """Of whole events only; an event in pieces is left to the judge."""
    for first, second, bounds in row.pairs:
        one, other = model.at[model.of[first]], model.at[model.of[second]]
        if max(len({length for length, _ in rows}) for rows in (one, other)) > 1:
            continue
        between = sum(start * lit for (_, start), lit in other.items()) - sum(
            (start + length) * lit for (length, start), lit in one.items()
        )
        model.charge(row, model.miss(row, between + model.last, _shifted(bounds, model.last)))


def _shifted(bounds: Bounds, by: int) -> Bounds:
    return Bounds(bounds.low + by, bounds.high + by if bounds.high < ANY.high else ANY.high)


TRANSLATE: dict[str, Callable[[ArchiveModel, Constraint], None]] = {
    "AssignTime": _nothing, "AssignResource": _nothing, "PreferResources": _nothing,
    "PreferTimes": _prefer_times, "SplitEvents": _split_events, "DistributeSplitEvents": _distribute_split_events,
    "SpreadEvents": _spread_events, "LinkEvents": _link_events, "OrderEvents": _order_events,
    "AvoidClashes": _avoid_clashes, "AvoidUnavailableTimes": _avoid_unavailable_times,
    "LimitIdleTimes": _limit_idle_times, "ClusterBusyTimes": _cluster_busy_times, "LimitBusyTimes": _limit_busy_times,
}  # fmt: skip
