"""What the search is asked to make small besides: wishes, and tiring lessons at tired hours."""

from shanyraq.learning.timetable.gateways.cpsat.model import Model
from shanyraq.learning.timetable.rules.problem import Activity, Wish


def weigh(model: Model) -> None:
    problem = model.problem
    for index, row in enumerate(model.bundling.bundles):
        wishes = [(w, a) for w in problem.wishes for a in row.activities if w.weight and _concerns(model, w, a)]
        for start, literal in model.at[index].items():
            price = sum(w.weight * len(w.slots & set(model.grid.covered(start, a.length))) for w, a in wishes)
            price += sum(_strain(model, a, start) for a in row.activities)
            model.pay(price, literal)


def _strain(model: Model, activity: Activity, start: int) -> int:
    problem = model.problem
    if not problem.strain:
        return 0
    tired = sum(problem.strain[slot] for slot in model.grid.covered(start, activity.length))
    return problem.strain_weight * activity.points * tired


def _concerns(model: Model, wish: Wish, activity: Activity) -> bool:
    if wish.who in activity.teachers or wish.who == activity.key:
        return True
    group = model.problem.group.get(wish.who)
    return group is not None and any(group.parts & model.problem.group[key].parts for key in activity.groups)
