"""By what people are known."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS, connections

from shanyraq.campus.gates.models import Credential
from shanyraq.campus.gates.rules import Channel

BIOMETRIC = frozenset({Credential.Kind.PALM.value, Credential.Kind.FACE.value, Credential.Kind.FINGER.value})
_KIND_OF = {Channel.PALM: "palm", Channel.FACE: "face", Channel.FINGER: "finger"}

Known = dict[tuple[bytes, str], tuple[uuid.UUID, dt.date]]
"""(digest, kind) -> (person, since which day)."""


def known_by(organisation_id: uuid.UUID, digests: Collection[bytes]) -> Known:
    """Whose these numbers are now. Asked by a device's act, which sees no rows by itself.

    Written out: building this query and turning its rows cost the ORM four times what the database needs, at every
    upload (bench/bench_passages.py).
    """
    if not digests:
        return {}
    places = ",".join(["%s"] * len(digests))
    at = Credential._meta.get_field("organisation").get_db_prep_value(organisation_id, connections[DEFAULT_DB_ALIAS])
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            # As text: SQLite's driver would look for a converter of its own for every date.
            "SELECT value_digest, kind, person_id, CAST(given_on AS text) FROM gates_credential"  # noqa: S608
            f" WHERE organisation_id = %s AND ended_on IS NULL AND value_digest IN ({places})",
            [at, *digests],
        )
        return {(bytes(digest), kind): (_id(person), _day(since)) for digest, kind, person, since in cursor.fetchall()}


@lru_cache(maxsize=50_000)
def _id(value: uuid.UUID | str) -> uuid.UUID:
    """PostgreSQL gives ids as ids, SQLite as hexadecimal text."""
    return value if isinstance(value, uuid.UUID) else uuid.UUID(int=int(value, 16))


@lru_cache(maxsize=4096)
def _day(value: str) -> dt.date:
    return dt.date.fromisoformat(value)


def kind_of(channel: Channel, *, is_card: bool) -> str:
    """As what a number that came by this channel names a person.

    A palm names a person only where a palm stands on a consent: when the consent is gone, so is the name, at once,
    though the gate may need a moment to forget. The card of the same number names the person as before.
    """
    return "card" if is_card else _KIND_OF.get(channel, "pin")


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
