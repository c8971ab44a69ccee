"""Which papers does this quarter owe?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.render import Column, Grid, cell, link
from shanyraq.kernel.ui.templatetags.ui import Tab
from shanyraq.learning.journal.api import PERIOD_WORDS
from shanyraq.learning.reports.policies import WRITERS
from shanyraq.learning.reports.queries.desk import ClassRow, Desk, desk, reporting_quarter


def quarter_of(request: HttpRequest) -> tuple[int, int]:
    """The school year and the quarter that was asked for, or the one whose papers are due."""
    try:
        year, due = reporting_quarter(clock.today())
    except LookupError as error:
        raise Http404 from error
    asked = request.GET.get("quarter", "")
    return year, int(asked) if asked in {"1", "2", "3", "4"} else due


def quarter_tabs(request: HttpRequest, **kept: str) -> list[Tab]:
    """The four quarters, with what else was chosen kept."""
    rest = "".join(f"&{name}={value}" for name, value in kept.items() if value)
    return [Tab(PERIOD_WORDS[f"q{each}"], f"{request.path}?quarter={each}{rest}") for each in (1, 2, 3, 4)]


@page(*WRITERS)
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """The classes of this person with their cards and registers, and the summaries of the school."""
    year, quarter = quarter_of(request)
    found = desk(year=year, quarter=quarter, today=clock.today())
    context = {
        "desk": found,
        "grid": _grid(found),
        "tabs": quarter_tabs(request),
        "current": f"{request.path}?quarter={quarter}",
        "period": PERIOD_WORDS[found.period],
    }
    return render(request, "reports/desk.html", context)


def _grid(found: Desk) -> Grid:
    return Grid(
        [Column(_("Class")), Column(_("Pupils"), numeric=True), Column(_("Report cards")), Column(_("Class register"))],
        [_row(row, found) for row in found.rows],
        caption=_("Papers by class"),
        empty=_("You have no class this year."),
        css="report-grid",
    )


def _row(row: ClassRow, found: Desk) -> list[object]:
    cards = reverse("class_cards", args=[row.group.id, found.year, found.period.value])
    issued = f"{row.cards} / {row.pupils}"
    register = f"{reverse('class_register', args=[row.group.id])}?quarter={found.quarter}"
    return [
        link(register if row.cards is None else cards, row.group.name),
        cell(row.pupils, css="n", data={"label": _("Pupils")}),
        cell(
            "—" if row.cards is None else issued,
            url="" if row.cards is None else cards,
            data={"label": _("Report cards")},
        ),
        cell(_("Months and subjects"), url=register, data={"label": _("Class register")}),
    ]
