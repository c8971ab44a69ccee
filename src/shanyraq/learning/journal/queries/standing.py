"""On whom the journal stands: whoever has a mark stays in the register."""

import uuid
from collections.abc import Collection

from shanyraq.learning.journal.models import MarkFact


def people_with_marks(person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people who have a mark. Asked by the machine before anybody is taken out."""
    rows = MarkFact.objects.filter(pupil_id__in=person_ids).seen_by_system()
    return set(rows.values_list("pupil_id", flat=True))
