"""Which scheme a subject has, and what a whole per cent is worth on the scale. Pure; the numbers are dated rows."""

import datetime as dt
import enum
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from shanyraq.learning.journal.reference import assessment
from shanyraq.learning.journal.rules.exact import half_up


class Part(enum.StrEnum):
    """What a period's mark is made of."""

    FO = "fo"
    SOR = "sor"
    SOCH = "soch"


class Result(enum.StrEnum):
    """What stands at the end of a period."""

    MARK = "mark"
    PASS = "pass"  # noqa: S105 - not a password
    FEEDBACK = "feedback"


class Period(enum.StrEnum):
    """Whatever has a result of its own, in the order of the year."""

    Q1 = "q1"
    Q2 = "q2"
    H1 = "h1"
    Q3 = "q3"
    Q4 = "q4"
    H2 = "h2"
    YEAR = "year"
    TEST = "test"
    EXTRA_TEST = "extra"
    EXAM = "exam"
    FINAL = "final"


QUARTERS = (Period.Q1, Period.Q2, Period.Q3, Period.Q4)
HALF_YEARS = (Period.H1, Period.H2)
TERMS = frozenset({*QUARTERS, *HALF_YEARS})
QUARTERS_OF: dict[Period, tuple[int, ...]] = {
    Period.Q1: (1,), Period.Q2: (2,), Period.Q3: (3,), Period.Q4: (4,), Period.H1: (1, 2), Period.H2: (3, 4),
}  # fmt: skip
"""The quarters of the calendar that a term takes in."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one subject of one class is assessed. `weights` are per cent; `blocks` are the parts without which there is
    no mark; the others give their weight away where they have nothing to count."""

    code: str
    result: Result
    half_years: bool
    weights: tuple[tuple[Part, Decimal], ...]
    blocks: frozenset[Part]
    confirmed: bool
    source: str

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part for part, _weight in self.weights)

    @property
    def terms(self) -> tuple[Period, ...]:
        """The periods of a year that have a mark of their own."""
        return HALF_YEARS if self.half_years else QUARTERS

    def term_of(self, quarter: int) -> Period:
        """The term in which a quarter of the calendar (1 to 4) lies."""
        return next(term for term in self.terms if quarter in QUARTERS_OF[term])


class NoScheme(LookupError):
    """The tables have no scheme for this subject, grade and day."""


@cache
def scheme(code: str, day: dt.date) -> Scheme:
    """The scheme of this code as in force on the day. Raises NoScheme."""
    for row in assessment.schemes():
        if row.code == code and row.valid_from <= day <= row.valid_to:
            return Scheme(
                code=row.code,
                result=Result(row.result),
                half_years=row.period == "half_year",
                weights=tuple((Part(part), weight) for part, weight in row.weights),
                blocks=frozenset(Part(part) for part, policy in row.without if policy == "block"),
                confirmed=row.confirmed,
                source=row.source,
            )
    raise NoScheme(f"no scheme {code} on {day}")


@cache
def scheme_of(subject: str, grade: int, *, hours: Decimal | None, day: dt.date) -> Scheme:
    """How the subject is assessed in this grade with this weekly load (None where it is not known). Raises NoScheme."""
    for row in assessment.scheme_uses():
        fits = row.subject in {"", subject} and row.first_grade <= grade <= row.last_grade
        light = row.most_hours is None or (hours is not None and hours <= row.most_hours)
        if fits and light and row.valid_from <= day <= row.valid_to:
            return scheme(row.scheme, day)
    raise NoScheme(f"no scheme for {subject} in grade {grade} on {day}")


def mark_of(percent: int, *, day: dt.date) -> int:
    """The mark of a whole per cent: 0-39 is 2, 40-64 is 3, 65-84 is 4, 85-100 is 5."""
    return max((step for step in assessment.scale(day) if step.lowest <= percent), key=lambda step: step.lowest).mark


def least_percent(mark: int, *, day: dt.date) -> int:
    """The lowest whole per cent that is worth this mark."""
    return next(step.lowest for step in assessment.scale(day) if step.mark == mark)


def whole(percent: Fraction, *, day: dt.date) -> int:
    """The per cent as it is looked up on the scale. Another way of rounding would be another dated row."""
    way = assessment.setting("rounding", day).value
    if way != "half_up_then_map":
        raise ValueError(f"no such rounding: {way}")
    return half_up(percent)
