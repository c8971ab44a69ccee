"""The engine of figures: shows that the place is the asker's, computes, suppresses, and checks the sum."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shanyraq.insight.analytics import rules
from shanyraq.insight.analytics.queries.places import Found, address, asker_of, find_place
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.figures.api import Figure, Level, Place, Row, Value, figure_of, suppress
from shanyraq.kernel.scope import Scope, system_scope

SERIES = 8
"""School days of the line over time. A figure whose `series` is one query can afford more."""
ROWS_SHOWN = 200


@dataclass(frozen=True, slots=True)
class FigurePage:
    """How one number is made, as this asker may see it."""

    figure: Figure
    value: Value
    place: Place
    day: dt.date
    above: tuple[tuple[Place, str], ...]
    """The places above that the asker may open too, with their addresses."""
    parts: tuple[Value, ...]
    rows: tuple[Row, ...] | None
    """None where the asker may not open them."""
    sum_holds: bool
    public: bool

    @property
    def without_data(self) -> int:
        return sum(not part.suppressed and not part.denominator for part in self.parts)

    @property
    def uncounted(self) -> int:
        return (self.value.denominator or 0) - self.value.numerator

    @property
    def shown_rows(self) -> Sequence[Row]:
        """Those not counted come first: they are what somebody looks for."""
        return (self.rows or ())[:ROWS_SHOWN]

    @property
    def more_rows(self) -> int:
        return max(0, len(self.rows or ()) - ROWS_SHOWN)

    @property
    def parts_level(self) -> str:
        return Level.GROUP if self.place.level is Level.ORGANISATION else Level.ORGANISATION


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure and a place that this asker may put together."""

    figure: Figure
    found: Found
    within: bool
    may_see_rows: bool


def open_figure(scope: Scope, *, code: str, level: str, key: str) -> Opened:
    """The figure at the place, once it is shown that the asker may have it. Raises Hidden where not."""
    try:
        figure = figure_of(code)
    except KeyError:
        raise Hidden("no such figure") from None
    found = find_place(level, key)
    asker = asker_of(scope)
    within = rules.lies_within(asker, found.standing)
    if not within and not rules.is_public(found.standing):
        raise Hidden("not the asker's place")
    rows = within and rules.may_see_rows(asker, found.standing, roles=figure.row_roles)
    return Opened(figure, found, within, rows)


def figure_page(scope: Scope, *, code: str, level: str, key: str, day: dt.date) -> FigurePage:
    """Everything the page of a figure shows. The number of queries does not depend on the number of parts or rows."""
    opened = open_figure(scope, code=code, level=level, key=key)
    place, public = opened.found.place, not opened.within
    with system_scope("figure"):
        whole = opened.figure.value(place, day)
        raw = list(opened.figure.parts(place, day)) if opened.within else []
        rows = tuple(opened.figure.rows(place, day)) if opened.may_see_rows else None
    return FigurePage(
        figure=opened.figure,
        value=suppress(whole, may_see_rows=opened.may_see_rows, public=public),
        place=place,
        day=day,
        above=tuple((one, address(code, one, day)) for one in _openable(scope, opened.found)),
        parts=tuple(_parts(raw, code=code, day=day, may_see_rows=opened.may_see_rows)),
        rows=rows,
        sum_holds=rules.sums_up(whole, raw),
        public=public,
    )


def _openable(scope: Scope, found: Found) -> list[Place]:
    """Above the asker's own place only public figures stand, and those are opened from the public page."""
    asker = asker_of(scope)
    path = found.standing.path
    return [
        place
        for place in found.above
        if rules.lies_within(
            asker,
            rules.Standing(place.level, path, None if place.level is Level.TERRITORY else place.id),
        )
    ]


def _parts(raw: Sequence[Value], *, code: str, day: dt.date, may_see_rows: bool) -> list[Value]:
    shown = [suppress(part, may_see_rows=may_see_rows, public=False) for part in raw]
    linked = [replace(part, url=address(code, part.place, day)) if part.place else part for part in shown]
    return rules.hide_companion(linked)


def series(scope: Scope, *, code: str, level: str, key: str, day: dt.date) -> tuple[Opened, list[Value]]:
    """The figure over the last school days."""
    opened = open_figure(scope, code=code, level=level, key=key)
    days = rules.school_days_until(day, number=SERIES)
    with system_scope("figure"):
        values = list(opened.figure.series(opened.found.place, days))
    return opened, [
        suppress(value, may_see_rows=opened.may_see_rows, public=not opened.within) for value in values
    ]
