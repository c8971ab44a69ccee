"""Whose marks do I see to, and how far have they come? A teacher's subjects, or all of a school's."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.render import Column, Grid, cell, link
from shanyraq.kernel.ui.templatetags.ui import Tab
from shanyraq.learning.journal.models.words import PERIOD_WORDS, REFUSALS
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.desk import DeskRow, desk
from shanyraq.learning.journal.queries.lessons import lesson
from shanyraq.learning.journal.queries.terms import current_quarter
from shanyraq.learning.journal.rules.register import Refusal


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


@page(*WRITERS)
@require_GET
def marks_of_lesson(request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
    """From the register of a lesson to the term of its subject."""
    row = lesson(lesson_id)
    if row is None:
        raise Hidden(REFUSALS[Refusal.UNKNOWN_LESSON][0])
    year, quarter = current_quarter(row.day)
    return redirect("term_marks", row.group_id, row.subject_code, year, f"q{quarter}")


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
    return [
        link(url, f"{row.group} · {row.subject}"),
        cell(PERIOD_WORDS[row.period], data={"label": _("Term")}),
        cell(row.tests, url=tests, css="n", data={"label": _("Tests")}) if row.has_tests else cell("—", css="n"),
        cell(row.published, css="n", data={"label": _("Published")}),
        cell(row.pupils, css="n", data={"label": _("Pupils")}),
    ]
