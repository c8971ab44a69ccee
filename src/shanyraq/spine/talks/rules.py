"""When a line is delivered. Pure: no clock, no database."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 2000
FARTHEST = 120


class Role(StrEnum):
    """As what somebody has a seat in a thread."""

    GUARDIAN = "guardian"
    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"


@dataclass(frozen=True, slots=True)
class Hours:
    """School hours: from the one whole hour up to, and without, the other."""

    start: int
    end: int


def delivery(now: dt.datetime, *, hours: Hours, taught: Callable[[dt.date], bool]) -> dt.datetime:
    """Now within school hours of a school day; else the beginning of the next school hours."""
    if taught(now.date()) and now.hour < hours.end:
        return now if now.hour >= hours.start else _opening(now, now.date(), hours)
    days = (now.date() + dt.timedelta(days=number) for number in range(1, FARTHEST))
    # In a long summer nobody knows the next school day: then the next morning must do.
    day = next((one for one in days if taught(one)), now.date() + dt.timedelta(days=1))
    return _opening(now, day, hours)


def _opening(now: dt.datetime, day: dt.date, hours: Hours) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hours.start), tzinfo=now.tzinfo)
