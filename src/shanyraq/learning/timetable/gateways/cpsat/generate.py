"""Make a timetable: something that keeps every hard rule first, then better and better until told to stop."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from shanyraq.learning.timetable.gateways.cpsat.bonds import keep_bonds
from shanyraq.learning.timetable.gateways.cpsat.clashes import keep_apart, keep_rooms
from shanyraq.learning.timetable.gateways.cpsat.climbing import LEAVE_OUT, Budget, Climb, Found
from shanyraq.learning.timetable.gateways.cpsat.limits import keep_limits
from shanyraq.learning.timetable.gateways.cpsat.model import Model
from shanyraq.learning.timetable.gateways.cpsat.rooms import give_rooms
from shanyraq.learning.timetable.gateways.cpsat.wishes import weigh
from shanyraq.learning.timetable.rules.problem import Placed, Plan, Problem

AS_GOOD_AS_NEVER = 200  # a weight from which on a first plan is looked for that keeps the limit
DEAR_SHARE = 0.6  # of the time for a first plan
STRICT_SHARE = 0.5  # of the time, until lessons may be left out


@dataclass(frozen=True, slots=True)
class Running:
    """The best so far. `left_out` lessons stand nowhere; `cost` is what the search pays, rooms not counted."""

    plan: dict[str, Placed]
    left_out: int
    cost: int
    rounds: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """`proved`: nothing better exists (rooms set aside), or, with `impossible`, nothing that keeps every rule."""

    best: Running | None
    proved: bool
    impossible: bool


class Climbing(Model):
    """A problem's model with all its rules, ready to climb."""

    def __init__(self, problem: Problem, *, elastic: bool = False) -> None:
        super().__init__(problem, elastic=elastic)
        build(self)

    @cached_property
    def _literals(self) -> list[tuple[int, int, Any]]:
        return [(row, start, lit) for row, literals in enumerate(self.at) for start, lit in literals.items()]

    def decisions(self) -> list[Any]:
        return [literal for _, _, literal in self._literals]

    def known(self, plan: Plan) -> frozenset[int]:
        """Places of the decisions that stand in this plan."""
        standing = {
            (index, plan[block.key].slot)
            for index, row in enumerate(self.bundling.bundles)
            for block in row.blocks
            if block.key in plan
        }
        return frozenset(place for place, (row, begin, _) in enumerate(self._literals) if (row, begin) in standing)

    def hoods(self) -> dict[str, list[frozenset[int]]]:
        """Days; everything of one teacher; everything of one class. Several of a kind are freed at once."""
        days: dict[int, set[int]] = defaultdict(set)
        people: dict[str, dict[str, set[int]]] = {"class": defaultdict(set), "teacher": defaultdict(set)}
        for place, (row, start, _) in enumerate(self._literals):
            days[self.grid.slots[start].day].add(place)
            for a in self.bundling.bundles[row].activities:
                parts = {part for group in a.groups for part in self.problem.group[group].parts}
                for teacher in a.teachers:
                    people["teacher"][teacher].add(place)
                for part in parts:
                    people["class"][part].add(place)
        kinds: dict[str, list[set[int]]] = {"day": list(days.values())}
        kinds |= {kind: list(sets.values()) for kind, sets in people.items()}
        found = {kind: {frozenset(one) for one in sets} for kind, sets in kinds.items()}
        return {kind: sorted(sets, key=lambda one: (min(one), len(one))) for kind, sets in found.items() if sets}


def build(model: Model) -> None:
    keep_apart(model)
    keep_rooms(model)
    keep_bonds(model)
    keep_limits(model)
    weigh(model)


def generate(
    problem: Problem,
    budget: Budget,
    tell: Callable[[Running], None] | None = None,
    *,
    start: Plan | None = None,
    strict_share: float = STRICT_SHARE,
) -> Outcome:
    """The best plan found in the time, by the seed; `tell` hears of each better one, without rooms.

    Where nothing that keeps every rule is found in a share of the time, lessons may be left out, as few as possible.
    `start` is a plan found before, gone on from where it still keeps the rules.
    """
    begun = budget.clock()

    def left() -> Budget:
        return replace(budget, seconds=max(budget.seconds - (budget.clock() - begun), 1.0))

    def climbed(model: Climbing, known: Plan) -> Climb:
        def hear(found: Found, rounds: int) -> None:
            if tell:
                tell(_running(model, found, rounds, budget.clock() - begun))

        return Climb(model, left(), hear).run(known=model.known(known))

    impossible = False
    if start is None:
        start, impossible = _first(problem, replace(budget, seconds=budget.seconds * strict_share))
    whole = len(start) == len(problem.activities)
    model = Climbing(problem, elastic=not whole)
    climb = climbed(model, start)
    if climb.best is None and whole:  # a plan from before, and the rules have changed since
        model = Climbing(problem, elastic=True)
        climb = climbed(model, {})
    if climb.best is None:
        return Outcome(None, climb.proved, impossible)
    best = _running(model, climb.best, climb.rounds, budget.clock() - begun)
    return Outcome(replace(best, plan=give_rooms(problem, best.plan, seed=budget.seed)), climb.proved, impossible)


def _first(problem: Problem, budget: Budget) -> tuple[Plan, bool]:
    """A plan that keeps what must be, or an empty one; and whether there is none, proved.

    First with what is as good as never held too, which saves the climb most of its way; then, whatever it costs.
    Without what is only paid for the model is a third as large: a plan is found in a third of the time.
    """
    dear = any(limit.weight is not None and limit.weight >= AS_GOOD_AS_NEVER for limit in problem.limits)
    begun = budget.clock()
    for never in (AS_GOOD_AS_NEVER, None) if dear else (None,):
        spent = budget.clock() - begun
        share = (budget.seconds - spent) * (DEAR_SHARE if never else 1.0)
        model = Climbing(_lean(problem, never))
        climb = Climb(model, replace(budget, seconds=max(share, 1.0))).run(improve=False)
        if climb.best:
            return model.plan(climb.best.value), False
    return {}, climb.proved


def _lean(problem: Problem, never: int | None) -> Problem:
    """Without what is only paid for, save limits that weigh so much: those must hold."""
    dear = (replace(row, weight=None) for row in problem.limits if never and row.weight and row.weight >= never)
    return replace(
        problem,
        bonds=tuple(replace(b, weight=b.weight and 0) for b in problem.bonds if b.weight is None or b.joined),
        limits=(*(limit for limit in problem.limits if limit.weight is None), *dear),
        wishes=(),
        strain_weight=0,
    )


def _running(model: Model, found: Found, rounds: int, seconds: float) -> Running:
    left_out = sum(found.value(left) for left in model.missing)
    return Running(model.plan(found.value), left_out, int(found.cost) - LEAVE_OUT * left_out, rounds, seconds)
