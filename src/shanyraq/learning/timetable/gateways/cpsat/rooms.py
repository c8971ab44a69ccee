"""Rooms after times: day by day, each lesson gets one that would do, its preferred one where it can."""

from collections import defaultdict
from dataclasses import replace
from itertools import product
from typing import Any

from ortools.sat.python import cp_model

from shanyraq.learning.timetable.gateways.cpsat.clashes import acceptable
from shanyraq.learning.timetable.gateways.cpsat.grid import Grid
from shanyraq.learning.timetable.rules.problem import Activity, Placed, Plan, Problem

DAY_LIMIT = 4.0  # deterministic seconds for a day's rooms


def give_rooms(problem: Problem, plan: Plan, *, seed: int = 1) -> dict[str, Placed]:
    """The plan with rooms. Where a day's lessons cannot all have one, as few as possible stay without."""
    found = dict(plan)
    grid = Grid(problem)
    locked = {lock.activity: lock.room for lock in problem.locks if lock.room}
    by_day: dict[int, list[Activity]] = defaultdict(list)
    for activity in problem.activities:
        if activity.key in plan and (activity.room_kinds or activity.rooms or activity.key in locked):
            by_day[problem.slots[plan[activity.key].slot].day].append(activity)
    for rows in by_day.values():
        _day(problem, grid, found, rows, locked, seed)
    return found


def _day(
    problem: Problem, grid: Grid, plan: dict[str, Placed], rows: list[Activity], locked: dict[str, str], seed: int
) -> None:
    cp = cp_model.CpModel()
    chosen: dict[str, dict[str, Any]] = {}
    using: dict[tuple[str, frozenset[int], int], list[Any]] = defaultdict(list)
    terms: list[Any] = []
    would_do: dict[object, frozenset[str]] = {}
    for activity in rows:
        kind = (activity.groups, activity.rooms, activity.room_kinds, activity.site, activity.size)
        if kind not in would_do:
            would_do[kind] = acceptable(problem, activity)
        taken = set(grid.covered(plan[activity.key].slot, activity.length))
        rooms = {locked[activity.key]} if activity.key in locked else would_do[kind]
        free = [key for key in sorted(rooms) if not problem.room[key].unavailable & taken]
        options = chosen[activity.key] = {key: cp.new_bool_var("") for key in free}
        without = cp.new_bool_var("")
        cp.add_exactly_one([without, *options.values()])
        terms += [1000 * without, *(literal for key, literal in options.items() if _unloved(activity, key))]
        moments = [moment for moment in grid.moments if moment & taken]
        for key, moment, week in product(options, moments, activity.weeks):
            using[key, moment, week].append(options[key])
    for (key, _moment, _week), literals in using.items():
        if len(literals) > problem.room[key].holds:
            cp.add(sum(literals) <= problem.room[key].holds)
    cp.minimize(sum(terms))
    for key, room in _solved(cp, chosen, seed).items():
        plan[key] = replace(plan[key], room=room)


def _solved(cp: Any, chosen: dict[str, dict[str, Any]], seed: int) -> dict[str, str]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = DAY_LIMIT
    if solver.solve(cp) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}
    return {
        activity: key
        for activity, options in chosen.items()
        for key, literal in options.items()
        if solver.boolean_value(literal)
    }


def _unloved(activity: Activity, room: str) -> bool:
    return bool(activity.preferred_rooms) and room not in activity.preferred_rooms
