"""Notices are written, and dispatches by other channels are made due."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.notices.actions.live import changed
from shanyraq.spine.notices.messages import ALWAYS, AT_ONCE, message_of
from shanyraq.spine.notices.models import Dispatch, Notice, Preference
from shanyraq.spine.notices.policies import may_change_own, only_the_machine
from shanyraq.spine.notices.rules import DIGEST_AT, due


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One message to one person. `source` names the fact it speaks of: the same source is told once."""

    code: str
    person_id: uuid.UUID
    source: str
    child_id: uuid.UUID | None = None
    organisation_id: uuid.UUID | None = None
    params: Mapping[str, Any] = field(default_factory=dict)


@action(may=only_the_machine, facts_are_history=True)
def send(*, letters: Sequence[Letter]) -> int:
    """Each letter is a notice of its reader, once. Muted categories are left out; e-mail waits out quiet hours.

    What the reader wants once a day is held for the digest: it stands in the list and alarms nobody.
    """
    people = {letter.person_id for letter in letters}
    preferences = {row.person_id: row for row in Preference.objects.filter(person_id__in=people)}
    now = clock.now()
    rows = [
        _notice(letter, now, held=_held(letter, preferences.get(letter.person_id)))
        for letter in letters
        if _wanted(letter, preferences.get(letter.person_id))
    ]
    known = set(
        Notice.objects.filter(person_id__in=people, source__in={row.source for row in rows}).values_list(
            "person_id", "code", "source"
        )
    )
    once = {(row.person_id, row.code, row.source): row for row in rows}
    fresh = [row for key, row in once.items() if key not in known]
    Notice.objects.bulk_create(fresh, batch_size=400)
    Dispatch.objects.bulk_create(
        [made for row in fresh if (made := _dispatch(row, preferences.get(row.person_id), now))], batch_size=400
    )
    changed(topics=[f"person:{row.person_id}" for row in fresh if not row.held])
    return len(fresh)


def _notice(letter: Letter, now: dt.datetime, *, held: bool) -> Notice:
    return Notice(
        id=new_id(),
        person_id=letter.person_id,
        child_id=letter.child_id,
        organisation_id=letter.organisation_id,
        code=letter.code,
        params=dict(letter.params),
        source=letter.source[:80],
        created_at=now,
        held=held,
    )


def _held(letter: Letter, preference: Preference | None) -> bool:
    """Whether the reader wants this kind once a day."""
    kind = message_of(letter.code)
    gathered = frozenset(preference.in_digest) - AT_ONCE if preference else frozenset()
    return kind is not None and kind.category in gathered


def _wanted(letter: Letter, preference: Preference | None) -> bool:
    kind = message_of(letter.code)
    if kind is None:
        raise LookupError(f"no message is declared as {letter.code}")
    return preference is None or kind.category in ALWAYS or kind.category not in preference.muted


def _dispatch(notice: Notice, preference: Preference | None, now: dt.datetime) -> Dispatch | None:
    kind = message_of(notice.code)
    if notice.held or preference is None or kind is None or kind.category not in preference.by_email:
        return None
    when = due(now, start=preference.quiet_from, end=preference.quiet_to)
    return Dispatch(notice=notice, person_id=notice.person_id, channel="email", due_at=when)


@action(may=may_change_own, facts_are_history=True)
def mark_read(*, person_id: uuid.UUID) -> int:
    """Every notice of this person counts as read from now on."""
    return Notice.objects.filter(person_id=person_id, read_at=None).update(read_at=clock.now())


@action(may=may_change_own)
def choose(
    *,
    person_id: uuid.UUID,
    muted: Sequence[str],
    by_email: Sequence[str],
    quiet_from: dt.time,
    quiet_to: dt.time,
    in_digest: Sequence[str] = (),
    digest_at: dt.time = DIGEST_AT,
) -> None:
    """The person's choices stand from the next notice on."""
    Preference.objects.update_or_create(
        person_id=person_id,
        defaults={
            "muted": sorted(set(muted) - ALWAYS),
            "by_email": sorted(by_email),
            "quiet_from": quiet_from,
            "quiet_to": quiet_to,
            "in_digest": sorted(set(in_digest) - AT_ONCE),
            "digest_at": digest_at,
        },
    )
