"""How many times a bond between lessons is broken. Lessons that are not placed are counted elsewhere and not here."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

from shanyraq.learning.timetable.rules.evaluation.held import Held, Laid, meet
from shanyraq.learning.timetable.rules.evaluation.verdict import Breach, Fault
from shanyraq.learning.timetable.rules.problem import Bond, BondKind, Slot

Slots = tuple[Slot, ...]


def of_bonds(laid: Laid) -> Iterator[Breach]:
    for bond in laid.problem.bonds:
        rows = [laid.by_activity[key] for key in bond.activities if key in laid.by_activity]
        amount = COUNTS[bond.kind](bond, rows, laid.problem.slots)
        if amount and bond.weight != 0:
            yield Breach(Fault.BOND, (bond.key, *bond.activities), amount, amount * (bond.weight or 0))
        if bond.joined and (torn := _torn(rows, laid.problem.slots)):
            yield Breach(Fault.BOND, (bond.key, *bond.activities), torn)


def _day(row: Held, slots: Slots) -> int:
    return slots[row.start].day


def _together(bond: Bond, rows: list[Held], slots: Slots) -> int:
    return max(len({row.start for row in rows}) - 1, 0)


def _apart(bond: Bond, rows: list[Held], slots: Slots) -> int:
    return sum(meet(one, other, slots) for one, other in combinations(rows, 2))


def _spread(bond: Bond, rows: list[Held], slots: Slots) -> int:
    days = [_day(row, slots) for row in rows]
    return sum(abs(one - other) < bond.number for one, other in combinations(days, 2))


def _near(bond: Bond, rows: list[Held], slots: Slots) -> int:
    days = [_day(row, slots) for row in rows]
    return sum(abs(one - other) > bond.number for one, other in combinations(days, 2))


def _most_a_day(bond: Bond, rows: list[Held], slots: Slots) -> int:
    counted = Counter(_day(row, slots) for row in rows)
    return sum(max(count - bond.number, 0) for count in counted.values())


def _same_day(bond: Bond, rows: list[Held], slots: Slots) -> int:
    return max(len({_day(row, slots) for row in rows}) - 1, 0)


def _same_hour(bond: Bond, rows: list[Held], slots: Slots) -> int:
    return max(len({(slots[row.start].shift, slots[row.start].number) for row in rows}) - 1, 0)


def _follows(bond: Bond, rows: list[Held], slots: Slots) -> int:
    return sum(not _next(one, other, slots) for one, other in pairwise(rows))


def _next(one: Held, other: Held, slots: Slots) -> bool:
    last, first = slots[one.slots[-1]], slots[other.start]
    return (last.day, last.shift, last.number + 1) == (first.day, first.shift, first.number)


def _before(bond: Bond, rows: list[Held], slots: Slots) -> int:
    def ordered(one: Held, other: Held) -> bool:
        last, first = slots[one.slots[-1]], slots[other.start]
        return (last.day, last.ends) <= (first.day, first.starts)

    return sum(not ordered(one, other) for one, other in pairwise(rows))


def _torn(rows: list[Held], slots: Slots) -> int:
    """Pairs of one day that do not stand in a row."""
    return sum(
        _day(one, slots) == _day(other, slots) and not (_next(one, other, slots) or _next(other, one, slots))
        for one, other in combinations(rows, 2)
    )


COUNTS: dict[BondKind, Callable[[Bond, list[Held], Slots], int]] = {
    BondKind.TOGETHER: _together,
    BondKind.APART: _apart,
    BondKind.SPREAD: _spread,
    BondKind.NEAR: _near,
    BondKind.MOST_A_DAY: _most_a_day,
    BondKind.SAME_DAY: _same_day,
    BondKind.SAME_HOUR: _same_hour,
    BondKind.FOLLOWS: _follows,
    BondKind.BEFORE: _before,
}
