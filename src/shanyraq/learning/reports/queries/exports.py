"""What the reports hold about a person or an organisation, and on whom they stand."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from shanyraq.learning.reports.models import Card
from shanyraq.spine.exchange import api as exchange

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class CardEntry:
    """One report card as it was issued; a later one that names it in `supersedes_id` stands in its place."""

    id: uuid.UUID
    day: dt.date
    pupil_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    school_year: int
    period: str
    said: str
    recorded_at: dt.datetime
    actor_id: uuid.UUID | None
    supersedes_id: uuid.UUID | None


def _entries(**whose: uuid.UUID) -> Iterator[CardEntry]:
    columns = tuple(CardEntry.__dataclass_fields__)
    rows = Card.objects.filter(**whose).order_by("day", "id").values_list(*columns)
    return (CardEntry(*row) for row in rows.iterator(chunk_size=AT_ONCE))


def announce_holdings() -> None:
    """Exports bring the report cards from now on."""
    exchange.hold(
        exchange.Holding(
            "report_cards", CardEntry, lambda id: _entries(pupil_id=id), lambda id: _entries(organisation_id=id)
        )
    )


def people_with_cards(person_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people for whom a card was issued. Asked by the machine before anybody is taken out."""
    return set(Card.objects.filter(pupil_id__in=person_ids).seen_by_system().values_list("pupil_id", flat=True))
