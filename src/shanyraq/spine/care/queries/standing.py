"""On whom care stands: whoever has a sheet or a conclusion stays in the register."""

import uuid
from collections.abc import Collection

from shanyraq.spine.care.models import Conclusion, HealthSheet


def people_with_papers(person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people about whom there is a paper. Asked by the machine before anybody is taken out."""
    found: set[uuid.UUID] = set()
    for model in (HealthSheet, Conclusion):
        rows = model.objects.filter(person_id__in=person_ids).seen_by_system()
        found |= set(rows.values_list("person_id", flat=True))
    return found
