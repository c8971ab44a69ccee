"""A week to be planned: who must meet whom how often, when nobody can, and what would be better. Only data.

Everything is named by a key; `slots` are named by their place in `Problem.slots`. What stands here is read by a search
and by a judge that share nothing else, so no rule is worked out here: the one says what the words mean in
`rules/evaluation`, the other in `gateways/cpsat`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Slot:
    """One lesson's time: `number` within its day and shift, `order` on the day's axis common to all shifts.

    `starts` and `ends` are minutes of the day: two slots of one day clash where they overlap. Slots that overlap have
    one order. A long lesson goes on in the slot of the next number of the same day and shift.
    """

    key: str
    day: int
    number: int
    order: int
    starts: int
    ends: int
    shift: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A class, or a part of one or of several. `parts` are the smallest sets of pupils who always go together.

    Groups clash where they share a part: a class has all parts of its subgroups. `slots` is None for the whole week.
    """

    key: str
    name: str
    parts: frozenset[str]
    slots: frozenset[int] | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Teacher:
    """`unavailable`: not here at all: a part-time day, another school, studies."""

    key: str
    name: str
    unavailable: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Room:
    """`seats` 0: not counted. `holds`: how many lessons it takes at once, as a large sports hall does."""

    key: str
    name: str
    kind: str = ""
    seats: int = 0
    holds: int = 1
    site: str = ""
    unavailable: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Activity:
    """One lesson of the week, `length` slots long. `demand` says which demand it is an hour of.

    It stands within `slots` and begins in one of `starts`, where these are given. `size` 0: all of its groups come.
    It needs a room where `room_kinds` or `rooms` says which would do, and none where both are empty. `weeks`: the
    weeks of the cycle in which it is held; two lessons of different weeks never clash. `points`: how tiring it is.
    """

    key: str
    subject: str
    groups: tuple[str, ...] = ()
    teachers: tuple[str, ...] = ()
    length: int = 1
    slots: frozenset[int] | None = None
    starts: frozenset[int] | None = None
    room_kinds: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()
    preferred_rooms: frozenset[str] = frozenset()
    weeks: frozenset[int] = frozenset({0})
    points: int = 0
    size: int = 0
    site: str = ""
    demand: str = ""

    @property
    def bound(self) -> bool:
        """It may not stand just anywhere."""
        return self.slots is not None or self.starts is not None


class BondKind(StrEnum):
    """How several lessons stand to each other; `number` of the bond in brackets."""

    TOGETHER = "together"  # begin in one slot
    APART = "apart"  # never overlap
    SPREAD = "spread"  # any two at least [number] days apart
    NEAR = "near"  # any two at most [number] days apart
    MOST_A_DAY = "most_a_day"  # at most [number] of them on one day
    SAME_DAY = "same_day"
    SAME_HOUR = "same_hour"  # begin at one number of the day, of whatever day
    FOLLOWS = "follows"  # each begins where the one before it in the list ends
    BEFORE = "before"  # each ends in the week before the next in the list begins


@dataclass(frozen=True, slots=True)
class Bond:
    """`weight` None: it must be; a number: what each breach costs. `joined`: on one day they must be in a row."""

    key: str
    kind: BondKind
    activities: tuple[str, ...]
    number: int = 1
    weight: int | None = None
    joined: bool = False


class LimitKind(StrEnum):
    """What one teacher or one group may have; each counts what is over (LEAST_DAY: under) `number`."""

    WINDOWS_WEEK = "windows_week"  # empty orders between the first and the last lesson of a day, of all days
    WINDOWS_DAY = "windows_day"
    DAYS_WEEK = "days_week"  # days with any lesson
    MOST_DAY = "most_day"  # slots taught on a day
    LEAST_DAY = "least_day"  # slots taught on a day that has any
    IN_A_ROW = "in_a_row"  # neighbouring orders without a break; counted once for each order over
    LATE_STARTS = "late_starts"  # days that begin later than the first slot the group may have (or slots of the limit)
    POINTS_DAY = "points_day"  # sum of points on a day


@dataclass(frozen=True, slots=True)
class Limit:
    """`who` is a teacher's or a group's key; of a group, the part worst off counts. `slots`: only these count."""

    key: str
    kind: LimitKind
    who: str
    number: int = 0
    weight: int | None = None
    slots: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """`who` (a teacher, a group or an activity) wants no lessons in `slots`: each slot held costs `weight`."""

    key: str
    who: str
    slots: frozenset[int]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Lock:
    """A lesson that stays where it stands; its room too where one is named."""

    activity: str
    slot: int
    room: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    slot: int
    room: str = ""


Plan = Mapping[str, Placed]  # by activity; what is not placed is missing


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


@dataclass(frozen=True)
class Problem:
    """`strain[slot]`: how much harder a tiring lesson is there; costs `strain_weight` x points x strain a slot.

    `travel` is the number of empty minutes a teacher needs between lessons of different sites.
    """

    slots: tuple[Slot, ...]
    activities: tuple[Activity, ...]
    groups: tuple[Group, ...] = ()
    teachers: tuple[Teacher, ...] = ()
    rooms: tuple[Room, ...] = ()
    bonds: tuple[Bond, ...] = ()
    limits: tuple[Limit, ...] = ()
    wishes: tuple[Wish, ...] = ()
    locks: tuple[Lock, ...] = ()
    days: tuple[str, ...] = ()
    strain: tuple[int, ...] = ()
    strain_weight: int = 0
    room_weight: int = 1
    travel: int = 0
    names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises ValueError where a key is doubled or names nothing: such a problem would be searched in vain."""
        people: tuple[_Keyed, ...] = (*self.groups, *self.teachers)  # a limit's `who` may be either
        kinds: tuple[tuple[_Keyed, ...], ...] = (
            self.activities,
            people,
            self.rooms,
            self.bonds,
            self.limits,
            self.wishes,
        )
        for what in kinds:
            keys = [row.key for row in what]
            if len(keys) != len(set(keys)):
                doubled = sorted({key for key in keys if keys.count(key) > 1})
                raise ValueError(f"named twice: {', '.join(doubled[:3])}")
        if unknown := sorted(self._named() - self._known()):
            raise ValueError(f"nothing is named {', '.join(unknown[:3])}")
        if self.strain and len(self.strain) != len(self.slots):
            raise ValueError("strain is given for each slot or not at all")

    def _known(self) -> set[str]:
        rows: tuple[_Keyed, ...] = (*self.activities, *self.groups, *self.teachers, *self.rooms)
        return {row.key for row in rows}

    def _named(self) -> set[str]:
        named = {key for a in self.activities for key in (*a.groups, *a.teachers, *a.rooms, *a.preferred_rooms)}
        named |= {key for bond in self.bonds for key in bond.activities}
        named |= {limit.who for limit in self.limits} | {wish.who for wish in self.wishes}
        return named | {lock.activity for lock in self.locks} | {lock.room for lock in self.locks if lock.room}

    @cached_property
    def activity(self) -> dict[str, Activity]:
        return {row.key: row for row in self.activities}

    @cached_property
    def group(self) -> dict[str, Group]:
        return {row.key: row for row in self.groups}

    @cached_property
    def teacher(self) -> dict[str, Teacher]:
        return {row.key: row for row in self.teachers}

    @cached_property
    def room(self) -> dict[str, Room]:
        return {row.key: row for row in self.rooms}


def grid(days: int, per_day: int, *, shifts: tuple[str, ...] = ("",)) -> tuple[Slot, ...]:
    """A plain week: each shift has `per_day` lessons of an hour a day, one shift after another."""
    return tuple(
        Slot(
            key=f"{day}:{shift}{number}",
            day=day,
            number=number,
            order=place * per_day + number,
            starts=60 * (place * per_day + number),
            ends=60 * (place * per_day + number + 1),
            shift=shift,
        )
        for day in range(days)
        for place, shift in enumerate(shifts)
        for number in range(1, per_day + 1)
    )
