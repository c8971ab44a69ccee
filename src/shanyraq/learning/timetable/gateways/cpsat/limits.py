"""Limits of teachers and groups in the model: windows, days, lessons a day, late starts, points."""

from collections.abc import Callable
from typing import Any

from shanyraq.learning.timetable.gateways.cpsat.model import Model, Rule, Unit
from shanyraq.learning.timetable.rules.problem import Limit, LimitKind


class Busy:
    """What a unit holds, as literals made when first asked for."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._orders: dict[tuple[Unit, int, int, frozenset[int] | None], Any] = {}
        self._days: dict[tuple[Unit, int, frozenset[int] | None], Any] = {}

    def slot(self, unit: Unit, slot: int) -> list[Any]:
        return self.model.literals(self.model.holders[unit], [slot])

    def order(self, unit: Unit, day: int, order: int, slots: frozenset[int] | None) -> Any:
        """True where the unit holds a lesson in this order of the day's axis; 0 where it never can."""
        key = (unit, day, order, slots)
        if key not in self._orders:
            inside = [s for s in self.model.grid.orders[day][order] if slots is None or s in slots]
            literals = self.model.literals(self.model.holders[unit], inside)
            self._orders[key] = self._any(literals, alone=len(inside) == 1)
        return self._orders[key]

    def day(self, unit: Unit, day: int, slots: frozenset[int] | None) -> Any:
        key = (unit, day, slots)
        if key not in self._days:
            busy = [self.order(unit, day, order, slots) for order in self.model.grid.orders[day]]
            self._days[key] = self._any([literal for literal in busy if not isinstance(literal, int)], alone=False)
        return self._days[key]

    def _any(self, literals: list[Any], *, alone: bool) -> Any:
        if not literals:
            return 0
        if len(literals) == 1:
            return literals[0]
        busy = self.model.cp.new_bool_var("")
        if alone:  # of one slot at most one is true
            self.model.cp.add(sum(literals) == busy)
        else:
            self.model.cp.add_max_equality(busy, literals)
        return busy


def keep_limits(model: Model) -> None:
    busy = Busy(model)
    for limit in model.problem.limits:
        if limit.weight == 0:
            continue
        totals = [KEEP[limit.kind](model, busy, limit, unit) for unit in model.units(limit.who)]
        totals = [terms for terms in totals if terms]
        if limit.weight is not None and totals:
            _pay(model, limit, totals)


def _pay(model: Model, limit: Limit, totals: list[list[Any]]) -> None:
    """The unit worst off is paid for."""
    if len(totals) == 1:
        for term in totals[0]:
            model.pay(limit.weight or 0, term)
        return
    worst = model.cp.new_int_var(0, 10_000, "")
    for terms in totals:
        model.cp.add(worst >= sum(terms))
    model.pay(limit.weight or 0, worst)


def _rule(limit: Limit) -> Rule:
    return ("limit", limit.key)


def _within(model: Model, limit: Limit, left: Any, most: Any, high: int) -> list[Any]:
    """`left <= most`, or what is over, as the terms to pay for."""
    if limit.weight is None:
        model.rule(_rule(limit), model.cp.add(left <= most))
        return []
    over = model.count(max(high, 1))
    model.cp.add(left <= most + over)
    return [over]


def _windows(model: Model, busy: Busy, limit: Limit, unit: Unit, day: int) -> list[Any]:
    """Literals that are at least true where an order stands empty between two busy ones."""
    orders = sorted(model.grid.orders[day])
    line = [busy.order(unit, day, order, limit.slots) for order in range(orders[0], orders[-1] + 1) if order in orders]
    return _gaps(model, line)


def _gaps(model: Model, line: list[Any]) -> list[Any]:
    live = [index for index, literal in enumerate(line) if not isinstance(literal, int)]
    if len(live) < 2:
        return []
    begun, ending = _reach(model, line), list(reversed(_reach(model, list(reversed(line)))))
    found = []
    for index in range(live[0] + 1, live[-1]):
        gap = model.cp.new_bool_var("")
        model.cp.add(gap >= begun[index - 1] + ending[index + 1] - 1 - line[index])
        found.append(gap)
    return found


def _reach(model: Model, line: list[Any]) -> list[Any]:
    """True from the first busy order on."""
    reached: list[Any] = []
    before: Any = 0
    for literal in line:
        if isinstance(before, int):
            now = literal
        else:
            now = model.cp.new_bool_var("")
            model.cp.add_implication(before, now)
            if not isinstance(literal, int):
                model.cp.add_implication(literal, now)
        reached.append(now)
        before = now
    return reached


def _windows_week(model: Model, busy: Busy, limit: Limit, unit: Unit) -> list[Any]:
    gaps = [gap for day in model.grid.days for gap in _windows(model, busy, limit, unit, day)]
    if limit.weight is not None and not limit.number:
        return gaps
    return _within(model, limit, sum(gaps), limit.number, len(gaps)) if gaps else []


def _windows_day(model: Model, busy: Busy, limit: Limit, unit: Unit) -> list[Any]:
    terms = []
    for day in model.grid.days:
        gaps = _windows(model, busy, limit, unit, day)
        if len(gaps) > limit.number:
            terms += _within(model, limit, sum(gaps), limit.number, len(gaps))
    return terms


def _days_week(model: Model, busy: Busy, limit: Limit, unit: Unit) -> list[Any]:
    days = [busy.day(unit, day, limit.slots) for day in model.grid.days]
    return _within(model, limit, sum(days), limit.number, len(days))


def _most_day(model: Model, busy: Busy, limit: Limit, unit: Unit) -> list[Any]:
    terms = []
    for day in model.grid.days:
        held = _held(model, busy, limit, unit, day)
        if len(held) > limit.number:
            terms += _within(model, limit, sum(held), limit.number, len(held))
    return terms


def _held(model: Model, busy: Busy, limit: Limit, unit: Unit, day: int) -> list[Any]:
    slots = [slot for slot in model.grid.by_day[day] if limit.slots is None or slot in limit.slots]
    return [literal for slot in slots for literal in busy.slot(unit, slot)]


def _least_day(model: Model, busy: Busy, limit: Limit, unit: Unit) -> list[Any]:
    terms = []
    for day in model.grid.days:
        held = _held(model, busy, limit, unit, day)
        if held:
            terms += _within(model, limit, limit.number * busy.day(unit, day, limit.slots), sum(held), limit.number)
    return terms


def _in_a_row(model: Model, busy: Busy, limit: Limit, unit: Unit) -> list[Any]:
    terms = []
    for day in model.grid.days:
        orders = model.grid.orders[day]
        for first in orders:
            row = [order for order in range(first, first + limit.number + 1) if order in orders]
            if len(row) == limit.number + 1:
                line = [busy.order(unit, day, order, limit.slots) for order in row]
                terms += _within(model, limit, sum(line), limit.number, 1)
    return terms


def _late_starts(model: Model, busy: Busy, limit: Limit, unit: Unit) -> list[Any]:
    group = model.problem.group.get(limit.who)
    allowed = group.slots if group and limit.slots is None else limit.slots
    late = []
    for day in model.grid.days:
        orders = [model.grid.slots[s].order for s in model.grid.by_day[day] if allowed is None or s in allowed]
        held = busy.day(unit, day, limit.slots)
        if orders and not isinstance(held, int):
            missed = model.cp.new_bool_var("")
            model.cp.add(missed >= held - busy.order(unit, day, min(orders), limit.slots))
            late.append(missed)
    return _within(model, limit, sum(late), limit.number, len(late)) if late else []


def _points_day(model: Model, busy: Busy, limit: Limit, unit: Unit) -> list[Any]:
    terms = []
    for day in model.grid.days:
        slots = [slot for slot in model.grid.by_day[day] if limit.slots is None or slot in limit.slots]
        held = [
            _points(model, row, unit) * literal
            for row in model.holders[unit]
            for slot in slots
            for literal in model.covering.get((row, slot), ())
        ]
        if held:
            terms += _within(model, limit, sum(held), limit.number, 1000)
    return terms


def _points(model: Model, row: int, unit: Unit) -> int:
    """The points of the bundle's lessons that this unit holds: one of them at a time."""
    name, week = unit
    for a in model.bundling.bundles[row].activities:
        parts = {part for key in a.groups for part in model.problem.group[key].parts}
        if week in a.weeks and (name.removeprefix("part ") in parts or name.removeprefix("teacher ") in a.teachers):
            return a.points
    return 0


KEEP: dict[LimitKind, Callable[[Model, Busy, Limit, Unit], list[Any]]] = {
    LimitKind.WINDOWS_WEEK: _windows_week,
    LimitKind.WINDOWS_DAY: _windows_day,
    LimitKind.DAYS_WEEK: _days_week,
    LimitKind.MOST_DAY: _most_day,
    LimitKind.LEAST_DAY: _least_day,
    LimitKind.IN_A_ROW: _in_a_row,
    LimitKind.LATE_STARTS: _late_starts,
    LimitKind.POINTS_DAY: _points_day,
}
