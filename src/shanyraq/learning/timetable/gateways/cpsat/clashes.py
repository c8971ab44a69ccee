"""Nobody is in two lessons at once, nor in two places without the time to go; and rooms are not more than there are."""

from itertools import combinations
from typing import Any

from shanyraq.learning.timetable.gateways.cpsat.model import Model
from shanyraq.learning.timetable.rules.problem import Activity, Problem

CLOSURE = 400  # sets of rooms counted together; a school has a dozen


def keep_apart(model: Model) -> None:
    seen = set()
    for rows in model.holders.values():
        key = tuple(sorted(rows))
        if key in seen:
            continue
        seen.add(key)
        for moment in model.grid.moments:
            literals = model.literals(rows, moment)
            if len(literals) > 1:
                model.cp.add_at_most_one(literals)
    for index, row in enumerate(model.bundling.bundles):
        if any(_share(model.problem, one, other) for one, other in combinations(row.activities, 2)):
            model.cp.add(sum(model.at[index].values()) == 0)  # together by a bond, and yet of one person
    if model.problem.travel:
        _travel(model)


def _share(problem: Problem, one: Activity, other: Activity) -> bool:
    parts = [{part for key in a.groups for part in problem.group[key].parts} for a in (one, other)]
    meet = parts[0] & parts[1] or set(one.teachers) & set(other.teachers)
    return bool(meet and one.weeks & other.weeks)


def _travel(model: Model) -> None:
    """Lessons of one teacher at two sites stand apart by the time between them."""
    slots = model.grid.slots
    for (name, _week), rows in model.holders.items():
        if not name.startswith("teacher "):
            continue
        for one, other in combinations(rows, 2):
            first, second = (model.bundling.bundles[row].activities[0] for row in (one, other))
            if first.site == second.site:
                continue
            for start, literal in model.at[one].items():
                for begin, partner in model.at[other].items():
                    if slots[start].day == slots[begin].day and _gap(model, start, first, begin, second):
                        model.cp.add_at_most_one([literal, partner])


def _gap(model: Model, start: int, first: Activity, begin: int, second: Activity) -> bool:
    one, other = model.grid.covered(start, first.length), model.grid.covered(begin, second.length)
    slots = model.grid.slots
    between = max(slots[other[0]].starts - slots[one[-1]].ends, slots[one[0]].starts - slots[other[-1]].ends)
    return between < model.problem.travel


def acceptable(problem: Problem, activity: Activity) -> frozenset[str]:
    """The rooms that would do for this lesson."""
    size = activity.size or sum(problem.group[key].size for key in activity.groups)
    return frozenset(
        room.key
        for room in problem.rooms
        if (room.key in activity.rooms or room.kind in activity.room_kinds)
        and (not room.seats or size <= room.seats)
        and (not activity.site or not room.site or activity.site == room.site)
    )


def keep_rooms(model: Model) -> None:
    """At each moment, lessons that only some rooms would do for are not more than those rooms (Hall's condition).

    With unions of the sets too, it is enough for lessons of one slot; longer ones are seen to when rooms are given out.
    """
    needs: dict[frozenset[str], list[tuple[int, Activity]]] = {}
    for index, row in enumerate(model.bundling.bundles):
        for activity in row.activities:
            if activity.room_kinds or activity.rooms:
                needs.setdefault(acceptable(model.problem, activity), []).append((index, activity))
    for rooms in _unions(set(needs)):
        inside = [pair for own, pairs in needs.items() if own <= rooms for pair in pairs]
        for week in model.weeks:
            of_week = [(index, a) for index, a in inside if week in a.weeks]
            for moment in model.grid.moments:
                _hall(model, rooms, of_week, moment)


def _unions(sets: set[frozenset[str]]) -> list[frozenset[str]]:
    """The sets, and the unions of those that touch, as far as it pays."""
    found = set(sets)
    waiting = sorted(sets, key=sorted)
    while waiting and len(found) < CLOSURE:
        one = waiting.pop()
        new = {one | other for other in sets if one & other} - found
        found |= new
        waiting.extend(sorted(new, key=sorted))
    return sorted(found, key=lambda rooms: (len(rooms), sorted(rooms)))


def _hall(model: Model, rooms: frozenset[str], inside: list[tuple[int, Activity]], moment: frozenset[int]) -> None:
    there = [model.problem.room[key] for key in rooms]
    capacity = sum(room.holds for room in there if not room.unavailable & moment)
    terms: list[Any] = []
    for index, activity in inside:
        literals = model.literals([index], moment)
        if not literals:
            continue
        if model.explain:
            terms.extend(_freed(model, activity, literal) for literal in literals)
        else:
            terms.extend(literals)
    if len(terms) > capacity:
        model.cp.add(sum(terms) <= capacity)


def _freed(model: Model, activity: Activity, literal: Any) -> Any:
    """The lesson asks for a room while its demand for one holds."""
    asks = model.cp.new_bool_var("")
    model.cp.add_implication(literal, asks).only_enforce_if(model.guard(("room", activity.demand or activity.key)))
    return asks
