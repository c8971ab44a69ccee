"""What a week may ask of a child: lessons a day, hours a week, how tiring a subject is, and what is taught in parts."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TypeVar

from shanyraq.kernel.tables import read_rows

NOT_KAZAKH = "not kk"


@dataclass(frozen=True, slots=True)
class _Dated:
    valid_from: dt.date
    first_grade: int
    last_grade: int
    code: str


@dataclass(frozen=True, slots=True)
class Limit(_Dated):
    """A number of the rules. One that is not `confirmed` is an approximation until somebody finds its text."""

    value: Decimal
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Splitting(_Dated):
    """A subject (`code`) that a class learns in parts, from a size on or whatever the size."""

    class_language: str
    basis: str
    any_size: bool

    def concerns(self, language: str) -> bool:
        return not self.class_language or (self.class_language == NOT_KAZAKH and language != "kk")


Row = TypeVar("Row", bound=_Dated)


def limit(code: str, grade: int, *, day: dt.date) -> Decimal | None:
    """The limit for this grade in force on this day; None where the table names none."""
    found = _in_force((row for row in _limits() if row.code == code), grade, day)
    return found[-1].value if found else None


def points(subject: str, grade: int, *, day: dt.date) -> int:
    """How tiring a lesson of this subject is; 0 where the table does not say."""
    found = _in_force((row for row in _points() if row.code == subject), grade, day)
    return int(found[-1].value) if found else 0


def splitting(grade: int, language: str, *, day: dt.date) -> list[Splitting]:
    """The subjects that a class of this grade and language learns in parts."""
    return [row for row in _in_force(_splittings(), grade, day) if row.concerns(language)]


def _in_force(rows: Iterable[Row], grade: int, day: dt.date) -> list[Row]:
    """The rows for this grade that hold on this day, the newest last."""
    found = [row for row in rows if row.valid_from <= day and row.first_grade <= grade <= row.last_grade]
    return sorted(found, key=lambda row: row.valid_from)


def _base(row: dict[str, str], code: str) -> tuple[dt.date, int, int, str]:
    return dt.date.fromisoformat(row["valid_from"]), int(row["first_grade"]), int(row["last_grade"]), row[code]


def _limit(row: dict[str, str], code: str, value: str) -> Limit:
    return Limit(*_base(row, code), Decimal(row[value]), row["source"], row["confirmed"] == "yes")


@cache
def _limits() -> tuple[Limit, ...]:
    return tuple(_limit(row, "code", "value") for row in read_rows(__package__, "sanitary"))


@cache
def _points() -> tuple[Limit, ...]:
    return tuple(_limit(row, "subject", "points") for row in read_rows(__package__, "difficulty"))


@cache
def _splittings() -> tuple[Splitting, ...]:
    return tuple(
        Splitting(*_base(row, "subject"), row["class_language"], row["basis"], row["any_size"] == "yes")
        for row in read_rows(__package__, "splitting")
    )
