"""Until when a term's register is open. Pure; the days of grace are a dated setting of the house."""

import datetime as dt
from dataclasses import dataclass

from shanyraq.learning.journal.reference.assessment import number
from shanyraq.learning.journal.rules.scheme import QUARTERS_OF, Period
from shanyraq.spine.registry.reference.calendar import Quarter, is_school_day, quarters, quarters_of


@dataclass(frozen=True, slots=True)
class Term:
    """A quarter or half-year of one school year: its days, and the last day on which its register is open."""

    period: Period
    year: int
    first: dt.date
    last: dt.date
    open_until: dt.date

    def is_locked(self, today: dt.date) -> bool:
        return today > self.open_until


def term(period: Period, year: int) -> Term:
    """The term of a school year. Raises LookupError where the calendar does not know it."""
    numbers = QUARTERS_OF[period]
    own = [quarter for quarter in quarters_of(year) if quarter.number in numbers]
    if len(own) != len(numbers):
        raise LookupError(f"no {period} in {year}")
    last = own[-1].last
    return Term(period, year, own[0].first, last, locked_after(own[-1]))


def locked_after(quarter: Quarter) -> dt.date:
    """The last day on which a lesson of this quarter may be written in freely."""
    return quarter.last + dt.timedelta(days=number("grace_days", quarter.last))


def quarter_around(day: dt.date) -> Quarter | None:
    """The quarter in which the day lies, or the one before it; None before the first that we know."""
    begun = [quarter for quarter in quarters() if quarter.first <= day]
    return max(begun, key=lambda quarter: quarter.first, default=None)


def is_locked(day: dt.date, *, today: dt.date) -> bool:
    """Whether the register of this day is closed: its quarter ended, and the days of grace are over."""
    quarter = quarter_around(day)
    return quarter is not None and today > locked_after(quarter)


def last_school_day(quarter: Quarter, grade: int) -> dt.date:
    """The last day of lessons in the quarter, on which no summative test may stand."""
    day = quarter.last
    while day > quarter.first and not is_school_day(day, grade).is_school_day:
        day -= dt.timedelta(days=1)
    return day
