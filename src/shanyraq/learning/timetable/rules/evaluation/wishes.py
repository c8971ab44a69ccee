"""What a plan costs in wishes not met, and in tiring lessons at tired hours."""

from collections.abc import Iterator

from shanyraq.learning.timetable.rules.evaluation.held import Held, Laid
from shanyraq.learning.timetable.rules.evaluation.verdict import Breach, Fault
from shanyraq.learning.timetable.rules.problem import Problem, Wish


def of_wishes(laid: Laid) -> Iterator[Breach]:
    for wish in laid.problem.wishes:
        amount = sum(
            len(wish.slots & set(row.slots)) for row in laid.held if _concerns(laid.problem, wish, row) and wish.weight
        )
        if amount:
            yield Breach(Fault.WISH, (wish.key, wish.who), amount, amount * wish.weight)


def _concerns(problem: Problem, wish: Wish, row: Held) -> bool:
    if wish.who in row.activity.teachers or wish.who == row.activity.key:
        return True
    group = problem.group.get(wish.who)
    return group is not None and any(group.parts & problem.group[key].parts for key in row.activity.groups)


def of_strain(laid: Laid) -> Iterator[Breach]:
    problem = laid.problem
    if not problem.strain or not problem.strain_weight:
        return
    for row in laid.held:
        amount = row.activity.points * sum(problem.strain[index] for index in row.slots)
        if amount:
            yield Breach(Fault.STRAIN, (row.activity.key,), amount, amount * problem.strain_weight, row.start)
