"""On whom presence stands: whoever was seen or missed on some day stays in the register."""

import uuid
from collections.abc import Collection

from shanyraq.spine.presence.models import Testimony


def people_with_days(person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people of whom some witness has spoken. Asked by the machine before anybody is taken out."""
    rows = Testimony.objects.filter(person_id__in=person_ids).seen_by_system()
    return set(rows.values_list("person_id", flat=True))
