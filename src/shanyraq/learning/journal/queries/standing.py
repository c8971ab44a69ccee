"""On whom the journal stands: whoever has a mark, a score or a result stays in the register."""

import uuid
from collections.abc import Collection

from shanyraq.learning.journal.models import BroughtFact, MarkFact, PeriodFact, ScoreFact


def people_with_marks(person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people who have any of them. Asked by the machine before anybody is taken out."""
    found: set[uuid.UUID] = set()
    for model in (MarkFact, ScoreFact, PeriodFact, BroughtFact):
        rows = model.objects.filter(pupil_id__in=person_ids).seen_by_system()
        found |= set(rows.values_list("pupil_id", flat=True))
    return found
