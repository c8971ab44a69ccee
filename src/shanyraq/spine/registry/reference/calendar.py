"""School years, quarters, breaks, holidays, and the questions asked of them.

A school year is named by its first year. Nothing is guessed: a day outside the tables raises
CalendarUnknown, so that a deadline is never silently wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from shanyraq.kernel.tables import read_rows

_DAY = timedelta(days=1)
_SATURDAY = 5


class CalendarUnknown(LookupError):
    """The tables say nothing about this day."""


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """`opens` to `closes` is the whole year, `lessons_from` to `lessons_to` the time of lessons in it."""

    year: int
    name: str
    opens: date
    closes: date
    lessons_from: date
    lessons_to: date
    source: str


@dataclass(frozen=True, slots=True)
class Quarter:
    year: int
    number: int
    first: date
    last: date

    @property
    def weeks(self) -> int:
        """Weeks as the ministry counts them: a quarter may begin or end a day or two off a whole week."""
        return round(((self.last - self.first).days + 1) / 7)


@dataclass(frozen=True, slots=True)
class Break:
    """Days without lessons for the grades `first_grade` to `last_grade`."""

    year: int
    code: str
    first: date
    last: date
    first_grade: int
    last_grade: int
    name_kk: str
    name_ru: str
    name_en: str

    def frees(self, day: date, grade: int) -> bool:
        """Whether pupils of this grade are free on this day."""
        return self.first <= day <= self.last and self.first_grade <= grade <= self.last_grade


class HolidayKind(StrEnum):
    HOLIDAY = "holiday"
    MOVED = "moved"
    DAY_OFF = "day_off"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that departs from its weekday. A "working" one is a day off that is worked; one that is not
    `confirmed` was calculated by the rule."""

    day: date
    kind: HolidayKind
    name_kk: str
    name_ru: str
    name_en: str
    moved_from: date | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Exams:
    """When the final exams of a grade are held."""

    year: int
    grade: int
    first: date
    last: date


class Why(StrEnum):
    """What kind of a day it is for a pupil."""

    LESSONS = "lessons"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    BREAK = "break"
    SUMMER = "summer"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there are lessons or none; names the holiday or break in each language, where it is one."""

    why: Why
    name_kk: str = ""
    name_ru: str = ""
    name_en: str = ""


class Verdict(NamedTuple):
    """Whether a day is a school day, and why."""

    is_school_day: bool
    reason: Reason


@cache
def school_years() -> tuple[SchoolYear, ...]:
    """The school years we know, in order."""
    return tuple(map(_school_year, read_rows(__package__, "school_years")))


@cache
def quarters() -> tuple[Quarter, ...]:
    """The quarters of every school year we know, in order."""
    return tuple(Quarter(int(r["year"]), int(r["number"]), *_span(r)) for r in read_rows(__package__, "quarters"))


@cache
def breaks() -> tuple[Break, ...]:
    """The breaks of every school year we know, in order."""
    return tuple(
        Break(
            int(row["year"]),
            row["code"],
            *_span(row),
            int(row["first_grade"]),
            int(row["last_grade"]),
            row["name_kk"],
            row["name_ru"],
            row["name_en"],
        )
        for row in read_rows(__package__, "breaks")
    )


@cache
def exams() -> tuple[Exams, ...]:
    """The final exams of every school year we know."""
    return tuple(Exams(int(r["year"]), int(r["grade"]), *_span(r)) for r in read_rows(__package__, "exams"))


@cache
def holidays() -> dict[date, Holiday]:
    """Days that depart from their weekday, by date."""
    return {holiday.day: holiday for holiday in map(_holiday, read_rows(__package__, "holidays"))}


def school_year(year: int) -> SchoolYear:
    """The school year that begins in `year`. Raises CalendarUnknown."""
    for known in school_years():
        if known.year == year:
            return known
    raise CalendarUnknown(f"no school year {year}")


def school_year_of(day: date) -> SchoolYear:
    """The school year the day belongs to; summer belongs to the year it ends. Raises CalendarUnknown."""
    for known in school_years():
        if known.opens <= day <= known.closes:
            return known
    raise CalendarUnknown(f"no school year has {day}")


def quarters_of(year: int) -> tuple[Quarter, ...]:
    """The four quarters of the school year that begins in `year`."""
    return tuple(quarter for quarter in quarters() if quarter.year == year)


def quarter_of(day: date) -> Quarter | None:
    """The quarter the day lies in, weekends included; None in breaks and in summer."""
    return next((quarter for quarter in quarters() if quarter.first <= day <= quarter.last), None)


def teaching_weeks(year: int, grade: int) -> int:
    """The weeks of lessons a grade has in the school year that begins in `year`."""
    extra = [each for each in breaks() if each.year == year and each.code == "extra" and each.first_grade == grade]
    return sum(quarter.weeks for quarter in quarters_of(year)) - len(extra)


def is_school_day(day: date, grade: int) -> Verdict:
    """Whether pupils of this grade have lessons on this day, and why. Raises CalendarUnknown.
    A week has five days: a transferred working Saturday or Sunday is worked, but not taught."""
    year = school_year_of(day)
    if not year.lessons_from <= day <= year.lessons_to:
        return Verdict(False, Reason(Why.SUMMER))
    free = _holiday_on(day)
    if free:
        return Verdict(False, Reason(Why.HOLIDAY, free.name_kk, free.name_ru, free.name_en))
    pause = next((each for each in breaks() if each.frees(day, grade)), None)
    if pause:
        return Verdict(False, Reason(Why.BREAK, pause.name_kk, pause.name_ru, pause.name_en))
    taught = day.weekday() < _SATURDAY
    return Verdict(taught, Reason(Why.LESSONS if taught else Why.WEEKEND))


def school_days(first: date, last: date, grade: int) -> Iterator[date]:
    """The school days of this grade from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        day = first + offset * _DAY
        if is_school_day(day, grade).is_school_day:
            yield day


def is_working_day(day: date) -> bool:
    """Whether offices work on this day. Raises CalendarUnknown outside the years of the table of holidays."""
    first, last = _known_years()
    if not first <= day.year <= last:
        raise CalendarUnknown(f"holidays of {day.year} are not in the table")
    holiday = holidays().get(day)
    if holiday:
        return holiday.kind is HolidayKind.WORKING
    return day.weekday() < _SATURDAY


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after `day`, before it where n is negative; `day` itself where n is 0.
    A term of n working days begins on the day after the event and ends on the day returned."""
    step = _DAY if n >= 0 else -_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def next_working_day(day: date) -> date:
    """The day itself where it is worked, otherwise the first working day after it."""
    return day if is_working_day(day) else add_working_days(day, 1)


def working_days_between(first: date, last: date) -> int:
    """Working days after `first` up to and with `last`: what a term begun on `first` has used."""
    return sum(is_working_day(first + offset * _DAY) for offset in range(1, (last - first).days + 1))


@cache
def _known_years() -> tuple[int, int]:
    years = {day.year for day in holidays()}
    return min(years), max(years)


def _holiday_on(day: date) -> Holiday | None:
    """The holiday that makes the day free, if one does."""
    holiday = holidays().get(day)
    return holiday if holiday and holiday.kind is not HolidayKind.WORKING else None


def _span(row: dict[str, str]) -> tuple[date, date]:
    return date.fromisoformat(row["first"]), date.fromisoformat(row["last"])


def _school_year(row: dict[str, str]) -> SchoolYear:
    opens, closes, lessons_from, lessons_to = (
        date.fromisoformat(row[key]) for key in ("opens", "closes", "lessons_from", "lessons_to")
    )
    return SchoolYear(int(row["year"]), row["name"], opens, closes, lessons_from, lessons_to, row["source"])


def _holiday(row: dict[str, str]) -> Holiday:
    return Holiday(
        date.fromisoformat(row["day"]),
        HolidayKind(row["kind"]),
        row["name_kk"],
        row["name_ru"],
        row["name_en"],
        date.fromisoformat(row["moved_from"]) if row["moved_from"] else None,
        row["confirmed"] == "yes",
    )
