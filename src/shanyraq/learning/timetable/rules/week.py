"""The week as pure data: hours, even and odd weeks, kinds of rooms."""

import datetime as dt
from enum import StrEnum

ROOM_KINDS = ("classroom", "laboratory", "gym", "workshop", "hall", "other")
SHARED_KINDS = frozenset({"gym", "hall"})
"""Several classes may learn at once here, where there is room for all."""
SCHOOL_DAYS = 5


class Weeks(StrEnum):
    """In which weeks a lesson is held. The first week of the school year is odd."""

    EVERY = "every"
    ODD = "odd"
    EVEN = "even"


def meet(one: str, other: str) -> bool:
    """Whether two lessons of one hour are ever held in the same week."""
    return Weeks.EVERY in (one, other) or one == other


def is_odd(day: dt.date, *, first: dt.date) -> bool:
    """Whether the day lies in an odd week of the year whose lessons begin on `first`."""
    monday = first - dt.timedelta(days=first.weekday())
    return (day - monday).days // 7 % 2 == 0


def held_in(weeks: str, *, odd: bool) -> bool:
    return weeks == Weeks.EVERY or (weeks == Weeks.ODD) is odd


def holds(kind: str, seats: int | None, *, class_limit: int) -> int:
    """How many classes a room takes at once: one, save a hall with seats for several."""
    return max(1, (seats or 0) // class_limit) if kind in SHARED_KINDS else 1
