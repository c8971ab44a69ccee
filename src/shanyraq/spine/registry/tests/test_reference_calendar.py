"""The calendar: school days, quarters, holidays, terms in working days."""

import csv
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from shanyraq.spine.registry.reference.calendar import (
    CalendarUnknown,
    HolidayKind,
    Why,
    add_working_days,
    exams,
    holidays,
    is_school_day,
    is_working_day,
    next_working_day,
    quarter_of,
    quarters_of,
    school_days,
    school_year,
    school_year_of,
    teaching_weeks,
    working_days_between,
)

SHARED = Path(os.environ.get("SHANYRAQ_SHARED", Path(__file__).parents[5].parent / "shared"))
SOURCE = SHARED / "data/kazakhstan/kz_public_holidays_2019_2028.csv"


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_has_34_weeks_and_grade_1_has_33(year: int) -> None:
    assert [quarter.weeks for quarter in quarters_of(year)] == [8, 8, 10, 8]
    assert (teaching_weeks(year, 1), teaching_weeks(year, 2), teaching_weeks(year, 11)) == (33, 34, 34)
    lessons = school_year(year).lessons_from, school_year(year).lessons_to
    assert len(list(school_days(*lessons, 7))) - len(list(school_days(*lessons, 1))) == 5


@pytest.mark.parametrize("year", [2025, 2026])
def test_quarters_and_breaks_leave_no_gap(year: int) -> None:
    first, last = school_year(year).lessons_from, school_year(year).lessons_to
    for day in (first + timedelta(n) for n in range((last - first).days + 1)):
        on_break = is_school_day(day, 5).reason.why is Why.BREAK
        between = quarter_of(day) is None
        assert between or not on_break
        assert not (between and is_school_day(day, 5).is_school_day)


@pytest.mark.parametrize(
    ("day", "grade", "why", "name_en"),
    [
        (date(2025, 9, 1), 5, Why.HOLIDAY, "Constitution Day"),
        (date(2025, 9, 2), 5, Why.LESSONS, ""),
        (date(2025, 9, 6), 5, Why.WEEKEND, ""),
        (date(2025, 10, 27), 5, Why.HOLIDAY, "Republic Day"),
        (date(2025, 10, 28), 5, Why.BREAK, "Autumn break"),
        (date(2025, 12, 16), 5, Why.HOLIDAY, "Independence Day"),
        (date(2026, 1, 8), 5, Why.LESSONS, ""),
        (date(2026, 2, 9), 1, Why.BREAK, "Extra break of grade 1"),
        (date(2026, 2, 9), 2, Why.LESSONS, ""),
        (date(2026, 5, 11), 5, Why.HOLIDAY, "Victory Day"),
        (date(2026, 5, 25), 5, Why.LESSONS, ""),
        (date(2026, 5, 26), 5, Why.SUMMER, ""),
        (date(2026, 9, 1), 1, Why.LESSONS, ""),
        (date(2026, 10, 26), 5, Why.HOLIDAY, "Republic Day"),
        (date(2027, 1, 11), 5, Why.LESSONS, ""),
        (date(2027, 2, 8), 1, Why.BREAK, "Extra break of grade 1"),
        (date(2027, 3, 15), 5, Why.HOLIDAY, "Constitution Day"),
        (date(2027, 5, 3), 5, Why.HOLIDAY, "Unity Day"),
        (date(2027, 5, 10), 5, Why.HOLIDAY, "Victory Day"),
    ],
)
def test_a_day_says_what_it_is(day: date, grade: int, why: Why, name_en: str) -> None:
    taught, reason = is_school_day(day, grade)
    assert (taught, reason.why, reason.name_en) == (why is Why.LESSONS, why, name_en)


def test_moved_days_follow_the_rule_of_the_law() -> None:
    """A holiday on a day off moves to the next free working day, save the two religious ones."""
    rest = {day for day, each in holidays().items() if each.kind is HolidayKind.HOLIDAY}
    expected = {}
    for day in sorted(rest):
        if day.weekday() < 5 or holidays()[day].name_en in {"Christmas", "First day of Kurban-ait"}:
            continue
        target = day
        while target.weekday() >= 5 or target in rest or target in expected:
            target += timedelta(1)
        expected[target] = day
    moved = {day: each.moved_from for day, each in holidays().items() if each.kind is HolidayKind.MOVED}
    assert moved == expected
    assert [f"{d:%d.%m}" for d in moved if d.year == 2026] == ["09.03", "24.03", "25.03", "11.05", "26.10"]
    assert [f"{d:%d.%m}" for d in moved if d.year == 2027] == ["04.01", "24.03", "03.05", "10.05"]


def test_constitution_day_moved_from_august_to_march() -> None:
    days = [each.day for each in holidays().values() if each.name_en == "Constitution Day"]
    assert days == [date(2025, 8, 30), date(2025, 9, 1), date(2027, 3, 15), date(2028, 3, 15)]
    assert is_working_day(date(2026, 8, 31))


def test_holidays_agree_with_the_stored_list() -> None:
    if not SOURCE.exists():
        pytest.skip("the stored list of holidays is not on this machine")
    with SOURCE.open(encoding="utf-8", newline="") as handle:
        stored = {
            date.fromisoformat(row["date"]) for row in csv.DictReader(handle) if row["date"][:4] in "2025 2026 2027"
        }
    ours = {day for day, each in holidays().items() if day.year < 2028 and each.kind is not HolidayKind.WORKING}
    assert ours == stored


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 3, 6), 1, date(2026, 3, 10)),  # Friday before a moved Women's Day
        (date(2026, 3, 18), 3, date(2026, 3, 26)),  # over Nauryz with two moved days
        (date(2025, 9, 22), 15, date(2025, 10, 13)),  # an application's term
        (date(2026, 3, 26), -3, date(2026, 3, 18)),  # a hearing is announced three days ahead
        (date(2026, 3, 7), 0, date(2026, 3, 7)),
        (date(2025, 1, 2), 1, date(2025, 1, 5)),  # a Sunday worked instead of Friday
    ],
)
def test_terms_are_counted_in_working_days(day: date, n: int, expected: date) -> None:
    assert add_working_days(day, n) == expected
    if n > 0:
        assert working_days_between(day, expected) == n


def test_next_working_day() -> None:
    assert next_working_day(date(2026, 5, 9)) == date(2026, 5, 12)
    assert next_working_day(date(2026, 5, 12)) == date(2026, 5, 12)


def test_days_outside_the_tables_are_refused_not_guessed() -> None:
    for ask in (
        lambda: is_school_day(date(2024, 9, 2), 5),
        lambda: school_year_of(date(2027, 9, 1)),
        lambda: add_working_days(date(2028, 12, 29), 1),
        lambda: school_year(2030),
    ):
        with pytest.raises(CalendarUnknown):
            ask()


def test_summer_belongs_to_the_year_it_ends_and_exams_lie_in_it() -> None:
    assert school_year_of(date(2026, 8, 31)).year == 2025
    assert school_year_of(date(2026, 9, 1)).year == 2026
    assert {(e.year, e.grade) for e in exams()} == {(2025, 9), (2025, 11), (2026, 9), (2026, 11)}
    assert all(school_year_of(e.first).year == e.year for e in exams())
