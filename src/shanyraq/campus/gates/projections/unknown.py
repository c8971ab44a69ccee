"""The list of unknown cards, kept from the passages as they are stored."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shanyraq.campus.gates.models import UnknownCard
from shanyraq.kernel.uuid7 import new_id

Row = dict[str, Any]
"""A stored passage by the names of its columns."""

_BIOMETRIC = frozenset({"palm", "face", "finger"})


@dataclass(slots=True)
class _Seen:
    passage: Row
    is_card: bool
    times: int
    first_at: dt.datetime


def note_unknown(
    organisation_id: uuid.UUID, passages: Sequence[Row], *, cards: frozenset[bytes]
) -> tuple[uuid.UUID, ...]:
    """Every number of these passages stands in the list with its count and its first and last time.

    `cards` are the digests that are of cards. A number that had been linked and is unknown again (its card was taken
    away) stands there anew. Two statements, whatever the number of passages.
    """
    seen: dict[bytes, _Seen] = {}
    for passage in sorted(passages, key=lambda p: (p["happened_at"], p["id"])):
        digest = passage["credential_digest"]
        if digest in seen:
            seen[digest].passage, seen[digest].times = passage, seen[digest].times + 1
        else:
            seen[digest] = _Seen(passage, digest in cards, 1, passage["happened_at"])
    standing = {
        bytes(card.credential_digest): card
        for card in UnknownCard.objects.filter(organisation=organisation_id, credential_digest__in=list(seen))
        .seen_by_system()
        .select_for_update()
    }
    rows = [_after(standing.get(digest), organisation_id, digest, new) for digest, new in sorted(seen.items())]
    UnknownCard.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organisation", "credential_digest"],
        update_fields=[
            "biometric", "times", "first_at", "last_at", "last_device_id", "last_day", "last_id", "linked_to",
            "linked_at",
        ],
    )  # fmt: skip
    return tuple(row.id for row in rows)


def _after(before: UnknownCard | None, organisation_id: uuid.UUID, digest: bytes, new: _Seen) -> UnknownCard:
    """The row after these passages. One that was linked counts from here anew."""
    last = new.passage
    running = before if before and before.linked_at is None else None
    if running and running.last_at > last["happened_at"]:
        last_at, device, day, key = running.last_at, running.last_device_id, running.last_day, running.last_id
    else:
        last_at, device, day, key = last["happened_at"], last["device_id"], last["day"], last["id"]
    return UnknownCard(
        id=before.id if before else new_id(),
        organisation_id=organisation_id,
        credential_digest=digest,
        is_card=new.is_card,
        biometric=last["channel"] in _BIOMETRIC,
        times=new.times + (running.times if running else 0),
        first_at=min(new.first_at, running.first_at) if running else new.first_at,
        last_at=last_at,
        last_device_id=device,
        last_day=day,
        last_id=key,
    )


def mark_linked(card: UnknownCard, *, person_id: uuid.UUID, now: dt.datetime) -> None:
    """The card leaves the list: it is this person's."""
    UnknownCard.objects.filter(id=card.id).seen_by_system().update(linked_to=person_id, linked_at=now)
