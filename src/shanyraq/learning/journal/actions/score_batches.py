"""The scores of a whole past term at once, written by the machine: imports and the lived-in term of a demonstration."""

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.facts import api as facts
from shanyraq.learning.journal.actions.scores import score_fact
from shanyraq.learning.journal.models import Score, Summative
from shanyraq.learning.journal.policies import only_the_machine
from shanyraq.learning.journal.projections.terms import put_new
from shanyraq.learning.journal.queries.earned import parts
from shanyraq.learning.journal.rules.scores import refusal_of_score
from shanyraq.learning.journal.rules.term_drafts import ScoreDraft

CHUNK = 5_000


@action(may=only_the_machine, facts_are_history=True)
def set_scores_many(*, drafts: Sequence[ScoreDraft]) -> int:
    """Each score stands in an empty place as if it had been given at its hour. Nothing is announced. Returns their
    number."""
    wanted = {draft.summative_id for draft in drafts}
    tests: dict[uuid.UUID, Summative] = {}
    scored: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for part in parts(wanted, 500):
        tests |= {test.id: test for test in Summative.objects.filter(id__in=part)}
        scored |= set(Score.objects.filter(summative_id__in=part).values_list("summative_id", "pupil_id"))
    places = {(draft.summative_id, draft.pupil_id) for draft in drafts}
    if len(tests) < len(wanted) or len(places) < len(drafts) or places & scored:
        raise Denied(_("A test is unknown, or a pupil has a score in it already."))
    if any(refusal_of_score(draft.value, maximum=tests[draft.summative_id].maximum) for draft in drafts):
        raise Denied(_("A score is a whole number from 0 to the most points of the test."))
    for start in range(0, len(drafts), CHUNK):
        new = [
            score_fact(tests[draft.summative_id], draft.pupil_id, draft.value, None, at=draft.happened_at)
            for draft in drafts[start : start + CHUNK]
        ]
        facts.record(new)
        put_new(new)
    return len(drafts)
