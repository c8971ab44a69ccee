"""What a school's headings mean, for every kind of list at once."""

import uuid

from shanyraq.spine.exchange.models import HeadingMap
from shanyraq.spine.exchange.rules.fields import NOT_TAKEN


def all_teachings(organisation_id: uuid.UUID) -> dict[str, dict[str, str]]:
    """Kind by kind, what this organisation's folded headings mean; one query."""
    found: dict[str, dict[str, str]] = {}
    for row in HeadingMap.objects.filter(organisation=organisation_id):
        found.setdefault(row.kind, {})[row.heading] = row.field or NOT_TAKEN
    return found
