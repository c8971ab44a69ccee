"""Subjects and the hours a week that each grade has of them, by language of instruction."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from shanyraq.kernel.tables import read_rows

PROFILES = ("natural_math", "social_humanities")
_PROFILE_GRADES = (10, 11)


class PlanUnknown(LookupError):
    """The table has no plan for this grade, language and profile."""


@dataclass(frozen=True, slots=True)
class Subject:
    code: str
    name_kk: str
    name_ru: str
    name_en: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """Hours a week of one subject. `component` is "invariant" or "variative"; an hour that is not `confirmed`
    is our approximation until a school imports its own working plan."""

    subject: Subject
    hours: Decimal
    component: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class WeeklyLessons:
    """How many lessons of a subject a class has in every week, and how many more in every second week."""

    subject: Subject
    every_week: int
    every_second_week: int


@cache
def subjects() -> MappingProxyType[str, Subject]:
    """Every subject under its code."""
    return MappingProxyType({row["code"]: Subject(**row) for row in read_rows(__package__, "subjects")})


def plan(grade: int, language: str, *, profile: str = PROFILES[0], day: date | None = None) -> tuple[PlanLine, ...]:
    """The plan of a grade, invariant part first, as in force on `day` (the newest where no day is given).
    The profile counts in grades 10 and 11 only. Raises PlanUnknown."""
    key = grade, language, profile if grade in _PROFILE_GRADES else ""
    versions = _plans().get(key, {})
    in_force = [since for since in versions if day is None or since <= day]
    if not in_force:
        raise PlanUnknown(f"no plan for grade {grade}, language {language}, profile {profile}, day {day}")
    return versions[max(in_force)]


def weekly_lessons(
    grade: int, language: str, *, profile: str = PROFILES[0], day: date | None = None
) -> tuple[WeeklyLessons, ...]:
    """The plan as whole lessons, for a timetable: half an hour a week is a lesson in every second week."""
    lines = plan(grade, language, profile=profile, day=day)
    return tuple(WeeklyLessons(each.subject, int(each.hours), int(each.hours % 1 * 2)) for each in lines)


def weekly_hours(grade: int, language: str, *, profile: str = PROFILES[0], day: date | None = None) -> Decimal:
    """The load of a pupil, invariant and variative hours together."""
    return sum((line.hours for line in plan(grade, language, profile=profile, day=day)), Decimal())


@cache
def _plans() -> dict[tuple[int, str, str], dict[date, tuple[PlanLine, ...]]]:
    """Every version of every plan under grade, language and profile, then under its first day."""
    found: dict[tuple[int, str, str], dict[date, tuple[PlanLine, ...]]] = {}
    for row in read_rows(__package__, "curriculum"):
        versions = found.setdefault((int(row["grade"]), row["language"], row["profile"]), {})
        since = date.fromisoformat(row["valid_from"])
        versions[since] = (*versions.get(since, ()), _line(row))
    return found


def _line(row: dict[str, str]) -> PlanLine:
    subject = subjects()[row["subject"]]
    return PlanLine(subject, Decimal(row["hours"]), row["component"], row["confirmed"] == "yes")
