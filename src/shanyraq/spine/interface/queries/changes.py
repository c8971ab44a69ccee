"""What has changed in an organisation's register: found by comparing, told from a cursor.

Nothing that writes to the register must remember to say so: its rows are read and their digests compared with those of
the last comparing, so no change is missed, whoever made it. All that one comparing finds has one round, and a book's
rounds are given one after another under its lock: who has read up to a round and a row has read all before it.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import system_scope
from shanyraq.spine.interface.models import Change, ChangeBook
from shanyraq.spine.interface.queries import cursors
from shanyraq.spine.registry import api as registry

COMPARED_EVERY = dt.timedelta(seconds=30)
Key = tuple[str, uuid.UUID]
Digests = dict[Key, bytes]


class BookRenewed(ValueError):
    """The cursor is of a book that was begun anew."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A book as it was read, before anybody compares."""

    round: int
    compared_at: dt.datetime | None
    known: Digests
    gone: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a comparing found: rows that are new or read otherwise, and rows out of sight."""

    changed: Digests
    gone: frozenset[Key]

    def __bool__(self) -> bool:
        return bool(self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    kind: str
    id: uuid.UUID
    gone: bool
    noticed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ChangePage:
    rows: tuple[ChangeRow, ...]
    next: str
    more: bool


def is_fresh(organisation_id: uuid.UUID, *, now: dt.datetime) -> bool:
    """Whether the book was compared a moment ago."""
    since = now - COMPARED_EVERY
    return ChangeBook.objects.filter(organisation=organisation_id, compared_at__gt=since).exists()


def standing(organisation_id: uuid.UUID) -> Standing:
    """The book as it stands."""
    book = ChangeBook.objects.filter(organisation=organisation_id).seen_by_system().first()
    rows = Change.objects.filter(organisation=organisation_id).seen_by_system()
    known: Digests = {}
    gone = set()
    for kind, row_id, digest, is_gone in rows.values_list("kind", "row_id", "digest", "is_gone"):
        if is_gone:
            gone.add((kind, row_id))
        else:
            known[kind, row_id] = bytes(digest)
    return Standing(book.round if book else 0, book.compared_at if book else None, known, frozenset(gone))


def difference(organisation_id: uuid.UUID, before: Standing) -> Difference:
    """What reads otherwise than it did. A protected person's rows are out of sight: nobody is told of them."""
    with system_scope("the register is compared with what programs have read of it"):
        now = dict(_digests(organisation_id))
    changed = {key: digest for key, digest in now.items() if before.known.get(key) != digest}
    return Difference(changed, frozenset(before.known.keys() - now.keys()))


def _digests(organisation_id: uuid.UUID) -> Iterator[tuple[Key, bytes]]:
    whose = registry.Whose(organisations=[organisation_id])
    people = list(registry.person_entries(whose))
    hidden = registry.protected_among([each.id for each in people])
    of_people: tuple[tuple[str, Callable[..., Iterable[Any]]], ...] = (
        ("enrolments", registry.stay_entries),
        ("employments", registry.post_entries),
        ("loads", registry.load_entries),
        ("guardianships", registry.guardian_entries),
    )
    structure: tuple[tuple[str, Callable[..., Iterable[Any]]], ...] = (
        ("organisations", registry.organisation_entries),
        ("buildings", registry.building_entries),
        ("rooms", registry.room_entries),
        ("groups", registry.group_entries),
    )
    for kind, read in structure:
        for row in read(whose):
            yield (kind, row.id), _digest(row)
    for row in people:
        if row.id not in hidden:
            yield ("people", row.id), _digest(row)
    for kind, read in of_people:
        for row in read(whose):
            if not {getattr(row, name, None) for name in ("person_id", "child_id", "guardian_id")} & hidden:
                yield (kind, row.id), _digest(row)


def _digest(row: Any) -> bytes:
    """Keyed by the row, so that two people who read alike have no digest in common."""
    values = attrgetter(*row.__dataclass_fields__)(row)  # `astuple` copies, and doubled the comparing
    return hashlib.blake2b(repr(values).encode(), digest_size=16, key=row.id.bytes).digest()


def changes(organisation_id: uuid.UUID, *, since: str, kinds: Collection[str], limit: int) -> ChangePage:
    """The changes after the cursor, or from the beginning. Raises cursors.Broken, cursors.Elsewhere, BookRenewed."""
    book = ChangeBook.objects.get(organisation=organisation_id)
    identity = _identity(organisation_id, kinds)
    after = cursors.read(since, identity) if since else [str(book.epoch), 0, str(uuid.UUID(int=0))]
    if after[0] != str(book.epoch):
        raise BookRenewed
    beyond = Q(round__gt=after[1]) | Q(round=after[1], row_id__gt=after[2])
    rows = Change.objects.filter(beyond, organisation=organisation_id, kind__in=kinds)
    found = list(rows.order_by("round", "row_id")[: limit + 1])
    shown = found[:limit]
    place = [shown[-1].round, shown[-1].row_id] if len(found) > limit else [book.round, uuid.UUID(int=(1 << 128) - 1)]
    return ChangePage(
        rows=tuple(ChangeRow(row.kind, row.row_id, row.is_gone, row.noticed_at) for row in shown),
        next=cursors.made(identity, [book.epoch, *place]),
        more=len(found) > limit,
    )


def head(organisation_id: uuid.UUID, *, kinds: Collection[str]) -> str:
    """The cursor after everything that is known now."""
    book = ChangeBook.objects.get(organisation=organisation_id)
    place = [book.epoch, book.round, uuid.UUID(int=(1 << 128) - 1)]
    return cursors.made(_identity(organisation_id, kinds), place)


def _identity(organisation_id: uuid.UUID, kinds: Collection[str]) -> list[str]:
    """A cursor over some kinds says nothing of the others, so it goes on over the same kinds only."""
    return ["changes", str(organisation_id), *sorted(kinds)]
