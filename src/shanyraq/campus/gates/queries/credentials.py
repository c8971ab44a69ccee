"""By what people are known."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from shanyraq.campus.gates.models import Credential
from shanyraq.campus.gates.rules import Channel

BIOMETRIC = frozenset({Credential.Kind.PALM.value, Credential.Kind.FACE.value, Credential.Kind.FINGER.value})
_KIND_OF = {Channel.PALM: "palm", Channel.FACE: "face", Channel.FINGER: "finger"}

Known = dict[tuple[bytes, str], tuple[uuid.UUID, dt.date]]
"""(digest, kind) -> (person, since which day)."""


def known_by(organisation_id: uuid.UUID, digests: Iterable[bytes]) -> Known:
    """Whose these numbers are now. Asked by a device's act, which sees no rows by itself."""
    rows = Credential.objects.filter(
        organisation=organisation_id, value_digest__in=list(digests), ended_on=None
    ).seen_by_system()
    found = rows.values_list("value_digest", "kind", "person_id", "given_on")
    return {(bytes(digest), kind): (person, since) for digest, kind, person, since in found}


def person_known(known: Known, digest: bytes, *, channel: Channel, is_card: bool, day: dt.date) -> uuid.UUID | None:
    """The person behind a number that came by this channel on this day.

    A palm names a person only where a palm stands on a consent: when the consent is gone, so is the name, at once,
    though the gate may need a moment to forget. The card of the same number names the person as before.
    """
    kind = "card" if is_card else _KIND_OF.get(channel, "pin")
    found = known.get((digest, kind))
    return found[0] if found and found[1] <= day else None


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """What a person is known by. The number is not shown: it is not kept."""

    id: uuid.UUID
    kind: str
    words: str
    given_on: dt.date
    ended_on: dt.date | None


def credentials_of(person_id: uuid.UUID) -> list[CredentialRow]:
    """By what this person is and was known, the latest first, as far as the scope sees it."""
    rows = Credential.objects.filter(person=person_id).order_by("-given_on", "-id")
    return [CredentialRow(c.id, c.kind, c.get_kind_display(), c.given_on, c.ended_on) for c in rows]
