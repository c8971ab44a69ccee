"""Hard rules of single lessons and of pairs: where a lesson may stand, and with whom it must not meet."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from shanyraq.learning.timetable.rules.evaluation.held import Held, Laid, meet
from shanyraq.learning.timetable.rules.evaluation.verdict import Breach, Fault
from shanyraq.learning.timetable.rules.problem import Plan, Problem, Room


def of_places(laid: Laid, plan: Plan) -> Iterator[Breach]:
    problem = laid.problem
    for activity in problem.activities:
        if activity.key not in plan:
            yield Breach(Fault.UNPLACED, (activity.key,))
    for row in laid.held:
        yield from _outside(problem, row)
        yield from _away(problem, row)
        yield from _room(problem, row)
    for lock in problem.locks:
        placed = plan.get(lock.activity)
        if placed and (placed.slot != lock.slot or (lock.room and placed.room != lock.room)):
            yield Breach(Fault.MOVED, (lock.activity,), slot=lock.slot)


def _outside(problem: Problem, row: Held) -> Iterator[Breach]:
    activity = row.activity
    if len(row.slots) < activity.length:
        yield Breach(Fault.OUTSIDE, (activity.key,), slot=row.start)
    if (activity.starts is not None and row.start not in activity.starts) or (
        activity.slots is not None and not set(row.slots) <= activity.slots
    ):
        yield Breach(Fault.OUTSIDE, (activity.key,), slot=row.start)
    for key in activity.groups:
        allowed = problem.group[key].slots
        if allowed is not None and not set(row.slots) <= allowed:
            yield Breach(Fault.OUTSIDE, (activity.key, key), slot=row.start)


def _away(problem: Problem, row: Held) -> Iterator[Breach]:
    for key in row.activity.teachers:
        for index in sorted(problem.teacher[key].unavailable & set(row.slots)):
            yield Breach(Fault.TEACHER_AWAY, (row.activity.key, key), slot=index)


def _room(problem: Problem, row: Held) -> Iterator[Breach]:
    activity = row.activity
    if not activity.room_kinds and not activity.rooms:
        return
    if not row.room:
        yield Breach(Fault.NO_ROOM, (activity.key,), slot=row.start)
        return
    room = problem.room[row.room]
    if not _would_do(problem, row, room):
        yield Breach(Fault.WRONG_ROOM, (activity.key, room.key), slot=row.start)
    for index in sorted(room.unavailable & set(row.slots)):
        yield Breach(Fault.ROOM_AWAY, (activity.key, room.key), slot=index)
    if activity.preferred_rooms and room.key not in activity.preferred_rooms and problem.room_weight:
        yield Breach(Fault.OTHER_ROOM, (activity.key, room.key), cost=problem.room_weight, slot=row.start)


def _would_do(problem: Problem, row: Held, room: Room) -> bool:
    activity = row.activity
    size = activity.size or sum(problem.group[key].size for key in activity.groups)
    seated = not room.seats or size <= room.seats
    there = not activity.site or not room.site or activity.site == room.site
    return (room.key in activity.rooms or room.kind in activity.room_kinds) and seated and there


def of_clashes(laid: Laid) -> Iterator[Breach]:
    slots = laid.problem.slots
    by_day: dict[int, list[Held]] = defaultdict(list)
    for row in laid.held:
        by_day[slots[row.start].day].append(row)
    for rows in by_day.values():
        for one, other in combinations(rows, 2):
            yield from _pair(laid.problem, one, other)
        yield from _rooms(laid.problem, rows)


def _pair(problem: Problem, one: Held, other: Held) -> Iterator[Breach]:
    shared = sorted(set(one.activity.teachers) & set(other.activity.teachers))
    parts = _parts(problem, one) & _parts(problem, other)
    if not shared and not parts:
        return
    keys = (one.activity.key, other.activity.key)
    if meet(one, other, problem.slots):
        if parts:
            yield Breach(Fault.GROUP_CLASH, keys, slot=one.start)
        for teacher in shared:
            yield Breach(Fault.TEACHER_CLASH, (*keys, teacher), slot=one.start)
    elif _too_far(problem, one, other):
        for teacher in shared:
            yield Breach(Fault.TRAVEL, (*keys, teacher), slot=one.start)


def _parts(problem: Problem, row: Held) -> set[str]:
    return {part for key in row.activity.groups for part in problem.group[key].parts}


def _too_far(problem: Problem, one: Held, other: Held) -> bool:
    sites = {one.activity.site, other.activity.site}
    if not problem.travel or len(sites) < 2 or not one.activity.weeks & other.activity.weeks:
        return False
    first, second = sorted((one, other), key=lambda row: problem.slots[row.start].starts)
    return problem.slots[second.start].starts - problem.slots[first.slots[-1]].ends < problem.travel


def _rooms(problem: Problem, rows: list[Held]) -> Iterator[Breach]:
    by_room: dict[str, list[Held]] = defaultdict(list)
    for row in rows:
        if row.room:
            by_room[row.room].append(row)
    for key, held in sorted(by_room.items()):
        weeks = {week for row in held for week in row.activity.weeks}
        for index in sorted({index for row in held for index in row.slots}):
            yield from _crowd(problem, key, index, held, weeks)


def _crowd(problem: Problem, key: str, index: int, held: list[Held], weeks: set[int]) -> Iterator[Breach]:
    """More lessons at once than the room holds; the week worst off counts."""
    here = problem.slots[index]
    worst: list[Held] = []
    for week in weeks:
        inside = [row for row in held if week in row.activity.weeks and _covers(problem, row, here.day, here.starts)]
        worst = max(worst, inside, key=len)
    over = len(worst) - problem.room[key].holds
    if over > 0:
        yield Breach(Fault.ROOM_CLASH, (*(row.activity.key for row in worst), key), amount=over, slot=index)


def _covers(problem: Problem, row: Held, day: int, minute: int) -> bool:
    return any(
        slot.day == day and slot.starts <= minute < slot.ends for slot in (problem.slots[index] for index in row.slots)
    )
