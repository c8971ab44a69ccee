"""How far a limit is passed. Of a group the part, and of a cycle the week, that is worst off counts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shanyraq.learning.timetable.rules.evaluation.held import Held, Laid
from shanyraq.learning.timetable.rules.evaluation.verdict import Breach, Fault
from shanyraq.learning.timetable.rules.problem import Limit, LimitKind, Problem


@dataclass(frozen=True, slots=True)
class Day:
    """What one unit holds on one day: distinct slots, the orders they stand in, the sum of points."""

    slots: frozenset[int]
    orders: tuple[int, ...]
    points: int
    late: bool

    @property
    def windows(self) -> int:
        return self.orders[-1] - self.orders[0] + 1 - len(self.orders) if self.orders else 0


def of_limits(laid: Laid) -> Iterator[Breach]:
    for limit in laid.problem.limits:
        worst = max(
            (COUNTS[limit.kind](_days(laid.problem, limit, unit), limit.number) for unit in laid.lessons_of(limit.who)),
            default=0,
        )
        if worst > 0 and limit.weight != 0:
            yield Breach(Fault.LIMIT, (limit.key, limit.who), worst, worst * (limit.weight or 0))


def _days(problem: Problem, limit: Limit, lessons: list[Held]) -> list[Day]:
    """Days that have any lesson in the slots the limit looks at."""
    found = []
    for day in sorted({problem.slots[row.start].day for row in lessons}):
        of_day = [row for row in lessons if problem.slots[row.start].day == day]
        counted = {index for row in of_day for index in row.slots if limit.slots is None or index in limit.slots}
        if counted:
            points = sum(row.activity.points * len(counted & set(row.slots)) for row in of_day)
            found.append(_day(problem, limit, day, frozenset(counted), points))
    return found


def _day(problem: Problem, limit: Limit, day: int, counted: frozenset[int], points: int) -> Day:
    orders = tuple(sorted({problem.slots[index].order for index in counted}))
    group = problem.group.get(limit.who)
    allowed = group.slots if group and limit.slots is None else limit.slots
    firsts = [
        slot.order
        for index, slot in enumerate(problem.slots)
        if slot.day == day and (allowed is None or index in allowed)
    ]
    return Day(counted, orders, points, late=orders[0] > min(firsts, default=orders[0]))


def _in_a_row(days: list[Day], number: int) -> int:
    return sum(all(order + step in day.orders for step in range(number + 1)) for day in days for order in day.orders)


COUNTS: dict[LimitKind, Callable[[list[Day], int], int]] = {
    LimitKind.WINDOWS_WEEK: lambda days, number: max(sum(day.windows for day in days) - number, 0),
    LimitKind.WINDOWS_DAY: lambda days, number: sum(max(day.windows - number, 0) for day in days),
    LimitKind.DAYS_WEEK: lambda days, number: max(len(days) - number, 0),
    LimitKind.MOST_DAY: lambda days, number: sum(max(len(day.slots) - number, 0) for day in days),
    LimitKind.LEAST_DAY: lambda days, number: sum(max(number - len(day.slots), 0) for day in days),
    LimitKind.IN_A_ROW: _in_a_row,
    LimitKind.LATE_STARTS: lambda days, number: max(sum(day.late for day in days) - number, 0),
    LimitKind.POINTS_DAY: lambda days, number: sum(max(day.points - number, 0) for day in days),
}
