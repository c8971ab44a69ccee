"""A subject's year in a class: terms, the year mark, tests and exams after it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel.pages import page
from shanyraq.kernel.ui.render import Column, Grid, cell, person, status
from shanyraq.kernel.ui.templatetags.ui import Tab
from shanyraq.learning.journal.actions.periods import shown
from shanyraq.learning.journal.actions.years import enter_year_mark, publish_year
from shanyraq.learning.journal.forms import YearMarkForm
from shanyraq.learning.journal.models.words import PERIOD_WORDS, SCHEME_WORDS
from shanyraq.learning.journal.pages.acting import obeyed
from shanyraq.learning.journal.pages.results import of_outcome, of_result
from shanyraq.learning.journal.pages.term import seen_in, tell_published
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.step_words import shown as number
from shanyraq.learning.journal.queries.years import PupilYear, YearPage, year_page
from shanyraq.learning.journal.rules.period import Verdict
from shanyraq.learning.journal.rules.scheme import Period
from shanyraq.learning.journal.rules.year import FAILED

AFTER = (Period.TEST, Period.EXTRA_TEST, Period.EXAM, Period.FINAL)


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def year_marks(request: HttpRequest, group_id: uuid.UUID, subject: str, year: int) -> HttpResponse:
    """GET: the table. POST: confirms year marks (`seen-…`), or enters the mark of a test or an exam."""
    try:
        found = year_page(group_id, subject, year=year)
    except (LookupError, IndexError) as error:
        raise Http404 from error
    form = YearMarkForm(request.POST if request.POST.get("act") == "enter" else None, pupils=_tested(found),
                        periods=_periods(found))  # fmt: skip
    if request.method == "POST" and _done(request, found, form):
        return HttpResponseRedirect(request.path)
    tabs = [
        Tab(PERIOD_WORDS[each], reverse("term_marks", args=[group_id, subject, year, each.value]))
        for each in found.scheme.terms
    ]
    context = {
        "page": found,
        "grid": _grid(found),
        "tabs": [*tabs, Tab(PERIOD_WORDS[Period.YEAR], request.path)],
        "scheme": SCHEME_WORDS[found.scheme.code],
        "seen": [(row.pupil_id, shown(row.outcome)) for row in found.ready],
        "form": form if form.fields["pupil"].choices else None,  # type: ignore[attr-defined]
    }
    return render(request, "journal/year.html", context, status=422 if form.errors else 200)


def _done(request: HttpRequest, found: YearPage, form: YearMarkForm) -> bool:
    place: dict[str, Any] = {"group_id": found.group_id, "subject": found.subject_code, "year": found.year}
    if request.POST.get("act") != "enter":
        done = publish_year(**place, seen=seen_in(request))
        tell_published(request, len(done.pupils), len(done.changed))
        return True
    final: list[int | None] = []

    def act() -> None:
        typed = form.cleaned_data
        final.append(enter_year_mark(
            **place, pupil_id=uuid.UUID(typed["pupil"]), period=Period(typed["period"]), mark=int(typed["mark"]),
            document=typed["document"],
        ))  # fmt: skip

    if not obeyed(form, act):
        return False
    messages.success(request, _("It is written down; the final mark is %(mark)s.") % {"mark": final[0]})
    return True


def _tested(found: YearPage) -> list[tuple[str, str]]:
    """Pupils with a "2" of the year, and everybody with a year mark where the grade has exams."""
    return [
        (str(row.pupil_id), row.name)
        for row in found.rows
        if row.result is not None and row.result.mark is not None and (found.has_exam or row.result.mark == FAILED)
    ]


def _periods(found: YearPage) -> list[tuple[str, str]]:
    wanted = (Period.TEST, Period.EXTRA_TEST, *((Period.EXAM,) if found.has_exam else ()))
    return [(each.value, str(PERIOD_WORDS[each])) for each in wanted]


def _grid(found: YearPage) -> Grid:
    after = [each for each in AFTER if any(each in row.results for row in found.rows)]
    terms = found.scheme.terms
    return Grid(
        columns=[
            Column(_("Pupil")), *(Column(PERIOD_WORDS[each], narrow=True) for each in terms),
            Column(_("Mean"), numeric=True), Column(PERIOD_WORDS[Period.YEAR], narrow=True),
            *(Column(PERIOD_WORDS[each], narrow=True) for each in after), Column(_("State")),
        ],
        rows=[_row(row, [*terms], after) for row in found.rows],
        caption=_("Year of %(group)s, %(subject)s") % {"group": found.group, "subject": found.subject},
        empty=_("Nobody is on the list of this class."),
        css="term-grid",
    )  # fmt: skip


def _row(row: PupilYear, terms: list[Period], after: list[Period]) -> list[Any]:
    cells: list[Any] = [person(row.name, id=row.pupil_id), *(_result(row, each) for each in terms)]
    mean = row.outcome.percent
    cells.append(cell(number(mean) if mean is not None else "", css="n", data={"label": _("Mean")}))
    year = of_result(row.result) if row.result else f"({of_outcome(row.outcome)})" if row.outcome.counts else "—"
    cells.append(cell(year, css="result", data={"label": PERIOD_WORDS[Period.YEAR]}))
    return [*cells, *(_result(row, each) for each in after), cell(_state(row), css="state-cell")]


def _result(row: PupilYear, period: Period) -> Any:
    found = row.results.get(period)
    return cell(of_result(found) if found else "", css="score", data={"label": PERIOD_WORDS[period]})


def _state(row: PupilYear) -> Any:
    if row.result is not None:
        return status(_("published"), tone="good")
    if row.may_be_published:
        return status(_("to be confirmed"), tone="info")
    words = _("a term is open") if row.outcome.verdict is Verdict.LACKING else of_outcome(row.outcome)
    return status(words, tone="care")
