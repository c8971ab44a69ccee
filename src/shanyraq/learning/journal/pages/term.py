"""One subject of a class in one term: what each pupil has earned, the result it comes to, and confirming it."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.render import Column, Grid, cell, person
from shanyraq.kernel.ui.templatetags.ui import Tab
from shanyraq.learning.journal.actions.periods import publish_term, shown
from shanyraq.learning.journal.models.words import PERIOD_WORDS, SCHEME_WORDS, TEST_SHORT
from shanyraq.learning.journal.pages.results import of_outcome, of_result, state_of
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.step_words import shown as number
from shanyraq.learning.journal.queries.term_rows import PupilTerm, ScoreRow, TermPage, TestRow
from shanyraq.learning.journal.queries.terms import term_page
from shanyraq.learning.journal.rules.exact import decimal
from shanyraq.learning.journal.rules.rates import has_quality, has_success, learning_level
from shanyraq.learning.journal.rules.scheme import Part, Period, Result
from shanyraq.learning.journal.rules.scores import ScoreState


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def term_marks(request: HttpRequest, group_id: uuid.UUID, subject: str, year: int, period: str) -> HttpResponse:
    """GET: the table. POST: `seen-<pupil>` with the result that was seen for each pupil to be confirmed."""
    when = period_of(period)
    if request.method == "POST":
        done = publish_term(group_id=group_id, subject=subject, period=when, year=year, seen=seen_in(request))
        tell_published(request, len(done.pupils), len(done.changed))
        return HttpResponseRedirect(request.path)
    shown_page = _page(group_id, subject, when, year)
    context = {
        "page": shown_page,
        "grid": term_grid(shown_page),
        "tabs": tabs_of(group_id, subject, year, shown_page),
        "period": PERIOD_WORDS[shown_page.term.period],
        "current": reverse("term_marks", args=[group_id, subject, year, shown_page.term.period.value]),
        "scheme": SCHEME_WORDS[shown_page.scheme.code],
        "seen": [(row.pupil_id, shown(row.outcome)) for row in shown_page.ready],
        "rates": rates_of(shown_page.rows),
    }
    return render(request, "journal/term.html", context)


def period_of(text: str) -> Period:
    try:
        return Period(text)
    except ValueError as error:
        raise Http404 from error


def _page(group_id: uuid.UUID, subject: str, period: Period, year: int) -> TermPage:
    try:
        return term_page(group_id, subject, period, year=year)
    except LookupError as error:  # a year that no calendar knows
        raise Http404 from error


def seen_in(request: HttpRequest) -> dict[uuid.UUID, str]:
    found: dict[uuid.UUID, str] = {}
    for name, value in request.POST.items():
        if name.startswith("seen-"):
            try:
                found[uuid.UUID(name.removeprefix("seen-"))] = str(value)
            except ValueError:
                continue
    return found


def tell_published(request: HttpRequest, published: int, changed: int) -> None:
    if published:
        words = ngettext("%(number)s result is published.", "%(number)s results are published.", published)
        messages.success(request, words % {"number": published})
    if changed:
        words = ngettext(
            "%(number)s result has become another meanwhile; look at it and confirm it again.",
            "%(number)s results have become others meanwhile; look at them and confirm them again.",
            changed,
        )
        messages.warning(request, words % {"number": changed})


def tabs_of(group_id: uuid.UUID, subject: str, year: int, of: TermPage) -> list[Tab]:
    """The terms of the subject, and its year."""
    terms = [
        Tab(PERIOD_WORDS[each], reverse("term_marks", args=[group_id, subject, year, each.value]))
        for each in of.scheme.terms
    ]
    if of.scheme.result is Result.FEEDBACK:
        return terms
    return [*terms, Tab(PERIOD_WORDS[Period.YEAR], reverse("year_marks", args=[group_id, subject, year]))]


def term_grid(page: TermPage) -> Grid:
    """The class as rows: formative average, each test, per cent, result."""
    parts = page.scheme.parts
    middle = [Column(_("Average"), numeric=True, note=_("of 10 (marks)"))] if Part.FO in parts else []
    tests = [_test_column(test) for test in page.tests]
    return Grid(
        columns=[
            Column(_("Pupil")), *middle, *tests, Column("%", numeric=True), Column(_("Result"), narrow=True),
            Column(_("State")),
        ],
        rows=[_row(page, row) for row in page.rows],
        caption=_("Results of %(group)s, %(subject)s") % {"group": page.group, "subject": page.subject},
        empty=_("Nobody is on the list of this class in this term."),
        css="term-grid",
    )  # fmt: skip


def _test_column(test: TestRow) -> Column:
    return Column(
        _test_head(test),
        url=reverse("summative", args=[test.id]),
        note=_("of %(points)s") % {"points": test.maximum},
        narrow=True,
    )


def _test_head(test: TestRow) -> str:
    short = str(TEST_SHORT[test.test])
    return f"{short} {test.number}" if test.test == "sor" else short


def _row(page: TermPage, row: PupilTerm) -> list[Any]:
    url = reverse("mark_explained", args=[row.pupil_id, page.subject_code, page.term.year, page.term.period.value])
    average = number(row.average, places=1) if row.average is not None else ""
    cells: list[Any] = [person(row.name, id=row.pupil_id, url=url)]
    if Part.FO in page.scheme.parts:
        marks = f"{average} ({row.earned.fo_count})" if average else ""
        cells.append(cell(marks, css="n average", data={"label": _("Average")}))
    cells += [_score(score, test) for score, test in zip(row.scores, page.tests, strict=True)]
    percent = row.outcome.percent
    cells.append(cell(number(percent) if percent is not None else "", css="n", data={"label": "%"}))
    cells.append(cell(_result(row), css="result", data={"label": _("Result")}))
    return [*cells, cell(state_of(row), css="state-cell")]


def _score(score: ScoreRow | None, test: TestRow) -> SafeString:
    if score is None:
        return cell("", css="score", data={"label": _test_head(test)})
    words = _("later") if score.state is ScoreState.EXCUSED else str(score.value)
    return cell(words, css="score", data={"label": _test_head(test)})


def _result(row: PupilTerm) -> str:
    """What is published; before that what the formula proposes, in brackets."""
    if row.result is not None:
        return of_result(row.result)
    return f"({of_outcome(row.outcome)})" if row.outcome.counts else "—"


def rates_of(rows: Sequence[PupilTerm]) -> dict[str, Any]:
    """Success, quality and the level of learning of what is published with a mark; empty where nothing is."""
    marks = [row.result.mark for row in rows if row.result is not None and row.result.mark is not None]
    level = learning_level(marks)
    return {
        "base": len(marks),
        "success": sum(has_success([mark]) for mark in marks),
        "quality": sum(has_quality([mark]) for mark in marks),
        "level": decimal(level, 1) if level is not None else None,
    }
