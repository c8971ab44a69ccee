"""The scores of one test: a column that takes the keyboard; and one pupil's absence or dispute."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.actions.disputes import excuse_score, moderate_score
from shanyraq.learning.journal.actions.scores import set_scores
from shanyraq.learning.journal.forms import ExcuseForm, ModerationForm
from shanyraq.learning.journal.models.words import REFUSALS, TEST_SHORT
from shanyraq.learning.journal.pages.acting import obeyed
from shanyraq.learning.journal.policies import WRITERS, heads_at
from shanyraq.learning.journal.queries.locks import grants_for, is_granted
from shanyraq.learning.journal.queries.summatives import scores_of_tests, summative
from shanyraq.learning.journal.queries.term_rows import ScoreRow, TestRow
from shanyraq.learning.journal.rules.drafts import Clash, Refused, Result
from shanyraq.learning.journal.rules.locks import is_locked
from shanyraq.learning.journal.rules.register import Refusal
from shanyraq.learning.journal.rules.scores import Excuse, ScoreState
from shanyraq.learning.journal.rules.summative import Test
from shanyraq.learning.journal.rules.term_drafts import ScoreEdit
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class Line:
    """One pupil of the page: what stands, and what was typed and could not be taken."""

    pupil_id: uuid.UUID
    name: str
    score: ScoreRow | None
    typed: str
    why: str = ""

    @property
    def later(self) -> bool:
        return self.score is not None and self.score.state is ScoreState.EXCUSED


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def summative_page(request: HttpRequest, summative_id: uuid.UUID) -> HttpResponse:
    """GET: the class with its points. POST: `score-<pupil>` for each pupil; what did not change is left alone."""
    row = _test(summative_id)
    seats = registry.seated([row.group_id], day=max(row.day, min(clock.today(), row.day)))
    standing = scores_of_tests([row.id])
    troubles: dict[uuid.UUID, str] = {}
    if request.method == "POST":
        troubles = _send(request, row, seats, standing)
        if not troubles:
            messages.success(request, _("The scores are stored."))
            return HttpResponseRedirect(request.path)
        standing = scores_of_tests([row.id])
    lines = [_line(request, seat, standing.get((row.id, seat.id)), troubles.get(seat.id, "")) for seat in seats]
    late, closed = clock.today() > row.day, is_locked(row.day, today=clock.today())
    open_ones = grants_for([row.group_id], now=clock.now()) if closed else []
    granted = is_granted(open_ones, row.group_id, row.subject_code, row.day)
    context = {
        "row": row,
        "lines": lines,
        "kind": TEST_SHORT[row.test],
        "scored": sum(line.score is not None and not line.later for line in lines),
        "form_id": uuid.uuid4(),
        "locked": closed and not granted,
        "writes": not closed or granted or any(line.later for line in lines),
        "early": row.day > clock.today(),
        "needs_reason": late or heads_at(current_scope(), row.organisation_id),
    }
    return render(request, "journal/summative.html", context, status=422 if troubles else 200)


def _test(summative_id: uuid.UUID) -> TestRow:
    row = summative(summative_id)
    if row is None:
        raise Hidden(REFUSALS[Refusal.UNKNOWN_TEST][0])
    return row


def _line(request: HttpRequest, seat: registry.SeatedLearner, score: ScoreRow | None, why: str) -> Line:
    stands = "" if score is None or score.value is None else str(score.value)
    return Line(seat.id, seat.name, score, str(request.POST.get(f"score-{seat.id}", stands)) if why else stands, why)


def _send(
    request: HttpRequest, row: TestRow, seats: Sequence[registry.SeatedLearner],
    standing: dict[tuple[uuid.UUID, uuid.UUID], ScoreRow],
) -> dict[uuid.UUID, str]:  # fmt: skip
    """The changed places as edits; why each one that was not taken was not, by pupil."""
    troubles: dict[uuid.UUID, str] = {}
    edits: list[ScoreEdit] = []
    form = _uuid(request.POST.get("form", "")) or uuid.uuid4()
    for seat in seats:
        typed = str(request.POST.get(f"score-{seat.id}", "")).strip()
        was = str(request.POST.get(f"was-{seat.id}", "")).strip()
        if typed == was:
            continue
        if typed and not (typed.isdecimal() and len(typed) < 4):
            troubles[seat.id] = str(REFUSALS[Refusal.OVER_MAXIMUM][0])
            continue
        edits.append(
            ScoreEdit(
                client_id=uuid.uuid5(form, f"{seat.id}:{typed}"), summative_id=row.id, pupil_id=seat.id,
                value=int(typed) if typed else None, based_on=_uuid(request.POST.get(f"fact-{seat.id}", "")),
                reason=str(request.POST.get("reason", "")),
            )
        )  # fmt: skip
    answers = set_scores(edits=edits) if edits else []
    named = {edit.client_id: edit.pupil_id for edit in edits}
    return troubles | {named[each.client_id]: why for each in answers if (why := _trouble(each))}


def _trouble(result: Result) -> str:
    if isinstance(result, Refused):
        words, way = REFUSALS[result.why]
        return f"{words} {way}"
    if isinstance(result, Clash):
        stands = "—" if result.value is None else result.value
        return _("A colleague entered %(value)s meanwhile; save again to put yours in its place.") % {"value": stands}
    return ""


def _uuid(text: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def score_of_pupil(request: HttpRequest, summative_id: uuid.UUID, pupil_id: uuid.UUID) -> HttpResponse:
    """One pupil in one test: absent with a valid reason, or a disputed quarter test that a head looks at again."""
    row = _test(summative_id)
    seat = next((each for each in registry.seated([row.group_id], day=row.day) if each.id == pupil_id), None)
    if seat is None:
        raise Hidden(REFUSALS[Refusal.NOT_ON_LIST][0])
    score = scores_of_tests([row.id]).get((row.id, pupil_id))
    act = request.POST.get("act", "")
    excuse = ExcuseForm(request.POST if act == "excuse" else None)
    moderation = ModerationForm(request.POST if act == "moderate" else None)
    done = (act == "excuse" and _excused(excuse, row.id, pupil_id)) or (
        act == "moderate" and _moderated(moderation, row.id, pupil_id)
    )
    if done:
        messages.success(request, _("It is written down; the family is told."))
        return HttpResponseRedirect(reverse("summative", args=[row.id]))
    scored = score is not None and score.state is ScoreState.SCORED
    context = {
        "row": row,
        "seat": seat,
        "score": score,
        "kind": TEST_SHORT[row.test],
        "excuse": None if scored else excuse,
        "moderation": moderation
        if scored and row.test is Test.SOCH and heads_at(current_scope(), row.organisation_id)
        else None,
    }
    return render(request, "journal/score.html", context, status=422 if excuse.errors or moderation.errors else 200)


def _excused(form: ExcuseForm, summative_id: uuid.UUID, pupil_id: uuid.UUID) -> bool:
    def act() -> None:
        typed = form.cleaned_data
        excuse_score(
            summative_id=summative_id, pupil_id=pupil_id, excuse=Excuse(typed["excuse"]), due=typed["due"],
            document=typed["document"],
        )  # fmt: skip

    return obeyed(form, act)


def _moderated(form: ModerationForm, summative_id: uuid.UUID, pupil_id: uuid.UUID) -> bool:
    def act() -> None:
        moderate_score(summative_id=summative_id, pupil_id=pupil_id, **form.cleaned_data)

    return obeyed(form, act)
