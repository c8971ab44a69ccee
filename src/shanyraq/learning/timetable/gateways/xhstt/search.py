"""A search for a solution of an XHSTT instance: times first, then the resources that events still need."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from ortools.sat.python import cp_model

from shanyraq.learning.timetable.gateways.cpsat.climbing import Budget, Climb, Found
from shanyraq.learning.timetable.gateways.xhstt.instance import Instance, Piece
from shanyraq.learning.timetable.gateways.xhstt.judging import covered
from shanyraq.learning.timetable.gateways.xhstt.model import ArchiveModel
from shanyraq.learning.timetable.gateways.xhstt.resources import acceptable
from shanyraq.learning.timetable.gateways.xhstt.translating import translate

STRICT_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Reached:
    """`pieces` is empty where nothing was found. `left_aside`: kinds of constraints the search did not look at."""

    pieces: tuple[Piece, ...]
    rounds: int
    proved: bool
    left_aside: tuple[str, ...]


def solve(instance: Instance, budget: Budget, tell: Callable[[float, float], None] = lambda cost, at: None) -> Reached:
    begun = budget.clock()

    def hear(found: Found, rounds: int) -> None:
        tell(found.cost, budget.clock() - begun)

    model = _model(instance, elastic=False)
    first = replace(budget, seconds=budget.seconds * STRICT_SHARE)
    climb = Climb(model, first, hear).run(improve=False)
    elastic = climb.best is None and not budget.stop()
    if elastic:
        model = _model(instance, elastic=True)
    known = frozenset[int]() if climb.best is None else _standing(model, climb.best)
    rest = replace(budget, seconds=max(budget.seconds - (budget.clock() - begun), 1.0))
    climb = Climb(model, rest, hear).run(known=known)
    if climb.best is None:
        return Reached((), climb.rounds, climb.proved, tuple(model.left_aside))
    pieces = give_resources(model, model.pieces(climb.best.value))
    return Reached(pieces, climb.rounds, climb.proved, tuple(model.left_aside))


def _standing(model: ArchiveModel, found: Found) -> frozenset[int]:
    return frozenset(place for place, literal in enumerate(model.decisions()) if found.value(literal))


def _model(instance: Instance, *, elastic: bool) -> ArchiveModel:
    model = ArchiveModel(instance, elastic=elastic)
    translate(model)
    return model


def give_resources(model: ArchiveModel, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Fill the open roles, no resource in two pieces at once; as few as possible stay open."""
    needs = acceptable(model)
    cp = cp_model.CpModel()
    chosen: dict[tuple[int, str], dict[str, Any]] = {}
    using: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for place, piece in enumerate(pieces):
        for need in (need for need in model.instance.events[piece.event].resources if not need.resource):
            options = {key: cp.new_bool_var("") for key in sorted(needs[piece.event, need.role])}
            cp.add_at_most_one(options.values())
            chosen[place, need.role] = options
            for key, time in product(options, covered(piece)):
                using[key, time].append(options[key])
    for literals in using.values():
        cp.add_at_most_one(literals)
    cp.maximize(sum(literal for options in chosen.values() for literal in options.values()))
    given = _given(cp, chosen)
    return tuple(replace(piece, resources=given.get(place, {})) for place, piece in enumerate(pieces))


def _given(cp: Any, chosen: dict[tuple[int, str], dict[str, Any]]) -> dict[int, dict[str, str]]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 20.0
    given: dict[int, dict[str, str]] = defaultdict(dict)
    if not chosen or solver.solve(cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return given
    for (place, role), options in chosen.items():
        for key in (key for key, literal in options.items() if solver.boolean_value(literal)):
            given[place][role] = key
    return given
