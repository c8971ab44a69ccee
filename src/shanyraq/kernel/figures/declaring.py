"""Declared figures: named once, beside the module that owns their facts."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.functional import Promise

from shanyraq.kernel.figures.values import Better, Place, Unit, Value

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Row:
    """One row under a figure: whom it is about, whether it is in the numerator, and why."""

    title: str
    counted: bool
    why: Text
    url: str | None = None
    sort_key: str = ""


class Figure(ABC):
    """A number about many people. Subclasses live in a module's figures.py and are declared by `@figure`.

    `value`, `parts` and `rows` are called under system_scope after the engine has shown that the place lies within
    the asker's scope; `rows` only where `may_see_rows` says so.
    """

    code: ClassVar[str]
    name: ClassVar[Text]
    formula: ClassVar[Text]
    source: ClassVar[Text]
    unit: ClassVar[Unit] = Unit.PERCENT
    better: ClassVar[Better] = Better.HIGHER
    row_roles: ClassVar[tuple[str, ...]] = ()
    """Roles that, at the organisation in question, may open the rows."""

    @abstractmethod
    def value(self, place: Place, day: dt.date) -> Value:
        """The figure at this place on this day."""

    @abstractmethod
    def parts(self, place: Place, day: dt.date) -> Sequence[Value]:
        """The figure of each part of the place, whose counts sum to the place's own."""

    @abstractmethod
    def rows(self, place: Place, day: dt.date) -> Sequence[Row]:
        """The rows counted at a place: exactly as many as the denominator."""

    def series(self, place: Place, days: Sequence[dt.date]) -> Sequence[Value]:
        """The figure on each of these days."""
        return [self.value(place, day) for day in days]


_figures: dict[str, Figure] = {}


def figure(cls: type[Figure]) -> type[Figure]:
    """Declares a figure; its code is unique in the house."""
    if cls.code in _figures and type(_figures[cls.code]) is not cls:
        raise ValueError(f"two figures are called {cls.code}")
    _figures[cls.code] = cls()
    return cls


def figure_of(code: str) -> Figure:
    """Raises KeyError for an undeclared code."""
    return _figures[code]


def every_figure() -> list[Figure]:
    return [_figures[code] for code in sorted(_figures)]
