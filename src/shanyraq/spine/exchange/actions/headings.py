"""A school teaches us its headings once."""

import uuid
from collections.abc import Mapping

from shanyraq.kernel.actions.api import action
from shanyraq.spine.exchange.models import HeadingMap
from shanyraq.spine.exchange.policies import may_keep


@action(may=may_keep)
def teach_headings(*, organisation_id: uuid.UUID, kind: str, fields: Mapping[str, str]) -> int:
    """These folded headings mean these fields in the organisation's lists of this kind; "" leaves a column out."""
    rows = [
        HeadingMap(organisation_id=organisation_id, kind=kind, heading=heading[:120], field=field)
        for heading, field in fields.items()
    ]
    HeadingMap.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["organisation", "kind", "heading"], update_fields=["field"]
    )
    return len(rows)
