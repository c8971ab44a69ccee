"""Pure rules of care: the groups, the restrictions, and how dated papers stand to one another."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum


class HealthGroup(StrEnum):
    """From healthy (I) to a grave chronic illness (V)."""

    I = "1"  # noqa: E741 - the groups are named so
    II = "2"
    III = "3"
    IV = "4"
    V = "5"


class PhysicalEducation(StrEnum):
    """In which group a child has physical education."""

    BASIC = "basic"
    PREPARATORY = "preparatory"
    SPECIAL = "special"
    RELEASED = "released"


class Restriction(StrEnum):
    """What whoever teaches the child must heed. Codes, so that no illness is told with them."""

    NO_RUNNING = "run"
    NO_JUMPING = "jump"
    NO_SWIMMING = "swim"
    NO_WEIGHTS = "lift"
    NO_CONTESTS = "contest"
    NEAR_BOARD = "board"
    RESTS = "rest"


def joined(restrictions: Iterable[str]) -> str:
    """The known codes in their order, with commas between: as they are sealed."""
    told = set(restrictions)
    return ",".join(one.value for one in Restriction if one.value in told)


def parted(restrictions: str) -> tuple[str, ...]:
    return tuple(one for one in restrictions.split(",") if one)


def holds(valid_from: dt.date, valid_to: dt.date | None, *, day: dt.date) -> bool:
    """Whether a paper is in force on the day; its last day belongs to it."""
    return valid_from <= day and (valid_to is None or day <= valid_to)


def overlaps(one: tuple[dt.date, dt.date | None], two: tuple[dt.date, dt.date | None]) -> bool:
    """Whether two spans have a day in common."""
    return one[0] <= (two[1] or dt.date.max) and two[0] <= (one[1] or dt.date.max)
