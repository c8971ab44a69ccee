"""The testimonies of each learner-day, one row a witness."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.presence.drafts import Word
from shanyraq.spine.presence.models import Testimony
from shanyraq.spine.presence.rules import Entry


def to_json(entry: Entry) -> list[Any]:
    return [entry.at.isoformat(), str(entry.says), entry.slot, entry.source]


def from_json(raw: Sequence[Any]) -> Entry:
    return Entry(at=dt.datetime.fromisoformat(raw[0]), says=raw[1], slot=raw[2], source=raw[3])


def merged(before: Sequence[Entry], new: Sequence[Entry]) -> list[Entry]:
    """The entries after `new` was said: one entry a lesson (the latest word), one entry a passage.

    The latest word is the one of the younger fact (ids grow with time), in whatever order the words arrive: a
    delivery that is tried again must not bring back what has been corrected meanwhile.
    """
    kept: dict[tuple[int, str], Entry] = {}
    for entry in sorted([*before, *new], key=lambda entry: (entry.source, entry)):
        kept[entry.slot, "" if entry.slot else entry.source] = entry
    return sorted(kept.values())


def store_entries(words: Sequence[Word], *, groups: Mapping[uuid.UUID, uuid.UUID | None]) -> None:
    """Every word stands in its learner's testimony of that day and witness. Two statements for all of them."""
    day = words[0].day
    people = {word.person_id for word in words}
    rows = Testimony.objects.select_for_update().filter(day=day, person_id__in=people)
    standing = {(row.person_id, row.witness): row for row in rows}
    for word in words:
        key = (word.person_id, str(word.witness))
        row = standing.get(key)
        before = [from_json(raw) for raw in row.entries] if row else []
        entries = [to_json(entry) for entry in merged(before, word.entries)]
        standing[key] = Testimony(
            id=row.id if row else new_id(),
            day=day,
            person_id=word.person_id,
            organisation_id=word.organisation_id,
            group_id=groups.get(word.person_id),
            witness=word.witness,
            entries=entries,
        )
    changed = {(word.person_id, str(word.witness)) for word in words}
    Testimony.objects.bulk_create(
        [standing[key] for key in sorted(changed, key=lambda k: (k[0].hex, k[1]))],
        batch_size=400,
        update_conflicts=True,
        unique_fields=["person_id", "day", "witness"],
        update_fields=["entries", "organisation_id", "group_id"],
    )
