"""Search by large neighbourhoods on one core: most lessons are held, CP-SAT places the rest anew, the better is kept.

The same for every model of a timetable. Each round has a limit in CP-SAT's own deterministic time, so with one seed the
rounds are the same wherever they run; only how many there are depends on the machine.
"""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from ortools.sat.python import cp_model

ROUND = 1.0  # deterministic seconds of a round, about as many seconds of one core
RESUME = 10.0  # deterministic seconds to take up a plan found before
LEAVE_OUT = 100_000  # what a lesson left out costs beside wishes


class Climbable(Protocol):
    cp: Any
    cost: list[tuple[int, Any]]
    missing: list[Any]

    def decisions(self) -> Sequence[Any]:
        """The literals that say where lessons stand."""

    def hoods(self) -> dict[str, list[frozenset[int]]]:
        """By kind, sets of decisions (by place) that are worth placing anew at once."""


@dataclass(frozen=True, slots=True)
class Budget:
    """`clock` is read, never the world's time; `stop` is asked between rounds and twice a second within the first."""

    seconds: float
    seed: int = 1
    rounds: int | None = None
    clock: Callable[[], float] = field(default=lambda: 0.0)
    stop: Callable[[], bool] = field(default=lambda: False)


@dataclass(slots=True)
class Found:
    """A solution: values of all variables, and what it costs."""

    values: list[int]
    cost: float

    def value(self, literal: Any) -> int:
        index = literal.index
        return self.values[index] if index >= 0 else 1 - self.values[-index - 1]


@dataclass(slots=True)
class Climb:
    """A running search. `best` is None until something feasible is known."""

    model: Climbable
    budget: Budget
    tell: Callable[[Found, int], None] = field(default=lambda found, rounds: None)
    best: Found | None = None
    rounds: int = 0
    proved: bool = False  # nothing is better, or nothing is feasible
    _begun: float = 0.0

    def run(self, *, known: frozenset[int] | None = None, improve: bool = True) -> "Climb":
        """Find something feasible, then make it better until time, rounds or the asker say stop.

        `known`: places of the decisions that stand in a plan found before; where it still holds, it is gone on from.
        """
        self._begun = self.budget.clock()
        chance = random.Random(self.budget.seed)  # noqa: S311  a search, not a secret
        if known is not None:
            self._resume(known)
        else:
            self._first(chance.randrange(1 << 30))
        if improve and self.best is not None and self.model_cost() is not None:
            self._improve(chance)
        return self

    def model_cost(self) -> Any | None:
        terms = [weight * what for weight, what in self.model.cost]
        terms += [LEAVE_OUT * left for left in self.model.missing]
        return sum(terms) if terms else None

    def left(self) -> float:
        return self.budget.seconds - (self.budget.clock() - self._begun)

    def over(self) -> bool:
        spent = self.budget.rounds is not None and self.rounds >= self.budget.rounds
        return spent or self.left() <= 0 or self.budget.stop()

    def _first(self, seed: int) -> None:
        solver = _solver(seed)
        solver.parameters.interleave_search = True  # several ways by turns: 31 s became 9 s for a two-shift school
        solver.parameters.linearization_level = 0
        with _watched(solver, lambda: self.budget.stop() or self.left() <= 0):
            status = solver.solve(self.model.cp)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._keep(list(solver.response_proto.solution))
        self.proved = status == cp_model.INFEASIBLE

    def _resume(self, known: frozenset[int]) -> None:
        trial = self.model.cp.clone()
        for place, literal in enumerate(self.model.decisions()):
            domain = trial.proto.variables[literal.index].domain
            domain[0] = domain[1] = int(place in known)
        solver = _solver(self.budget.seed)
        solver.parameters.max_deterministic_time = RESUME
        cost = self.model_cost()
        if cost is not None:
            trial.minimize(cost)
        if solver.solve(trial) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._keep(list(solver.response_proto.solution))

    def _keep(self, values: list[int]) -> None:
        total = sum(weight * _value(what, values) for weight, what in self.model.cost)
        total += sum(LEAVE_OUT * _value(left, values) for left in self.model.missing)
        self.best = Found(values, total)
        self.tell(self.best, self.rounds)

    def _improve(self, chance: random.Random) -> None:
        self.model.cp.minimize(self.model_cost())
        hoods = self.model.hoods()
        sizes = dict.fromkeys(hoods, 1.0)
        decisions = self.model.decisions()
        while not self.over() and self.best is not None:
            self.rounds += 1
            kind = chance.choice(sorted(hoods))
            free = _free(hoods[kind], sizes[kind], chance)
            status, better = self._round(decisions, free, chance.randrange(1 << 30))
            whole = len(free) >= len(decisions)
            if status == cp_model.OPTIMAL:
                sizes[kind] = min(sizes[kind] * 1.15 if not better else sizes[kind], float(len(hoods[kind])))
                if whole:
                    self.proved = True
                    return
            else:
                sizes[kind] = max(sizes[kind] * 0.85, 1.0)

    def _round(self, decisions: Sequence[Any], free: set[int], seed: int) -> tuple[Any, bool]:
        assert self.best is not None
        trial = self.model.cp.clone()
        proto = trial.proto
        values = self.best.values
        for place, literal in enumerate(decisions):
            if place not in free:
                domain = proto.variables[literal.index].domain
                domain[0] = domain[1] = values[literal.index]
        trial.clear_hints()
        proto.solution_hint.vars.extend(range(len(values)))
        proto.solution_hint.values.extend(values)
        solver = _solver(seed)
        solver.parameters.max_deterministic_time = ROUND
        solver.parameters.max_time_in_seconds = max(self.left(), 0.05)
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        status = solver.solve(trial)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return status, False
        before = self.best.cost
        if solver.objective_value <= before:  # as good and different: a way on from a hollow
            solution = list(solver.response_proto.solution)
            if solver.objective_value < before:
                self._keep(solution)
            else:
                self.best = Found(solution, before)
        return status, self.best.cost < before


def _free(hoods: list[frozenset[int]], size: float, chance: random.Random) -> set[int]:
    whole = int(size) + (chance.random() < size % 1)
    return set().union(*chance.sample(hoods, min(max(whole, 1), len(hoods))))


def _solver(seed: int) -> Any:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    return solver


def _value(expression: Any, values: list[int]) -> int:
    """The value of a literal, or of a sum of literals, in a solution."""
    if isinstance(expression, int):
        return expression
    if hasattr(expression, "index"):
        index = expression.index
        return values[index] if index >= 0 else 1 - values[-index - 1]
    flat = cp_model.FlatIntExpr(expression)
    return sum(c * values[v.index] for v, c in zip(flat.vars, flat.coeffs, strict=True)) + flat.offset


@contextmanager
def _watched(solver: Any, stop: Callable[[], bool]) -> Iterator[None]:
    """Ask twice a second whether to stop, while the solver runs."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.5):
            if stop():
                solver.stop_search()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
