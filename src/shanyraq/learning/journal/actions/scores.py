"""Scores of summative tests are set: each edit by itself, so that one bad or late one loses no other."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.learning.journal.actions.locking import answered, key_of, require_few, stored_before
from shanyraq.learning.journal.actions.opening import OpenTest, open_tests
from shanyraq.learning.journal.events import ScoresSet
from shanyraq.learning.journal.models import Score, ScoreFact, Summative
from shanyraq.learning.journal.policies import may_write
from shanyraq.learning.journal.projections.terms import put_scores
from shanyraq.learning.journal.rules.drafts import Clash, Refused, Result, Stored
from shanyraq.learning.journal.rules.register import REASON_LENGTH, Refusal, Right
from shanyraq.learning.journal.rules.scores import Ground, ScoreState, refusal_of_score
from shanyraq.learning.journal.rules.term_drafts import ScoreEdit

_Place = tuple[uuid.UUID, uuid.UUID]


@action(may=may_write, facts_are_history=True)
def set_scores(*, edits: Sequence[ScoreEdit]) -> list[Result]:
    """Every edit has its own answer, in order: stored, or a clash with what stands now, or refused in words.

    An edit that was stored before is answered as stored again and changes nothing. Announces ScoresSet.
    Raises Denied only for more edits than a person can make at once.
    """
    require_few(edits)
    return answered(_Batch(edits), edits)


class _Batch:
    """What stands before the edits, and what they add to it."""

    def __init__(self, edits: Sequence[ScoreEdit]) -> None:
        self.now = clock.now()
        self.today = clock.local_day(self.now)
        self.opened = open_tests(
            {edit.summative_id for edit in edits}, pupils={edit.pupil_id for edit in edits}, now=self.now
        )
        self.before = stored_before(edit.client_id for edit in edits)
        rows = Score.objects.filter(
            summative_id__in=[key for key, there in self.opened.items() if isinstance(there, OpenTest)],
            pupil_id__in={edit.pupil_id for edit in edits},
        )
        self.scores: dict[_Place, Score] = {(row.summative_id, row.pupil_id): row for row in rows}
        self.fresh: dict[_Place, tuple[ScoreEdit, ScoreFact]] = {}

    def answer(self, edit: ScoreEdit) -> Result:
        there = self.opened[edit.summative_id]
        if fact_id := self.before.get(edit.client_id):
            return Stored(edit.client_id, fact_id)
        if not isinstance(there, OpenTest):
            return Refused(edit.client_id, there)
        place = (edit.summative_id, edit.pupil_id)
        if place in self.fresh:
            first = self.fresh[place][1]
            return Clash(edit.client_id, first.value, first.id, first.actor_id, self.now)
        score = self.scores.get(place)
        if why := self._refusal(edit, there, score):
            return Refused(edit.client_id, why)
        value, fact_id = (score.value, score.fact_id) if score else (None, None)
        if value == edit.value and (score is None or score.state != ScoreState.EXCUSED or edit.value is None):
            return Stored(edit.client_id, fact_id)
        if fact_id != edit.based_on:
            return Clash(edit.client_id, value, fact_id, score.changed_by if score else None,
                         score.changed_at if score else None)  # fmt: skip
        fact = score_fact(there.test, edit.pupil_id, edit.value, score, at=self.now)
        self.fresh[place] = (edit, fact)
        return Stored(edit.client_id, fact.id)

    def _refusal(self, edit: ScoreEdit, there: OpenTest, score: Score | None) -> Refusal | None:
        if why := refusal_of_place(there, edit.pupil_id, score):
            return why
        if len(edit.reason) > REASON_LENGTH:
            return Refusal.TOO_LONG
        stands = score is not None and score.state == ScoreState.SCORED
        wanted = there.right is not Right.TEACHER or there.granted or (stands and self.today > score.fact_day)  # type: ignore[union-attr]
        if wanted and not edit.reason.strip():
            return Refusal.NEEDS_REASON
        return refusal_of_score(edit.value, maximum=there.test.maximum)

    def write(self) -> None:
        if not self.fresh:
            return
        new = list(self.fresh.values())
        facts.claim([(key_of(edit.client_id), fact.id, self.today) for edit, fact in new])
        reasons = [{"reason": edit.reason.strip()} if edit.reason.strip() else {} for edit, _fact in new]
        record_scores([fact for _edit, fact in new], payloads=reasons)


def refusal_of_place(there: OpenTest, pupil_id: uuid.UUID, score: Score | None) -> Refusal | None:
    """Whether this pupil's score may be written now. An individual schedule outlives the closing of the term."""
    if pupil_id not in there.roster:
        return Refusal.NOT_ON_LIST
    awaited = score is not None and score.state == ScoreState.EXCUSED
    if there.shut and not awaited:
        return Refusal.LOCKED
    return Refusal.PUBLISHED if pupil_id in there.published and not there.granted else None


def score_fact(
    test: Summative,
    pupil_id: uuid.UUID,
    value: int | None,
    score: Score | None,
    *,
    at: dt.datetime,
    state: ScoreState | None = None,
    due: dt.date | None = None,
    ground: Ground = Ground.GIVEN,
) -> ScoreFact:
    """A draft that takes the place of what stands."""
    plain = ScoreState.WITHDRAWN if value is None else ScoreState.SCORED
    return ScoreFact(
        organisation_id=test.organisation_id, happened_at=at, supersedes_day=score.fact_day if score else None,
        supersedes_id=score.fact_id if score else None, summative_id=test.id, group_id=test.group_id,
        pupil_id=pupil_id, subject=test.subject, test=test.test, school_year=test.school_year, quarter=test.quarter,
        maximum=test.maximum, state=(state or plain).value, value=value, due=due, ground=ground.value,
    )  # fmt: skip


def record_scores(new: Sequence[ScoreFact], *, payloads: Sequence[dict[str, str]]) -> None:
    """The facts stand, the rows show them, and whoever listens is told."""
    facts.record(list(new), payloads=list(payloads))
    put_scores(new)
    together: dict[uuid.UUID, list[ScoreFact]] = defaultdict(list)
    for fact in new:
        together[fact.summative_id].append(fact)
    announce(
        *(
            ScoresSet(
                organisation_id=some[0].organisation_id,
                summative_id=summative_id,
                day=some[0].day,
                subject=some[0].subject,
                test=some[0].test,
                pupil_ids=tuple(fact.pupil_id for fact in some),
            )
            for summative_id, some in together.items()
        )
    )
