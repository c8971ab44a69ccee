"""The page of a figure: how this number is made."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.insight.analytics.queries.figures import FigurePage, figure_page, values_at
from shanyraq.insight.analytics.queries.places import address, own_place
from shanyraq.kernel import clock
from shanyraq.kernel.figures.api import Level, Value
from shanyraq.kernel.pages import page, public_page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.sheets.api import download, write_csv, write_table
from shanyraq.kernel.ui.render import Column, Grid, bar, cell, status
from shanyraq.kernel.ui.shown import percent

STAFF = (
    "director", "deputy", "secretary", "teacher", "class_teacher", "educator", "psychologist", "office", "office_head",
)  # fmt: skip
PUBLIC = "figures of whole territories are everybody's; the engine refuses every other place to who is not of it"


def asked_day(request: HttpRequest) -> dt.date:
    try:
        day = dt.date.fromisoformat(request.GET.get("day") or clock.today().isoformat())
    except ValueError:
        raise Http404 from None
    return min(day, clock.today())


def _page(request: HttpRequest, code: str) -> FigurePage:
    level, key = request.GET.get("level", ""), request.GET.get("place", "")
    return figure_page(code, level=level, key=key, day=asked_day(request))


@public_page(reason=PUBLIC)
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """How is this number made? A page, and in the side panel its fragment."""
    found = _page(request, code)
    is_panel = bool(request.headers.get("HX-Request"))
    shell = "ui/public.html" if found.public and not current_scope().person_id else "ui/shell.html"
    told = {
        "base": "ui/fragment.html" if is_panel else shell,
        "is_panel": is_panel,
        "page": found,
        "parts": parts_grid(found),
        "gaps": _gaps(found.without_data),
        "before": _nearby(code, found, -1),
        "after": _nearby(code, found, 1),
        "crumbs": [(place.title, url) for place, url in found.above] + [(found.place.title, "")],
        "points": [(value.at, value.percent) for value in found.series],
        "drawn": sum(value.percent is not None for value in found.series) > 1,
        "own_url": address(code, found.place, found.day),
        "xlsx_url": address(code, found.place, found.day, name="figure_download") + "&format=xlsx",
        "csv_url": address(code, found.place, found.day, name="figure_download") + "&format=csv",
    }
    answer = render(request, "analytics/figure.html", told)
    answer["Vary"] = "HX-Request, Cookie"
    return answer


def _gaps(number: int) -> str:
    """Places without data, in words; empty where every place has spoken."""
    if not number:
        return ""
    return ngettext(
        "%(number)s place has no data on this day: it is a gap, not a zero.",
        "%(number)s places have no data on this day: they are gaps, not zeros.",
        number,
    ) % {"number": number}


def _nearby(code: str, found: FigurePage, step: int) -> str:
    """The address of the school day before or after; none lies in the future."""
    day = found.day + dt.timedelta(days=step)
    while day.weekday() > 4:
        day += dt.timedelta(days=step)
    return address(code, found.place, day) if day <= clock.today() else ""


def parts_grid(found: FigurePage) -> Grid:
    """The parts from the lowest share up; places without data stand at the end as gaps, never as zero."""
    title = _("Class") if found.parts_level == Level.GROUP else _("School")
    columns = [
        Column(title, sortable=True),
        Column(_("Share"), numeric=True, sortable=True),
        Column(""),
        Column(_("Counted"), numeric=True, sortable=True),
        Column(_("Of"), numeric=True, sortable=True),
    ]
    return Grid(
        columns, [_part_row(part) for part in in_order(found.parts)], caption=_("The parts of this number"), css="parts"
    )


def in_order(parts: Iterable[Value]) -> list[Value]:
    return sorted(parts, key=lambda part: (part.percent is None, part.percent or 0, part.title))


def _part_row(part: Value) -> Sequence[object]:
    share = part.percent
    if share is None:
        words = _("too few people") if part.suppressed else _("no data")
        return (_door(part), cell(status(words), sort=-1), cell(""), cell(""), cell(""))
    label = f"{part.title}: {percent(share)}"
    return (
        _door(part),
        cell(percent(share), css="n", sort=str(share)),
        cell(bar(share, label=label), css="figure-bar"),
        part.numerator,
        part.denominator,
    )


def _door(part: Value) -> object:
    return format_html('<a href="{}">{}</a>', part.url, part.title) if part.url else part.title


@page(*STAFF)
def figure_download(request: HttpRequest, code: str) -> HttpResponse:
    """The parts, and the rows where the reader may see them, as Excel or CSV."""
    found = _page(request, code)
    if found.public:
        raise Http404
    name = f"{found.figure.name} {found.place.title} {found.day.isoformat()}"
    columns, rows = _table(found)
    if request.GET.get("format") == "csv":
        return download(f"{name}.csv", write_csv(columns, rows))
    return download(f"{name}.xlsx", write_table(str(found.figure.name), columns, rows))


def _table(found: FigurePage) -> tuple[list[str], list[list[str | int | float | None]]]:
    if found.parts:
        columns = [_("Place"), _("Counted"), _("Of"), "%"]
        parts = [
            [part.title, *_counts(part), float(part.percent) if part.percent is not None else None]
            for part in in_order(found.parts)
        ]
        return columns, parts
    columns = [_("Name"), _("Counted"), _("Why?")]
    return columns, [[row.title, _("yes") if row.counted else _("no"), str(row.why)] for row in found.rows or ()]


def _counts(part: Value) -> list[int | None]:
    return [None, None] if part.suppressed or not part.denominator else [part.numerator, part.denominator]


@page(*STAFF)
def figures(request: HttpRequest) -> HttpResponse:
    """Which numbers does the house answer for? Each at the reader's own place, today."""
    place, day = own_place(current_scope()), asked_day(request)
    rows = values_at(place, day=day) if place else []
    return render(request, "analytics/figures.html", {"rows": rows, "place": place, "day": day})
