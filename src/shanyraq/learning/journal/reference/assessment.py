"""How pupils are assessed, as data: each row holds from its first day until the next of its kind, and names its source.

A row that is not `confirmed` rests on practice or memory, not on a text that we have read; pages say so.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from shanyraq.kernel.tables import read_rows

OPEN_END = date.max


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """One way of assessing. `result` is "mark", "pass" or "feedback"; `period` is "quarter" or "half_year".

    `weights` are (part, per cent) of formative marks (fo), unit tests (sor) and the quarter test (soch). What is done
    where a part has nothing to count is "renormalise" (its weight goes to the others) or "block", by part.
    """

    code: str
    valid_from: date
    valid_to: date
    result: str
    period: str
    weights: tuple[tuple[str, Decimal], ...]
    without: tuple[tuple[str, str], ...]
    confirmed: bool
    source: str


@dataclass(frozen=True, slots=True)
class SchemeUse:
    """Which scheme a subject has in which grades; the first row that fits is taken. An empty subject is any;
    `most_hours` is the weekly load up to which the row holds, None for any."""

    valid_from: date
    valid_to: date
    subject: str
    first_grade: int
    last_grade: int
    most_hours: Decimal | None
    scheme: str
    confirmed: bool
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """From this whole per cent on, this mark."""

    valid_from: date
    lowest: int
    mark: int


@dataclass(frozen=True, slots=True)
class Setting:
    """One number or choice of the rules."""

    code: str
    valid_from: date
    value: str
    confirmed: bool
    source: str


class SettingUnknown(LookupError):
    """The table says nothing about this code on this day."""


@cache
def schemes() -> tuple[SchemeRow, ...]:
    return tuple(
        SchemeRow(
            code=row["code"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_until(row["valid_to"]),
            result=row["result"],
            period=row["period"],
            weights=tuple((part, Decimal(row[part])) for part in ("fo", "sor", "soch") if row[part]),
            without=tuple((part, row[f"no_{part}"]) for part in ("fo", "sor", "soch") if row[f"no_{part}"]),
            confirmed=row["confirmed"] == "yes",
            source=row["source"],
        )
        for row in read_rows(__package__, "schemes")
    )


@cache
def scheme_uses() -> tuple[SchemeUse, ...]:
    return tuple(
        SchemeUse(
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_until(row["valid_to"]),
            subject=row["subject"],
            first_grade=int(row["first_grade"]),
            last_grade=int(row["last_grade"]),
            most_hours=Decimal(row["most_hours"]) if row["most_hours"] else None,
            scheme=row["scheme"],
            confirmed=row["confirmed"] == "yes",
            source=row["source"],
        )
        for row in read_rows(__package__, "scheme_uses")
    )


@cache
def scale(day: date) -> tuple[Step, ...]:
    """The scale in force on the day, the lowest step first."""
    steps = [
        Step(date.fromisoformat(row["valid_from"]), int(row["lowest"]), int(row["mark"]))
        for row in read_rows(__package__, "scale")
    ]
    since = max(each.valid_from for each in steps if each.valid_from <= day)
    return tuple(sorted((each for each in steps if each.valid_from == since), key=lambda each: each.lowest))


@cache
def settings() -> tuple[Setting, ...]:
    return tuple(
        Setting(
            code=row["code"],
            valid_from=date.fromisoformat(row["valid_from"]),
            value=row["value"],
            confirmed=row["confirmed"] == "yes",
            source=row["source"],
        )
        for row in read_rows(__package__, "settings")
    )


def setting(code: str, day: date) -> Setting:
    """The setting in force on the day. Raises SettingUnknown."""
    in_force = [each for each in settings() if each.code == code and each.valid_from <= day]
    if not in_force:
        raise SettingUnknown(f"no {code} on {day}")
    return max(in_force, key=lambda each: each.valid_from)


@cache
def number(code: str, day: date) -> int:
    """A setting that is a whole number."""
    return int(setting(code, day).value)


def _until(text: str) -> date:
    return date.fromisoformat(text) if text else OPEN_END
