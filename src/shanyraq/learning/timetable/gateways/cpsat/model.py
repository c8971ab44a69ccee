"""The model of a problem: one yes-or-no for each bundle and slot it may begin in, and what holds between them."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from ortools.sat.python import cp_model

from shanyraq.learning.timetable.gateways.cpsat.blocks import Bundling, bundle
from shanyraq.learning.timetable.gateways.cpsat.grid import Grid
from shanyraq.learning.timetable.rules.problem import Placed, Problem

Rule = tuple[str, str]  # kind and key of something that was asked for
Unit = tuple[str, int]  # a teacher or a part of a group, in a week of the cycle


class Model:
    """`explain`: each rule gets a literal under which alone it holds. `elastic`: lessons may be left out, dearly."""

    def __init__(self, problem: Problem, *, explain: bool = False, elastic: bool = False) -> None:
        self.problem = problem
        self.cp = cp_model.CpModel()
        self.grid = Grid(problem)
        self.explain = explain
        self.bundling: Bundling = bundle(problem, merge=not explain)
        self.guards: dict[Rule, Any] = {}
        self.cost: list[tuple[int, Any]] = []
        self.missing: list[Any] = []
        self.at: list[dict[int, Any]] = []  # bundle -> start -> literal
        self.covering: dict[tuple[int, int], list[Any]] = defaultdict(list)  # (bundle, slot) -> literals
        self._place(elastic)

    # -- helpers of all constraints -------------------------------------------------------------------------------

    def rule(self, rule: Rule | None, constraint: Any) -> Any:
        """The constraint holds, or in a model that explains: holds while the rule does."""
        if self.explain and rule is not None:
            constraint.only_enforce_if(self.guard(rule))
        return constraint

    def guard(self, rule: Rule) -> Any:
        if rule not in self.guards:
            self.guards[rule] = self.cp.new_bool_var(f"{rule[0]} {rule[1]}")
        return self.guards[rule]

    def count(self, high: int, name: str = "") -> Any:
        return self.cp.new_int_var(0, high, name) if high > 1 else self.cp.new_bool_var(name)

    def pay(self, weight: int, what: Any) -> None:
        if weight:
            self.cost.append((weight, what))

    # -- where lessons may begin ----------------------------------------------------------------------------------

    def _place(self, elastic: bool) -> None:
        for index, row in enumerate(self.bundling.bundles):
            literals: dict[int, Any] = {}
            for start in range(len(self.grid.slots)):
                if all(self.grid.covered(start, a.length) for a in row.activities) and self._may(row, start):
                    literals[start] = self.cp.new_bool_var(f"{row.blocks[0].key}@{start}")
            self.at.append(literals)
            longest = max(a.length for a in row.activities)
            for start, literal in literals.items():
                for slot in self.grid.covered(start, longest):
                    self.covering[index, slot].append(literal)
            self._hours(index, elastic)
            self._refuse(index)
        for lock in self.problem.locks:
            self._lock(lock.activity, lock.slot)

    def _may(self, row: Any, start: int) -> bool:
        return self.explain or not any(self.grid.refusals(a, start) for a in row.activities)

    def _hours(self, index: int, elastic: bool) -> None:
        row = self.bundling.bundles[index]
        total = cp_model.LinearExpr.sum(list(self.at[index].values()))
        if elastic:
            left = self.count(row.count, f"left {index}")
            self.missing.append(left)
            self.cp.add(total + left == row.count)
        elif self.explain:
            self.rule(("hours", _demand(row.activities[0])), self.cp.add(total == row.count))
            self.cp.add(total <= row.count)
        else:
            self.cp.add(total == row.count)

    def _refuse(self, index: int) -> None:
        if not self.explain:
            return
        for activity in self.bundling.bundles[index].activities:
            for start, literal in self.at[index].items():
                for refusal in self.grid.refusals(activity, start):
                    self.rule(refusal, self.cp.add(literal == 0))

    def _lock(self, key: str, slot: int) -> None:
        literal = self.at[self.bundling.of[key]].get(slot)
        if literal is not None:
            self.rule(("lock", key), self.cp.add(literal == 1))
        else:
            self.rule(("lock", key), self.cp.add_bool_or([]))

    # -- who is busy when -----------------------------------------------------------------------------------------

    @cached_property
    def weeks(self) -> tuple[int, ...]:
        return tuple(sorted({week for a in self.problem.activities for week in a.weeks}))

    @cached_property
    def holders(self) -> dict[Unit, list[int]]:
        """The bundles of each teacher and each part, in each week."""
        found: dict[Unit, dict[int, None]] = defaultdict(dict)
        for index, row in enumerate(self.bundling.bundles):
            for a in row.activities:
                parts = {part for key in a.groups for part in self.problem.group[key].parts}
                names = [*(f"part {part}" for part in sorted(parts)), *(f"teacher {key}" for key in a.teachers)]
                for week in a.weeks:
                    for name in names:
                        found[name, week][index] = None
        return {unit: list(rows) for unit, rows in found.items()}

    def units(self, who: str) -> list[Unit]:
        """The units of a teacher or a group that have different lessons; those alike are told once."""
        if who in self.problem.teacher:
            names = [f"teacher {who}"]
        else:
            names = [f"part {part}" for part in sorted(self.problem.group[who].parts)]
        found: dict[tuple[int, ...], Unit] = {}
        for name in names:
            for week in self.weeks:
                rows = tuple(sorted(self.holders.get((name, week), ())))
                if rows:
                    found.setdefault(rows, (name, week))
        return list(found.values())

    def literals(self, rows: Iterable[int], slots: Iterable[int]) -> list[Any]:
        """Literals that say a lesson of these bundles covers one of the slots; each once."""
        found: dict[int, Any] = {}
        for slot in slots:
            for row in rows:
                for literal in self.covering.get((row, slot), ()):
                    found[literal.index] = literal
        return list(found.values())

    # -- what it says ---------------------------------------------------------------------------------------------

    def plan(self, value: Any) -> dict[str, Placed]:
        """The plan of a solution, without rooms; `value` gives a literal's value."""
        plan: dict[str, Placed] = {}
        for row, literals in zip(self.bundling.bundles, self.at, strict=True):
            starts = [start for start, literal in literals.items() if value(literal)]
            for block, start in zip(row.blocks, starts, strict=False):
                plan.update({a.key: Placed(start) for a in block.activities})
        return plan


def _demand(activity: Any) -> str:
    return activity.demand or activity.key
