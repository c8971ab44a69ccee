"""Whose marks do I see to, and how far have they come? A teacher's subjects, or all of a school's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.render import Column, Grid, cell
from shanyraq.kernel.ui.templatetags.ui import Tab
from shanyraq.learning.journal.models.words import PERIOD_WORDS
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.desk import DeskRow, desk
from shanyraq.learning.journal.queries.terms import current_quarter


@page(*WRITERS)
@require_GET
def marks(request: HttpRequest) -> HttpResponse:
    """The subjects of this person with their terms; for heads those of the chosen class, or a count by class."""
    year, now = current_quarter(clock.today())
    asked = request.GET.get("quarter", "")
    quarter = int(asked) if asked in {"1", "2", "3", "4"} else now
    found = desk(year=year, quarter=quarter, today=clock.today())
    context = {
        "desk": found,
        "grid": _grid(found.rows),
        "tabs": [Tab(PERIOD_WORDS[f"q{each}"], f"{request.path}?quarter={each}") for each in (1, 2, 3, 4)],
        "current": f"{request.path}?quarter={quarter}",
    }
    return render(request, "journal/marks.html", context)


def _grid(rows: tuple[DeskRow, ...]) -> Grid:
    columns = [
        Column(_("Class and subject")), Column(_("Term")), Column(_("Tests"), numeric=True),
        Column(_("Published"), numeric=True), Column(_("Pupils"), numeric=True),
    ]  # fmt: skip
    return Grid(
        columns,
        [_row(row) for row in rows],
        caption=_("Subjects and their results"),
        empty=_("You have no subject in this quarter."),
        css="desk-grid",
    )


def _row(row: DeskRow) -> list[object]:
    url = reverse("term_marks", args=[row.group_id, row.subject_code, row.year, row.period.value])
    tests = reverse("class_tests", args=[row.group_id])
    title = SafeString(f'<a href="{escape(url)}">{escape(row.group)} · {escape(row.subject)}</a>')
    return [
        title,
        cell(PERIOD_WORDS[row.period], data={"label": _("Term")}),
        cell(row.tests, url=tests, css="n", data={"label": _("Tests")}) if row.has_tests else cell("—", css="n"),
        cell(row.published, css="n", data={"label": _("Published")}),
        cell(row.pupils, css="n", data={"label": _("Pupils")}),
    ]
