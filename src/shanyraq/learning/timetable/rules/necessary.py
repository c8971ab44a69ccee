"""What cannot be by counting alone: seen at once, before any search, and said with its figures."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from shanyraq.learning.timetable.rules.asking import Ask, AskKind, demand_of
from shanyraq.learning.timetable.rules.problem import Activity, Problem


class Shortage(StrEnum):
    TEACHER = "teacher"  # more hours than slots in which the teacher is here and the classes may come
    GROUP = "group"  # more hours than slots the group may have
    ROOMS = "rooms"  # more hours in rooms of one kind than such rooms have
    NO_ROOM = "no_room"  # not one room that would do: by kind, place or seats
    LOCKS = "locks"  # two locked lessons of one person at once
    LOCK_AWAY = "lock_away"  # a locked lesson where the teacher or the class is not


@dataclass(frozen=True, slots=True)
class Reason:
    """`who` has `wanted` hours and place for `possible`; `asks` are what brought it about."""

    shortage: Shortage
    who: str
    wanted: int
    possible: int
    asks: tuple[Ask, ...]


def shortages(problem: Problem) -> list[Reason]:
    """Counted necessary conditions that fail. None of them failing does not make a timetable possible."""
    return [*_teachers(problem), *_groups(problem), *_rooms(problem), *_none(problem), *_locks(problem)]


def _open(problem: Problem, activity: Activity) -> frozenset[int]:
    """Slots the classes of a lesson and its demand allow."""
    slots = frozenset(range(len(problem.slots)))
    if activity.starts is not None and activity.length == 1:
        slots = activity.starts
    for allowed in (activity.slots, *(problem.group[key].slots for key in activity.groups)):
        slots = slots if allowed is None else slots & allowed
    return slots


def _asks(problem: Problem, rows: list[Activity]) -> set[Ask]:
    found = {Ask(AskKind.HOURS, demand_of(a)) for a in rows}
    found |= {Ask(AskKind.SLOTS, demand_of(a)) for a in rows if a.bound}
    return found | {Ask(AskKind.SHIFT, g) for a in rows for g in a.groups if problem.group[g].slots is not None}


def _weekly(rows: list[Activity]) -> int:
    """Hours in the fullest week of the cycle."""
    weeks = {week for a in rows for week in a.weeks}
    return max((sum(a.length for a in rows if week in a.weeks) for week in weeks), default=0)


def _teachers(problem: Problem) -> Iterator[Reason]:
    rows: dict[str, list[Activity]] = defaultdict(list)
    for activity in problem.activities:
        for key in activity.teachers:
            rows[key].append(activity)
    for key, taught in rows.items():
        away = problem.teacher[key].unavailable
        here = frozenset().union(*(_open(problem, a) for a in taught)) - away
        if _weekly(taught) > len(here):
            asks = _asks(problem, taught) | ({Ask(AskKind.AWAY, key)} if away else set())
            yield Reason(Shortage.TEACHER, key, _weekly(taught), len(here), tuple(sorted(asks)))


def _groups(problem: Problem) -> Iterator[Reason]:
    parts: dict[str, list[Activity]] = defaultdict(list)
    for activity in problem.activities:
        for part in {part for key in activity.groups for part in problem.group[key].parts}:
            parts[part].append(activity)
    told: set[frozenset[str]] = set()
    for part in sorted(parts):
        rows = parts[part]
        here = frozenset().union(*(_open(problem, a) for a in rows))
        keys = frozenset(a.key for a in rows)
        if _weekly(rows) > len(here) and keys not in told:
            told.add(keys)
            who = max((g for g in problem.groups if part in g.parts), key=lambda g: len(g.parts)).key
            yield Reason(Shortage.GROUP, who, _weekly(rows), len(here), tuple(sorted(_asks(problem, rows))))


def _rooms(problem: Problem) -> Iterator[Reason]:
    rows: dict[tuple[frozenset[str], frozenset[str]], list[Activity]] = defaultdict(list)
    for activity in problem.activities:
        if activity.room_kinds or activity.rooms:
            rows[activity.room_kinds, activity.rooms].append(activity)
    for (kinds, keys), taught in rows.items():
        rooms = [room for room in problem.rooms if room.kind in kinds or room.key in keys]
        slots = frozenset().union(*(_open(problem, a) for a in taught))
        there = sum(len(slots - room.unavailable) * room.holds for room in rooms)
        if _weekly(taught) > there:
            asks = _asks(problem, taught) | {Ask(AskKind.ROOM, demand_of(a)) for a in taught}
            who = ", ".join(sorted(kinds | keys))
            yield Reason(Shortage.ROOMS, who, _weekly(taught), there, tuple(sorted(asks)))


def _none(problem: Problem) -> Iterator[Reason]:
    told = set()
    for activity in problem.activities:
        demand = demand_of(activity)
        if demand in told or not (activity.room_kinds or activity.rooms):
            continue
        size = activity.size or sum(problem.group[key].size for key in activity.groups)
        kind = [room for room in problem.rooms if room.kind in activity.room_kinds or room.key in activity.rooms]
        if not any((not room.seats or size <= room.seats) and _there(activity, room.site) for room in kind):
            told.add(demand)
            most = max((room.seats for room in kind), default=0)
            asks = (Ask(AskKind.HOURS, demand), Ask(AskKind.ROOM, demand))
            yield Reason(Shortage.NO_ROOM, demand, size, most, asks)


def _there(activity: Activity, site: str) -> bool:
    return not activity.site or not site or activity.site == site


def _locks(problem: Problem) -> Iterator[Reason]:
    at: dict[tuple[str, int], list[Activity]] = defaultdict(list)
    for lock in problem.locks:
        activity = problem.activity[lock.activity]
        asks = (Ask(AskKind.LOCK, activity.key),)
        for key in activity.teachers:
            if lock.slot in problem.teacher[key].unavailable:
                yield Reason(Shortage.LOCK_AWAY, key, 1, 0, (*asks, Ask(AskKind.AWAY, key)))
            at[key, lock.slot].append(activity)
        for part in {part for key in activity.groups for part in problem.group[key].parts}:
            at[f"part {part}", lock.slot].append(activity)
        if lock.slot not in _open(problem, activity):
            yield Reason(Shortage.LOCK_AWAY, activity.groups[0] if activity.groups else activity.key, 1, 0, asks)
    told = set()
    for (who, _slot), rows in sorted(at.items()):
        keys = tuple(Ask(AskKind.LOCK, a.key) for a in rows)
        if len(rows) > 1 and rows[0].weeks & rows[1].weeks and keys not in told:
            told.add(keys)
            yield Reason(Shortage.LOCKS, rows[0].groups[0] if who.startswith("part ") else who, len(rows), 1, keys)
