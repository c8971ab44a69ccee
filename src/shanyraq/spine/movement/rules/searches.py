"""A child missing between years: when the search opens, by when it ends, how it may end."""

import datetime as dt
from enum import StrEnum

from shanyraq.spine.registry.reference.calendar import add_working_days
from shanyraq.spine.registry.reference.movement import term


class Outcome(StrEnum):
    """How a search ends."""

    ENROLLED = "enrolled"
    FOUND_ELSEWHERE = "found_elsewhere"
    LEFT_COUNTRY = "left_country"
    HOME_TAUGHT = "home_taught"
    DIED = "died"
    HANDED_OVER = "handed_over"


NEEDS_DOCUMENT = frozenset({Outcome.LEFT_COUNTRY, Outcome.DIED, Outcome.HOME_TAUGHT})


class Step(StrEnum):
    """What the owner did."""

    OPENED = "opened"
    CALLED = "called"
    VISITED = "visited"
    WROTE = "wrote"
    CLOSED = "closed"


TAKEN = (Step.CALLED, Step.VISITED, Step.WROTE)


def opens_on(year: int) -> dt.date:
    """The day on which searches of the school year open."""
    first = dt.date(year, 9, 1)
    return dt.date(year, term("search_opens_month", first).value, term("search_opens_day", first).value)


def deadline(opened: dt.date) -> dt.date:
    """The last working day by which the child must be found."""
    return add_working_days(opened, term("search_days", opened).value)


def is_overdue(until: dt.date, *, today: dt.date) -> bool:
    return today > until
