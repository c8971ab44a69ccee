"""The movement of a quarter: by class, and every coming and going with its order."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.text import dates
from shanyraq.kernel.ui.render import Column, Grid, cell, person
from shanyraq.kernel.ui.shown import language
from shanyraq.learning.journal.api import PERIOD_WORDS
from shanyraq.learning.reports.pages.desk import quarter_of, quarter_tabs
from shanyraq.learning.reports.pages.tables import Taken, paper_link, taken_away
from shanyraq.learning.reports.policies import ISSUERS
from shanyraq.learning.reports.queries.moves import Moves, moves_page
from shanyraq.learning.reports.rules.moves import Balance, Step, Way

WAY_WORDS = {
    Way.JOINED: pgettext_lazy("movement of a child", "joined the school"),
    Way.LEFT: pgettext_lazy("movement of a child", "left the school"),
    Way.IN: pgettext_lazy("movement of a child", "came from another class"),
    Way.OUT: pgettext_lazy("movement of a child", "went to another class"),
}
PARTS = (
    gettext_lazy("At the beginning"), pgettext_lazy("number of children", "Joined"),
    pgettext_lazy("number of children", "Left"), gettext_lazy("From another class"),
    gettext_lazy("To another class"), gettext_lazy("At the end"),
)  # fmt: skip


@page(*ISSUERS, "secretary")
@require_GET
def report_moves(request: HttpRequest) -> HttpResponse:
    """Who joined, who left, and how many are there now?"""
    year, quarter = quarter_of(request)
    try:
        found = moves_page(year=year, quarter=quarter, today=clock.today())
    except LookupError as error:
        raise Http404 from error
    by_name = request.GET.get("list") == "names"
    if taken := taken_away(request, _taken(found, quarter)):
        return taken
    context = {
        "page": found,
        "by_name": by_name,
        "classes": _classes(found),
        "steps": _steps(found),
        "tabs": quarter_tabs(request),
        "current": f"{request.path}?quarter={quarter}",
        "period": PERIOD_WORDS[f"q{quarter}"],
        "paper": paper_link(request),
    }
    return render(request, "reports/moves.html", context)


def _numbers(row: Balance) -> tuple[int, ...]:
    return row.began, row.joined, row.left, row.came, row.went, row.ended


def _lines(found: Moves) -> list[tuple[str, Balance]]:
    lines = [(group.name, row) for group, row in found.classes]
    return [*lines, (_("In all"), found.whole)] if len(lines) > 1 else lines


def _classes(found: Moves) -> Grid:
    return Grid(
        [Column(_("Class")), *(Column(part, numeric=True) for part in PARTS)],
        [
            [
                name,
                *(
                    cell(number, css="n", data={"label": part})
                    for part, number in zip(PARTS, _numbers(row), strict=True)
                ),
            ]
            for name, row in _lines(found)
        ],
        caption=_("Movement by class"),
        empty=_("You have no class this year."),
        css="report-grid",
    )


def _steps(found: Moves) -> Grid:
    return Grid(
        [
            Column(_("Pupil")), Column(_("Day")), Column(_("Class")), Column(_("What happened")),
            Column(pgettext("of the head", "Order")),
        ],
        [
            [
                person(
                    found.names.get(step.person_id, ""), id=step.person_id,
                    url=reverse("person", args=[step.person_id]),
                ),
                cell(dates.day_without_weekday(step.day, language=language()), data={"label": _("Day")}),
                cell(found.groups.get(step.group_id, ""), data={"label": _("Class")}),
                cell(_what(step, found), data={"label": _("What happened")}),
                cell(step.order or "—", data={"label": pgettext("of the head", "Order")}),
            ]
            for step in found.steps
        ],
        caption=_("Comings and goings"),
        empty=_("Nobody joined and nobody left in this quarter."),
        css="report-grid",
    )  # fmt: skip


def _what(step: Step, found: Moves) -> str:
    other = found.groups.get(step.other_id, "") if step.other_id else ""
    return "; ".join(part for part in (str(WAY_WORDS[step.way]), other, step.because) if part)


def _taken(found: Moves, quarter: int) -> Taken:
    whole = found.whole
    before = " · ".join(f"{part}: {number}" for part, number in zip(PARTS, _numbers(whole), strict=True))
    return Taken(
        title=_("Movement in the quarter"),
        columns=[str(_("Class")), *(str(part) for part in PARTS)],
        rows=[[name, *_numbers(row)] for name, row in _lines(found)],
        whose=found.school,
        filters=str(PERIOD_WORDS[f"q{quarter}"]),
        numbers=range(1, 7),
        before=before,
    )
