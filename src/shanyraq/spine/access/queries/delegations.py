"""Rights that are lent at an organisation, and to whom they were lent before."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.spine.access.models import Delegation


@dataclass(frozen=True, slots=True)
class DelegationRow:
    id: uuid.UUID
    person_id: uuid.UUID
    person: str
    given_by: str
    ground: str
    valid_from: dt.date
    valid_to: dt.date
    withdrawn_at: dt.datetime | None
    in_force: bool
    """Lasting today or still to begin, and not taken back."""


def delegations_at(organisation_id: uuid.UUID, *, day: dt.date, limit: int = 100) -> list[DelegationRow]:
    """The latest first, those in force before those gone by."""
    rows = (
        Delegation.objects.filter(organisation=organisation_id)
        .select_related("person", "given_by")
        .order_by("-valid_to", "-id")[:limit]
    )
    found = [
        DelegationRow(
            id=row.id,
            person_id=row.person_id,
            person=str(row.person),
            given_by=str(row.given_by),
            ground=row.ground,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            withdrawn_at=row.withdrawn_at,
            in_force=row.withdrawn_at is None and row.valid_to >= day,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: not row.in_force)
