"""Reads over threads and their lines."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q

from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.registry import api as registry
from shanyraq.spine.talks.models import Line, Seat, Thread


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """One conversation in the list."""

    id: uuid.UUID
    child_id: uuid.UUID
    child: str
    with_whom: str
    last_at: dt.datetime
    unread: int
    is_closed: bool
    is_reported: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """One thing that was said. `waits_until` is set while it waits for school hours."""

    id: uuid.UUID
    author_id: uuid.UUID
    author: str
    is_mine: bool
    words: str
    said_at: dt.datetime
    waits_until: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ThreadPage:
    id: uuid.UUID
    child_id: uuid.UUID
    child: str
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    readers: tuple[str, ...]
    lines: tuple[LineRow, ...]
    sits: bool
    is_guardian: bool
    closed_at: dt.datetime | None
    reported_at: dt.datetime | None


def threads_seen(*, limit: int = 60) -> list[ThreadRow]:
    """The conversations the scope shows, the latest first. Four queries."""
    me = current_scope().person_id
    rows = list(Thread.objects.order_by("-last_at", "-id")[:limit])
    if not rows:
        return []
    unread = _unread([row.id for row in rows], me)
    names = registry.names_of({key for row in rows for key in (row.child_id, row.guardian_id, row.staff_id)})
    return [
        ThreadRow(
            id=row.id,
            child_id=row.child_id,
            child=names.get(row.child_id, ""),
            with_whom=names.get(row.staff_id if row.guardian_id == me else row.guardian_id, ""),
            last_at=row.last_at,
            unread=unread.get(row.id, 0),
            is_closed=row.closed_at is not None,
            is_reported=row.reported_at is not None,
        )
        for row in rows
    ]


def _unread(threads: Collection[uuid.UUID], me: uuid.UUID | None) -> dict[uuid.UUID, int]:
    """How many delivered lines of others lie after the reader's own mark. One query."""
    seats = Seat.objects.filter(thread__in=threads, person_id=me)
    fresh = Q(thread__lines__told_at__isnull=False) & ~Q(thread__lines__author_id=me)
    after = Q(read_at=None) | Q(thread__lines__told_at__gt=F("read_at"))
    found = seats.annotate(number=Count("thread__lines", filter=fresh & after))
    return dict(found.values_list("thread_id", "number"))


def thread_page(thread_id: uuid.UUID) -> ThreadPage | None:
    """The conversation with its lines, or None where the scope does not show it. Five queries."""
    row = Thread.objects.filter(id=thread_id).first()
    if row is None:
        return None
    me = current_scope().person_id
    seats = list(Seat.objects.filter(thread=row).values_list("person_id", flat=True))
    lines = list(Line.objects.filter(thread=row).order_by("said_at", "id"))
    names = registry.names_of({*seats, row.child_id, *(line.author_id for line in lines)})
    return ThreadPage(
        id=row.id,
        child_id=row.child_id,
        child=names.get(row.child_id, ""),
        organisation_id=row.organisation_id,
        group_id=row.group_id,
        readers=tuple(names[person] for person in seats if person in names and person != me),
        lines=tuple(_worded(lines, names, me)),
        sits=me in seats,
        is_guardian=row.guardian_id == me,
        closed_at=row.closed_at,
        reported_at=row.reported_at,
    )


def _worded(lines: Sequence[Line], names: dict[uuid.UUID, str], me: uuid.UUID | None) -> list[LineRow]:
    words = facts.payloads_of((line.fact_day, line.fact_id) for line in lines) if lines else {}
    return [
        LineRow(
            id=line.id,
            author_id=line.author_id,
            author=names.get(line.author_id, ""),
            is_mine=line.author_id == me,
            words=str(words.get(line.fact_id, {}).get("words", "")),
            said_at=line.said_at,
            waits_until=None if line.told_at else line.deliver_at,
        )
        for line in lines
    ]


def said_today(person_id: uuid.UUID, *, since: dt.datetime) -> int:
    """How many lines this person has said since then. Asked by the act that keeps the limit."""
    return int(Line.objects.filter(author_id=person_id, said_at__gte=since).seen_by_system().count())


def begun_today(person_id: uuid.UUID, *, since: dt.datetime) -> int:
    """How many conversations this person has begun since then."""
    first = Thread.objects.filter(started_at__gte=since).seen_by_system()
    return int(first.filter(Q(guardian_id=person_id) | Q(staff_id=person_id)).count())


def readers_of(thread_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """Everybody with a seat. Asked by the machine, which tells them of a line."""
    return tuple(Seat.objects.filter(thread=thread_id).values_list("person_id", flat=True))
