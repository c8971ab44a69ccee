"""How a result came about, step by step; and what a head may do about a published one."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.actions.corrections import correct_result, declare_not_assessed
from shanyraq.learning.journal.models.words import PART_WORDS, PERIOD_WORDS, SCHEME_WORDS, TEST_SHORT
from shanyraq.learning.journal.pages.results import of_outcome, of_result
from shanyraq.learning.journal.pages.term import period_of
from shanyraq.learning.journal.policies import HEADS
from shanyraq.learning.journal.queries.explained import explained
from shanyraq.learning.journal.queries.step_words import lacks_words, shown, step_lines
from shanyraq.learning.journal.queries.term_rows import Explained, ScoreRow
from shanyraq.learning.journal.rules.period import Verdict
from shanyraq.learning.journal.rules.scores import ScoreState


@page("*")
@require_http_methods(["GET", "POST"])
def mark_explained(request: HttpRequest, pupil_id: uuid.UUID, subject: str, year: int, period: str) -> HttpResponse:
    """GET: every mark and step, for whoever sees the pupil. POST: a head corrects or declares, with a reason."""
    when = period_of(period)
    place: dict[str, Any] = {"pupil_id": pupil_id, "subject": subject, "period": when, "year": year}
    refusal: Denied | None = None
    if request.method == "POST":
        refusal = _decided(request, place)
        if refusal is None:
            messages.success(request, _("It is written down; the family is told."))
            return HttpResponseRedirect(request.path)
    found = explained(pupil_id, subject, when, year=year)
    context = _context(found) | {"refusal": refusal, "typed": request.POST.get("reason", "")}
    is_panel = bool(request.headers.get("HX-Request"))
    context["frame"] = "ui/fragment.html" if is_panel else "ui/shell.html"
    return render(request, "journal/explained.html", context, status=422 if refusal else 200)


def _decided(request: HttpRequest, place: dict[str, Any]) -> Denied | None:
    """Why the act was refused; None where it is done."""
    reason = str(request.POST.get("reason", ""))
    act = str(request.POST.get("act", ""))
    try:
        if act == "correct":
            correct_result(**place, reason=reason)
        else:
            declare_not_assessed(**place, verdict=_verdict(act), reason=reason)
    except Hidden:
        raise
    except Denied as denied:
        return denied
    return None


def _verdict(text: str) -> Verdict:
    return Verdict.TEMPORARILY if text == Verdict.TEMPORARILY else Verdict.NOT_ASSESSED


def _context(found: Explained) -> dict[str, Any]:
    told = found.published if found.published is not None else found.outcome
    result = found.result
    heads = bool(current_scope().at(*HEADS))
    differs = bool(
        result and found.outcome.counts and (result.verdict, result.mark) != (found.outcome.verdict, found.outcome.mark)
    )
    return {
        "found": found,
        "period": PERIOD_WORDS[found.term.period],
        "scheme": SCHEME_WORDS[result.scheme if result else found.scheme.code],
        "answer": of_result(result) if result else of_outcome(found.outcome),
        "lines": step_lines(told),
        "lacks": lacks_words(found.outcome.lacks) if result is None else [],
        "tests": [_test(row) for row in found.scores],
        "brought": [(PART_WORDS[part], got, most) for part, got, most in found.brought],
        "differs": differs,
        "now": of_outcome(found.outcome) if differs else "",
        "may_correct": heads and differs,
        "may_declare": heads and (result is None or result.verdict in {Verdict.TEMPORARILY, Verdict.NOT_ASSESSED}),
    }


def _test(row: ScoreRow) -> tuple[str, ScoreRow, str]:
    head = f"{TEST_SHORT[row.test]} {row.number}" if row.test == "sor" else str(TEST_SHORT[row.test])
    if row.state is ScoreState.EXCUSED:
        return head, row, ""
    return head, row, f"{shown(row.value or 0)} / {shown(row.maximum)}"
