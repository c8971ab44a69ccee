"""What was asked of a timetable, one by one, so that a search can say which of it cannot stand together.

An *ask* is what a school can let go of: hours of a demand, a teacher's absence, a class's shift, a room, a bond,
a limit, a lock. That nobody is in two places at once is no ask.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from shanyraq.learning.timetable.rules.problem import Activity, Bond, Problem


class AskKind(StrEnum):
    HOURS = "hours"  # a demand's lessons are held at all
    SLOTS = "slots"  # a demand's lessons stand only in some slots
    SHIFT = "shift"  # a group comes only in some slots
    AWAY = "away"  # a teacher is not here in some slots
    ROOM = "room"  # a demand's lessons need a room
    BOND = "bond"
    LIMIT = "limit"
    LOCK = "lock"


@dataclass(frozen=True, slots=True, order=True)
class Ask:
    kind: AskKind
    key: str


def demand_of(activity: Activity) -> str:
    return activity.demand or activity.key


def asks_of(problem: Problem) -> tuple[Ask, ...]:
    """Everything that must be; wishes and what is only paid for cannot make a timetable impossible."""
    found = {Ask(AskKind.HOURS, demand_of(a)) for a in problem.activities}
    found |= {
        Ask(AskKind.SLOTS, demand_of(a)) for a in problem.activities if a.slots is not None or a.starts is not None
    }
    found |= {Ask(AskKind.ROOM, demand_of(a)) for a in problem.activities if a.room_kinds or a.rooms}
    found |= {Ask(AskKind.SHIFT, group.key) for group in problem.groups if group.slots is not None}
    found |= {Ask(AskKind.AWAY, teacher.key) for teacher in problem.teachers if teacher.unavailable}
    found |= {Ask(AskKind.BOND, bond.key) for bond in problem.bonds if bond.weight is None or bond.joined}
    found |= {Ask(AskKind.LIMIT, limit.key) for limit in problem.limits if limit.weight is None}
    return tuple(sorted(found | {Ask(AskKind.LOCK, lock.activity) for lock in problem.locks}))


def let_go(problem: Problem, asks: Collection[Ask]) -> Problem:
    """The same problem without what these ask."""
    gone = {kind: {ask.key for ask in asks if ask.kind is kind} for kind in AskKind}
    kept = [a for a in problem.activities if demand_of(a) not in gone[AskKind.HOURS]]
    keys = {a.key for a in kept}
    return replace(
        problem,
        activities=tuple(_activity(a, gone) for a in kept),
        groups=tuple(replace(g, slots=None) if g.key in gone[AskKind.SHIFT] else g for g in problem.groups),
        teachers=tuple(
            replace(t, unavailable=frozenset()) if t.key in gone[AskKind.AWAY] else t for t in problem.teachers
        ),
        bonds=tuple(_among(b, keys) for b in problem.bonds if b.key not in gone[AskKind.BOND]),
        limits=tuple(limit for limit in problem.limits if limit.key not in gone[AskKind.LIMIT]),
        wishes=tuple(w for w in problem.wishes if w.who not in problem.activity or w.who in keys),
        locks=tuple(k for k in problem.locks if k.activity in keys and k.activity not in gone[AskKind.LOCK]),
    )


def _activity(activity: Activity, gone: dict[AskKind, set[str]]) -> Activity:
    if demand_of(activity) in gone[AskKind.SLOTS]:
        activity = replace(activity, slots=None, starts=None)
    if demand_of(activity) in gone[AskKind.ROOM]:
        activity = replace(activity, room_kinds=frozenset(), rooms=frozenset(), preferred_rooms=frozenset())
    return activity


def _among(bond: Bond, keys: set[str]) -> Bond:
    return replace(bond, activities=tuple(key for key in bond.activities if key in keys))
