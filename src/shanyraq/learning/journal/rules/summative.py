"""When summative tests may stand, and with how many points. Pure; the numbers are dated rows.

Rules No 125: at most three unit tests (СОР, БЖБ) and one quarter test (СОЧ, ТЖБ) a quarter and subject; at most three
quarter tests a day; never on the quarter's last day; never both kinds of one subject on one day.
"""

import datetime as dt
import enum
from collections.abc import Collection
from dataclasses import dataclass

from shanyraq.learning.journal.reference.assessment import number
from shanyraq.learning.journal.rules.scheme import Part, Scheme


class Test(enum.StrEnum):
    """The two kinds of summative tests."""

    SOR = "sor"
    SOCH = "soch"

    __test__ = False


class PlanRefusal(enum.StrEnum):
    """Why a test cannot stand on this day."""

    NO_TESTS_HERE = "no_tests_here"
    OUTSIDE_QUARTER = "outside_quarter"
    NO_SCHOOL = "no_school"
    LAST_DAY = "last_day"
    TOO_MANY_SOR = "too_many_sor"
    TOO_MANY_SOCH = "too_many_soch"
    BOTH_ON_ONE_DAY = "both_on_one_day"
    TOO_MANY_THAT_DAY = "too_many_that_day"
    MAXIMUM = "maximum"
    HAS_SCORES = "has_scores"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Planned:
    """A test of the class that stands already."""

    subject: str
    test: Test
    day: dt.date
    quarter: int


def refusal_of_plan(
    wanted: Planned, *, others: Collection[Planned], scheme: Scheme, last_day: dt.date
) -> PlanRefusal | None:
    """Why the test cannot stand. `others` are the class's tests of the same school year without this one;
    `last_day` is the last school day of the quarter."""
    if Part(wanted.test) not in scheme.parts:
        return PlanRefusal.NO_TESTS_HERE
    if wanted.day >= last_day:
        return PlanRefusal.LAST_DAY
    own = [each for each in others if each.subject == wanted.subject and each.quarter == wanted.quarter]
    if full := _too_many(wanted, own):
        return full
    if any(each.day == wanted.day and each.test is not wanted.test for each in own):
        return PlanRefusal.BOTH_ON_ONE_DAY
    that_day = sum(each.day == wanted.day and each.test is Test.SOCH for each in others)
    if wanted.test is Test.SOCH and that_day >= number("most_soch_a_day", wanted.day):
        return PlanRefusal.TOO_MANY_THAT_DAY
    return None


def _too_many(wanted: Planned, own: Collection[Planned]) -> PlanRefusal | None:
    same = sum(each.test is wanted.test for each in own)
    if wanted.test is Test.SOR:
        return PlanRefusal.TOO_MANY_SOR if same >= number("most_sor", wanted.day) else None
    return PlanRefusal.TOO_MANY_SOCH if same >= number("most_soch", wanted.day) else None


def bounds_of_maximum(test: Test, *, grade: int, day: dt.date) -> tuple[int, int]:
    """The fewest and the most points such a test may have: 7 to 15 for a unit test of primary school."""
    if test is Test.SOR and grade <= number("last_primary_grade", day):
        return number("least_maximum_primary", day), number("most_maximum_primary", day)
    return 1, number("most_maximum", day)


def fits_maximum(test: Test, maximum: int, *, grade: int, day: dt.date) -> bool:
    least, most = bounds_of_maximum(test, grade=grade, day=day)
    return least <= maximum <= most


def moderation_until(marks_on: dt.date) -> dt.date:
    """The last day on which a disputed quarter test may be looked at again, for marks given on `marks_on`."""
    return marks_on - dt.timedelta(days=number("moderation_days", marks_on))
