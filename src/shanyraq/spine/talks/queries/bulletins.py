"""Reads over the notices to a class."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.registry import api as registry
from shanyraq.spine.talks.models import Bulletin, Reading


@dataclass(frozen=True, slots=True)
class BulletinRow:
    """One notice. `readings` is how many guardians have said that they read it; staff alone see the number whole."""

    id: uuid.UUID
    group_id: uuid.UUID
    group: str
    author: str
    words: str
    said_at: dt.datetime
    waits_until: dt.datetime | None
    readings: int
    is_read: bool


def bulletins_seen(*, group_id: uuid.UUID | None = None, limit: int = 20) -> list[BulletinRow]:
    """The notices the scope shows, the latest first; of one class or of all. Four queries."""
    rows = Bulletin.objects.filter(group=group_id) if group_id else Bulletin.objects.all()
    return _worded(list(rows.select_related("group").order_by("-said_at", "-id")[:limit]))


def _worded(rows: Sequence[Bulletin]) -> list[BulletinRow]:
    if not rows:
        return []
    me = current_scope().person_id
    names = registry.names_of({row.author_id for row in rows})
    words = facts.payloads_of((row.fact_day, row.fact_id) for row in rows)
    seen = Reading.objects.filter(bulletin__in=[row.id for row in rows])
    number = dict(seen.values_list("bulletin_id").annotate(number=Count("id")).order_by())
    mine = frozenset(seen.filter(person_id=me).values_list("bulletin_id", flat=True))
    return [
        BulletinRow(
            id=row.id,
            group_id=row.group_id,
            group=row.group.name,
            author=names.get(row.author_id, ""),
            words=str(words.get(row.fact_id, {}).get("words", "")),
            said_at=row.said_at,
            waits_until=None if row.told_at else row.deliver_at,
            readings=number.get(row.id, 0),
            is_read=row.id in mine,
        )
        for row in rows
    ]
