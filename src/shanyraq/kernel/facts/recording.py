"""How a fact comes to stand: stamped, digested, written with its companion, queued for its seal. All in one go."""

import datetime as dt
import json
import os
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import sha256
from operator import attrgetter
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.results import Conflict
from shanyraq.kernel.facts.claims import claim, successor_key
from shanyraq.kernel.facts.inserts import insert_rows
from shanyraq.kernel.facts.models import Companion, Fact, Payload, PendingSeal
from shanyraq.kernel.scope import Scope, current_scope
from shanyraq.kernel.sealing.canonical import Schema, digest_of

F = TypeVar("F", bound=Fact)

BASE = (
    "id", "day", "happened_at", "recorded_at", "actor_kind", "actor_id", "organisation_id",
    "supersedes_day", "supersedes_id", "payload_digest",
)  # fmt: skip
"""The columns that every fact has, in the order of the canonical bytes of all versions. Never changed."""


def record(facts: Sequence[F], *, payloads: Sequence[Payload] | None = None) -> list[F]:
    """Every given fact stands, with its digest, its companion and a place in the sealing queue.

    The drafts carry what happened; who acts and when it was recorded are stamped here. A draft that supersedes
    another fact takes the one successor place; if it is taken already, Conflict is raised and nothing is written.
    Must run inside a transaction (an action gives one). All drafts of one call are of one model.
    """
    if not facts:
        return []
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("facts are recorded inside an action")
    given = payloads or [{}] * len(facts)
    stamp(facts, scope=current_scope(), now=clock.now())
    companions = [_companion(fact, payload) for fact, payload in zip(facts, given, strict=True)]
    _as_loaded(facts)
    for fact, companion in zip(facts, companions, strict=True):
        fact.digest = digest_of(bytes(companion.salt), canonical_of(fact))
    _take_successor_places(facts)
    insert_rows(facts)
    insert_rows(companions)
    _queue_for_sealing(facts)
    return list(facts)


def stamp(facts: Iterable[Fact], *, scope: Scope, now: dt.datetime) -> None:
    """Who acted and when it was recorded stand on every draft; its local day where the draft left it out."""
    for fact in facts:
        fact.recorded_at = now
        fact.happened_at = getattr(fact, "happened_at", None) or now
        fact.day = getattr(fact, "day", None) or clock.local_day(fact.happened_at)
        fact.schema_version = latest_version(type(fact))
        if not fact.actor_kind:
            fact.actor_kind, fact.actor_id = scope.actor_kind.value, scope.actor_id


def latest_version(model: type[Fact]) -> int:
    return max(model.later, default=1)


@cache
def schema_of(model: type[Fact], version: int) -> tuple[Schema, Callable[[Fact], tuple[Any, ...]]]:
    """The frozen field list of a version, and the reader of its values. Raises KeyError for an undeclared version."""
    names = (*BASE, *(model.sealed if version == 1 else model.later[version]))
    return Schema(kind=model.stream, version=version, fields=names), attrgetter(*names)


def canonical_of(fact: Fact) -> bytes:
    """The frozen bytes of a fact in the version in which it was written."""
    schema, values = schema_of(type(fact), fact.schema_version)
    return schema.canonical([bytes(value) if type(value) is memoryview else value for value in values(fact)])


def payload_digest(salt: bytes, payload: str) -> bytes:
    return sha256(b"\x05" + salt + payload.encode()).digest()


def _companion(fact: Fact, payload: Payload) -> Companion:
    """The salts and the payload; the payload's digest goes onto the fact, under the fact's own digest."""
    companion = Companion(id=fact.id, day=fact.day, organisation_id=fact.organisation_id, salt=os.urandom(16))
    if payload:
        companion.payload = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        companion.payload_salt = os.urandom(16)
        fact.payload_digest = payload_digest(companion.payload_salt, companion.payload)
    return companion


def _as_loaded(facts: Sequence[Fact]) -> None:
    """Values become what the database will give back (an id in text is a UUID), or verify would call it altered."""
    model = type(facts[0])
    _schema, _values = schema_of(model, latest_version(model))
    converters = [(f.attname, f.to_python) for f in model._meta.concrete_fields if f.attname in _schema.fields]
    for fact in facts:
        for name, convert in converters:
            value = fact.__dict__[name]
            if value is not None:
                fact.__dict__[name] = convert(value)


def _take_successor_places(facts: Sequence[Fact]) -> None:
    wanted = [(successor_key(f.supersedes_id), f.id, f.day) for f in facts if f.supersedes_id]
    if wanted and len(claim(wanted)) < len(wanted):
        raise Conflict(
            _("This entry was changed by somebody else a moment ago."),
            way=_("Look at what stands now and decide again."),
        )


def _queue_for_sealing(facts: Sequence[Fact]) -> None:
    waiting: dict[uuid.UUID, list[bytes]] = defaultdict(list)
    for fact in facts:
        waiting[fact.organisation_id].append(entry(fact))
    stream = type(facts[0]).stream
    rows = [
        PendingSeal(organisation_id=organisation, stream=stream, entries=b"".join(parts))
        for organisation, parts in waiting.items()
    ]
    PendingSeal.objects.bulk_create(rows, batch_size=200)


def entry(fact: Fact) -> bytes:
    """52 bytes: id, day ordinal, digest."""
    return fact.id.bytes + fact.day.toordinal().to_bytes(4, "big") + bytes(fact.digest)


def payloads_of(keys: Iterable[tuple[dt.date, uuid.UUID]]) -> dict[uuid.UUID, Payload]:
    """The payloads of these facts by id; forgotten ones are empty. The caller has shown that the facts are visible."""
    wanted = list(keys)
    rows = (
        Companion.objects.filter(day__in={day for day, _id in wanted}, id__in=[fact_id for _day, fact_id in wanted])
        .seen_by_system()
        .values_list("id", "payload")
    )
    return {fact_id: json.loads(text) if text else {} for fact_id, text in rows}
