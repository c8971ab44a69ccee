"""Why not: which few asks cannot stand together. Any one of them let go, the rest of them can."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from shanyraq.learning.timetable.gateways.cpsat.generate import build
from shanyraq.learning.timetable.gateways.cpsat.model import Model
from shanyraq.learning.timetable.rules.asking import Ask, AskKind, asks_of, let_go
from shanyraq.learning.timetable.rules.necessary import Reason, shortages
from shanyraq.learning.timetable.rules.problem import Problem

CHECK = 10.0  # deterministic seconds for one question
# What is let go first while a conflict is made small: what stays to the end is what people can do most about.
ORDER = (
    AskKind.BOND, AskKind.LIMIT, AskKind.ROOM, AskKind.SHIFT, AskKind.SLOTS, AskKind.HOURS, AskKind.AWAY, AskKind.LOCK,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """Asks that cannot all stand. `small`: each was shown to be needed; `reason`: figures, where counting told."""

    asks: tuple[Ask, ...]
    small: bool
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`possible`: a timetable that keeps everything was found; None where the time did not suffice to know."""

    possible: bool | None
    conflicts: tuple[Conflict, ...] = ()


def why_not(
    problem: Problem,
    *,
    most: int = 5,
    stop: Callable[[], bool] = lambda: False,
    seed: int = 1,
) -> Answer:
    """Conflicts until the rest is possible, each let go before the next is looked for; at most so many."""
    found: list[Conflict] = []
    rest = problem
    while len(found) < most and not stop():
        conflict, possible = _conflict(rest, seed, stop)
        if conflict is None:
            return Answer(possible if not found else False, tuple(found))
        found.append(conflict)
        rest = let_go(rest, conflict.asks)
    return Answer(False if found else None, tuple(found))


def _conflict(problem: Problem, seed: int, stop: Callable[[], bool]) -> tuple[Conflict | None, bool | None]:
    counted = shortages(problem)
    model = Model(problem, explain=True)
    build(model)
    for ask in asks_of(problem):
        model.guard((ask.kind, ask.key))
    if counted:
        reason = min(counted, key=lambda reason: len(reason.asks))
        asks, small = _shrink(model, list(reason.asks), seed, stop)
        return Conflict(tuple(asks), small, reason), False
    everything = [Ask(AskKind(kind), key) for kind, key in model.guards]
    verdict = _holds(model, everything, seed)
    if verdict is not False:
        return None, verdict
    asks, small = _shrink(model, _core(model, everything, seed), seed, stop)
    return Conflict(tuple(asks), small), False


def _core(model: Model, everything: list[Ask], seed: int) -> list[Ask]:
    """Asks that suffice for the contradiction, as the solver's own proof names them."""
    trial = model.cp.clone()
    literals = [model.guards[ask.kind, ask.key] for ask in everything]
    trial.add_assumptions(literals)
    solver = _solver(seed)
    if solver.solve(trial) != cp_model.INFEASIBLE:
        return everything
    named = set(solver.sufficient_assumptions_for_infeasibility())
    core = [ask for ask, literal in zip(everything, literals, strict=True) if literal.index in named]
    return core if core and _holds(model, core, seed) is False else everything


def _shrink(model: Model, asks: list[Ask], seed: int, stop: Callable[[], bool]) -> tuple[list[Ask], bool]:
    """Leave out what is not needed for the contradiction: first by halves, then one by one."""
    small = True
    asks = sorted(asks, key=lambda ask: (ORDER.index(ask.kind), ask.key))
    step = max(len(asks) // 2, 1)
    while True:
        place = 0
        while place < len(asks):
            rest = asks[:place] + asks[place + step :]
            held = True if stop() else _holds(model, rest, seed)
            if held is False:
                asks = rest
            else:
                small = small and (step > 1 or (held is True and not stop()))
                place += step
        if step == 1:
            return asks, small
        step = max(step // 2, 1)


def _holds(model: Model, asks: Collection[Ask], seed: int) -> bool | None:
    """Whether these asks can all stand, all others let go; None where it could not be told in time."""
    trial = model.cp.clone()
    standing = {(ask.kind, ask.key) for ask in asks}
    for guard, literal in model.guards.items():
        domain = trial.proto.variables[literal.index].domain
        domain[0] = domain[1] = int(guard in standing)
    status = _solver(seed).solve(trial)
    return {cp_model.INFEASIBLE: False, cp_model.OPTIMAL: True, cp_model.FEASIBLE: True}.get(status)


def _solver(seed: int) -> Any:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = CHECK
    return solver
