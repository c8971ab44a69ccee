"""A pupil missed a test with a valid reason; a disputed quarter test is looked at again."""

import datetime as dt
import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.actions.opening import OpenTest, open_tests
from shanyraq.learning.journal.actions.rights import denied
from shanyraq.learning.journal.actions.scores import record_scores, refusal_of_place, score_fact
from shanyraq.learning.journal.models import Score
from shanyraq.learning.journal.models.words import REFUSALS
from shanyraq.learning.journal.policies import heads_at, may_head, may_write
from shanyraq.learning.journal.rules.locks import last_school_day
from shanyraq.learning.journal.rules.register import Refusal
from shanyraq.learning.journal.rules.scores import Excuse, Ground, ScoreState, refusal_of_score
from shanyraq.learning.journal.rules.summative import Test, moderation_until
from shanyraq.spine.registry.reference.calendar import quarters_of


@action(may=may_write, facts_are_history=True)
def excuse_score(
    *, summative_id: uuid.UUID, pupil_id: uuid.UUID, excuse: Excuse, due: dt.date, document: str = ""
) -> uuid.UUID:
    """The pupil missed the test with a valid reason and writes it by an individual schedule until `due`; until then the
    term is "temporarily not assessed". Announces ScoresSet. Raises Denied where there is a score already."""
    now = clock.now()
    there, score = _place(summative_id, pupil_id, now)
    if score is not None and score.state == ScoreState.SCORED:
        raise Denied(_("This pupil has a score in this test already."), way=_("Withdraw it first, with its reason."))
    if due < there.test.day:
        raise Denied(_("The new day lies before the test."), field="due")
    fact = score_fact(there.test, pupil_id, None, score, at=now, state=ScoreState.EXCUSED, due=due)
    words = {"excuse": excuse.value} | ({"document": document.strip()} if document.strip() else {})
    record_scores([fact], payloads=[words])
    return fact.id


@action(may=may_head, facts_are_history=True)
def moderate_score(*, summative_id: uuid.UUID, pupil_id: uuid.UUID, value: int, reason: str) -> uuid.UUID:
    """A head's commission looked at a disputed quarter test again, and this is its score; it may have gone down.

    At the latest a day before the marks: the last school day of the quarter. Announces ScoresSet.
    """
    now = clock.now()
    there, score = _place(summative_id, pupil_id, now)
    if not heads_at(current_scope(), there.test.organisation_id) or there.test.test != Test.SOCH:
        raise Denied(_("A head moderates a disputed quarter test."), way=_("Ask the deputy head."))
    if score is None or score.state != ScoreState.SCORED:
        raise Denied(_("This pupil has no score in this test."), way=_("Enter the score first."))
    if not reason.strip():
        raise denied(Refusal.NEEDS_REASON, field="reason")
    quarter = quarters_of(there.test.school_year)[there.test.quarter - 1]
    if clock.local_day(now) > moderation_until(last_school_day(quarter, there.test.grade)):
        raise Denied(
            _("A disputed test is looked at again at least a day before the marks; that day is over."),
            way=_("Correct the published result with a reason, if it is wrong."),
        )
    if refusal_of_score(value, maximum=there.test.maximum):
        raise denied(Refusal.OVER_MAXIMUM, field="value")
    fact = score_fact(there.test, pupil_id, value, score, at=now, ground=Ground.MODERATED)
    record_scores([fact], payloads=[{"reason": reason.strip()}])
    return fact.id


def _place(summative_id: uuid.UUID, pupil_id: uuid.UUID, now: dt.datetime) -> tuple[OpenTest, Score | None]:
    there = open_tests([summative_id], pupils=[pupil_id], now=now)[summative_id]
    if there is Refusal.UNKNOWN_TEST:
        raise Hidden(REFUSALS[there][0])
    if not isinstance(there, OpenTest):
        raise denied(there)
    score = Score.objects.filter(summative_id=summative_id, pupil_id=pupil_id).first()
    if why := refusal_of_place(there, pupil_id, score):
        raise denied(why)
    return there, score
