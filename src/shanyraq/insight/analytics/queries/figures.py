"""The engine of figures: shows that the place is the asker's, computes, suppresses, and checks the sum."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shanyraq.insight.analytics import rules
from shanyraq.insight.analytics.queries.places import Found, address, asker_of, find_place
from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.figures.api import Figure, Level, Place, Row, Value, every_figure, figure_of, suppress
from shanyraq.kernel.scope import Scope, current_scope, system_scope

SERIES = 20
"""School days of the line over time."""
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
    series: tuple[Value, ...]
    breach: int
    """By how many the counts of the parts differ from the counts of the whole; it is shown, never hidden."""
    public: bool

    @property
    def without_data(self) -> int:
        return sum(not part.suppressed and not part.denominator for part in self.parts)

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

    def shown(self, value: Value) -> Value:
        """The value as this asker may see it."""
        return suppress(value, may_see_rows=self.may_see_rows, public=not self.within)


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


def figure_page(code: str, *, level: str, key: str, day: dt.date, with_rows: bool = True) -> FigurePage:
    """Everything the page of a figure shows. The number of queries does not depend on the number of parts or rows."""
    scope = current_scope()
    opened = open_figure(scope, code=code, level=level, key=key)
    place = opened.found.place
    with system_scope("figure"):
        line = opened.figure.series(place, school_days_until(day))
        whole = line[-1] if line[-1].at == day else opened.figure.value(place, day)
        raw = list(opened.figure.parts(place, day)) if opened.within else []
        rows = tuple(opened.figure.rows(place, day)) if with_rows and opened.may_see_rows else None
    return FigurePage(
        figure=opened.figure,
        value=opened.shown(whole),
        place=place,
        day=day,
        above=tuple((one, door(code, one, day=day)) for one in _openable(scope, opened.found)),
        parts=tuple(_parts(raw, code=code, day=day, may_see_rows=opened.may_see_rows)),
        rows=rows,
        series=tuple(opened.shown(value) for value in line),
        breach=rules.breach(whole, raw),
        public=not opened.within,
    )


def value_at(code: str, place: Place, *, day: dt.date, public: bool = False) -> Value:
    """The one number, as the asker may see it; `public` suppresses as for the whole world. Raises Hidden."""
    opened = open_figure(current_scope(), code=code, level=place.level, key=place.key)
    with system_scope("figure"):
        value = opened.figure.value(opened.found.place, day)
    return suppress(value, may_see_rows=False, public=True) if public else opened.shown(value)


def values_at(place: Place, *, day: dt.date) -> list[tuple[Figure, Value]]:
    """Every declared figure at the asker's own place. Raises Hidden where the place is not the asker's."""
    found, asker = find_place(place.level, place.key), asker_of(current_scope())
    if not rules.lies_within(asker, found.standing):
        raise Hidden("not the asker's place")
    with system_scope("figures"):
        values = [(figure, figure.value(found.place, day)) for figure in every_figure()]
    rows = {figure.code: rules.may_see_rows(asker, found.standing, roles=figure.row_roles) for figure, _v in values}
    return [(one, suppress(value, may_see_rows=rows[one.code], public=False)) for one, value in values]


def door(code: str, place: Place, *, day: dt.date) -> str:
    """The address of a figure at a place on a day: it can be sent, and shows what the receiver's scope allows."""
    return address(code, place, day)


def school_days_until(day: dt.date, *, number: int = SERIES) -> list[dt.date]:
    """The last weekdays up to this day, none of them in the future; the earliest first."""
    return rules.school_days_until(min(day, clock.today()), number=number)


def _openable(scope: Scope, found: Found) -> list[Place]:
    """Above the asker's own place only public figures stand, and those are opened from the public page."""
    asker, path = asker_of(scope), found.standing.path
    return [
        place
        for place in found.above
        if rules.lies_within(
            asker, rules.Standing(place.level, path, None if place.level is Level.TERRITORY else place.id)
        )
    ]


def _parts(raw: Sequence[Value], *, code: str, day: dt.date, may_see_rows: bool) -> list[Value]:
    shown = [suppress(part, may_see_rows=may_see_rows, public=False) for part in raw]
    linked = [replace(part, url=door(code, part.place, day=day)) if part.place else part for part in shown]
    return rules.hide_companion(linked)
