"""How a number is made: its formula, its parts, its rows, its days; as a page, a side panel and a file."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from shanyraq.insight.analytics.queries.figures import FigurePage, figure_page
from shanyraq.kernel import clock
from shanyraq.kernel.figures import api as figures
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.sheets.api import download, write_table
from shanyraq.kernel.ui.render import Column, Grid, bar, cell, count, inline, status

READERS = ("director", "deputy", "secretary", "teacher", "class_teacher", "office", "office_head")


@page(*READERS)
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """The figure at ?level=&place=&day=; a fragment for the side panel, a workbook with ?as=xlsx."""
    shown = figure_page(
        code, level=request.GET.get("level", ""), key=request.GET.get("place", ""), day=_day(request.GET.get("day", ""))
    )
    if request.GET.get("as") == "xlsx":
        return _workbook(shown)
    context = {
        "shown": shown,
        "parts": _parts(shown) if shown.parts else None,
        "rows": _rows(shown) if shown.rows else None,
        "points": [(value.at, value.percent) for value in shown.series],
        "here": request.get_full_path(),
        "known": sum(1 for part in shown.parts if part.denominator or part.suppressed),
    }
    template = "analytics/_figure.html" if request.headers.get("HX-Request") else "analytics/figure.html"
    return render(request, template, context)


@page(*READERS)
def index(request: HttpRequest) -> HttpResponse:
    """Every declared figure with its formula, at the reader's own places."""
    return render(request, "analytics/figures.html", {"figures": figures.every_figure(), "scope": current_scope()})


def _day(text: str) -> dt.date:
    if not text:
        return clock.today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _parts(shown: FigurePage) -> Grid:
    """Parts with a number first, the one that needs a look on top; parts without one stand below as gaps."""
    lower = shown.figure.better is figures.Better.LOWER
    known = [part for part in shown.parts if part.percent is not None]
    known.sort(key=lambda part: -(part.percent or 0) if lower else (part.percent or 0))
    silent = [part for part in shown.parts if part.percent is None]
    return Grid(
        columns=[Column(_("Part")), Column(_("Share"), numeric=True), Column("", narrow=True), Column(_("Counted"))],
        rows=[
            [
                cell(part.place.title if part.place else "", url=part.url or ""),
                cell(inline(part), sort=str(part.percent)),
                cell(bar(part.percent or 0, label=str(part.percent or ""))),
                f"{count(part.numerator)} / {count(part.denominator or 0)}" if part.percent is not None else _("no word yet"),
            ]
            for part in [*known, *silent]
        ],
        caption=_("Parts of this number"),
        empty=_("Nothing to show."),
    )


def _rows(shown: FigurePage) -> Grid:
    return Grid(
        columns=[Column(_("Learner"), sortable=True), Column(_("Counted")), Column(_("Why"))],
        rows=[
            [
                cell(row.title, url=row.url or "", sort=row.sort_key),
                status(_("yes"), tone="good") if row.counted else status(_("no"), tone="care"),
                str(row.why),
            ]
            for row in shown.rows or ()
        ],
        caption=_("The rows under this number"),
        empty=_("Nobody is counted here yet."),
    )


def _workbook(shown: FigurePage) -> HttpResponse:
    """The parts, and where the reader may open them the rows, as a workbook."""
    if shown.rows is not None:
        data = write_table(
            str(shown.figure.name),
            [_("Learner"), _("Counted"), _("Why")],
            [[row.title, _("yes") if row.counted else _("no"), str(row.why)] for row in shown.rows],
        )
    else:
        data = write_table(
            str(shown.figure.name),
            [_("Part"), _("Numerator"), _("Denominator")],
            [
                [part.place.title if part.place else "", part.numerator, part.denominator or 0]
                for part in shown.parts
                if not part.suppressed
            ],
        )
    return download(f"{shown.figure.code}-{shown.value.at}.xlsx", data)
