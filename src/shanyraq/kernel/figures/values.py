"""A figure's value: numerator, denominator, date, place, and the way down to its rows. Never a bare percentage."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Level(StrEnum):
    TERRITORY = "territory"
    ORGANISATION = "organisation"
    GROUP = "group"


class Better(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Unit(StrEnum):
    PERCENT = "percent"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure is taken: a territory (by its path), an organisation or a group (by id)."""

    level: Level
    key: str
    title: str = ""

    @property
    def id(self) -> uuid.UUID:
        return uuid.UUID(self.key)


@dataclass(frozen=True, slots=True)
class Value:
    """What a figure says at one place on one day.

    `numerator` and `denominator` are counts of rows. `suppressed` values keep their counts out of every output.
    """

    numerator: int
    denominator: int | None
    unit: Unit = Unit.PERCENT
    at: dt.date | None = None
    as_of: dt.datetime | None = None
    title: str = ""
    place: Place | None = None
    url: str | None = None
    suppressed: bool = False
    better: Better = Better.NEUTRAL
    approximate: bool = False
    notes: Mapping[str, int] = field(default_factory=dict)

    @property
    def percent(self) -> Decimal | None:
        """One decimal, half up, computed from the counts; None where there is nothing to divide by."""
        if not self.denominator or self.suppressed:
            return None
        exact = Decimal(100 * self.numerator) / Decimal(self.denominator)
        return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


SMALL = 5
"""Below this many people in the base, or this many on either side of it, a public figure is not shown."""


def suppress(value: Value, *, may_see_rows: bool, public: bool) -> Value:
    """The value as this audience may see it.

    Who may open the rows loses nothing by the number. An office sees any base of at least SMALL people. The public
    sees a share only where both the counted and the uncounted are 0 or at least SMALL, so that nobody is singled out.
    """
    if may_see_rows or not value.denominator:
        return value  # where nobody is counted, nobody can be singled out
    rest = value.denominator - value.numerator
    small = value.denominator < SMALL
    if public:
        small = small or 0 < value.numerator < SMALL or 0 < rest < SMALL
    return hide(value) if small else value


def hide(value: Value) -> Value:
    """The same value with its counts gone."""
    return Value(
        numerator=0, denominator=0, unit=value.unit, at=value.at, as_of=value.as_of, title=value.title,
        place=value.place, url=value.url, suppressed=True, better=value.better,
    )  # fmt: skip
