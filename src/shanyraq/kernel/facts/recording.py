"""How a fact comes to stand: stamped, digested, written with its companion, queued for its seal. All in one go."""

import datetime as dt
import json
import os
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from operator import attrgetter
from types import NoneType
from typing import Any, TypeVar

import orjson
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.results import Conflict
from shanyraq.kernel.facts.claims import claim, successor_key
from shanyraq.kernel.facts.models import Companion, Fact, Payload, PendingSeal
from shanyraq.kernel.inserts import converter, insert_values
from shanyraq.kernel.scope import Scope, current_scope
from shanyraq.kernel.sealing.canonical import Schema, digest_of

F = TypeVar("F", bound=Fact)
Column = Sequence[Any]
"""The values of one field, a row each."""

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
    names = [field.attname for field in type(facts[0])._meta.concrete_fields]
    columns = dict(zip(names, zip(*map(attrgetter(*names), facts), strict=True), strict=True))
    written = record_columns(type(facts[0]), columns, payloads=payloads)
    for fact, values in zip(facts, zip(*written.values(), strict=True), strict=True):
        for name, value in zip(written, values, strict=True):
            setattr(fact, name, value)
        fact._state.adding = False
        fact._state.db = DEFAULT_DB_ALIAS
    return list(facts)


def record_columns(
    model: type[Fact], columns: Mapping[str, Column], *, payloads: Sequence[Payload] | None = None
) -> dict[str, Column]:
    """The same for many facts given column by column, where a model for each would cost more than the writing.

    A column that is left out holds its field's default; all columns are of one length. Returns all of them as they
    were written: id, day, digest and all.
    """
    count = len(next(iter(columns.values())))
    if not count:
        return dict(columns)
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("facts are recorded inside an action")
    written = _completed(model, columns, count)
    stamp(model, written, scope=current_scope(), now=clock.now())
    companions = _companions(written, payloads or [{}] * count)
    _as_loaded(model, written)
    schema, _values = schema_of(model, latest_version(model))
    frozen = schema.canonical_rows([written[name] for name in schema.fields])
    written["digest"] = list(map(digest_of, companions["salt"], frozen))
    _take_successor_places(written)
    insert_values(model, list(written.values()))
    insert_values(Companion, [companions[field.attname] for field in Companion._meta.concrete_fields])
    _queue_for_sealing(model, written)
    return written


def _completed(model: type[Fact], columns: Mapping[str, Column], count: int) -> dict[str, Column]:
    """Every column of the model, in the order of its fields."""
    return {
        name: columns[name] if name in columns else [made() for _ in range(count)] if made else [still] * count
        for name, still, made in _defaults(model)
    }


@cache
def _defaults(model: type[Fact]) -> list[tuple[str, Any, Callable[[], Any] | None]]:
    """What a column holds where nothing is said: the same for every row, or made anew for each."""
    return [
        (field.attname, None, field.get_default)
        if field.has_default() and callable(field.default)
        else (field.attname, field.get_default(), None)
        for field in model._meta.concrete_fields
    ]


def stamp(model: type[Fact], columns: dict[str, Column], *, scope: Scope, now: dt.datetime) -> None:
    """Who acted and when it was recorded stand in every row; its local day where the draft left it out."""
    count = len(columns["id"])
    columns["recorded_at"] = [now] * count
    columns["schema_version"] = [latest_version(model)] * count
    if not all(columns["happened_at"]):
        columns["happened_at"] = [at or now for at in columns["happened_at"]]
    if not all(columns["day"]):
        days = zip(columns["day"], columns["happened_at"], strict=True)
        columns["day"] = [day or clock.local_day(at) for day, at in days]
    if not all(columns["actor_kind"]):
        kind, actor = scope.actor_kind.value, scope.actor_id
        pairs = list(zip(columns["actor_kind"], columns["actor_id"], strict=True))
        columns["actor_kind"] = [said or kind for said, _id in pairs]
        columns["actor_id"] = [given if said else actor for said, given in pairs]


@cache
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


def _write_json(payload: Payload) -> str:
    return orjson.dumps(payload, option=orjson.OPT_SORT_KEYS).decode()


def _companions(written: dict[str, Column], payloads: Sequence[Payload]) -> dict[str, Column]:
    """The salts and the payloads, as columns of Companion; each payload's digest goes onto the fact, under the fact's
    own digest."""
    count = len(payloads)
    chance = os.urandom(32 * count)  # one call of the system for all salts
    texts = [_write_json(payload) if payload else None for payload in payloads]
    spoken = zip(range(16 * count, 32 * count, 16), texts, strict=True)
    payload_salts = [chance[at : at + 16] if text is not None else None for at, text in spoken]
    written["payload_digest"] = [
        given if salt is None or text is None else payload_digest(salt, text)
        for given, salt, text in zip(written["payload_digest"], payload_salts, texts, strict=True)
    ]
    return {
        "id": written["id"],
        "day": written["day"],
        "organisation_id": written["organisation_id"],
        "salt": [chance[at : at + 16] for at in range(0, 16 * count, 16)],
        "payload_salt": payload_salts,
        "payload": texts,
        "forgotten_by": [None] * count,
    }


def _as_loaded(model: type[Fact], written: dict[str, Column]) -> None:
    """Values become what the database will give back (an id in text is a UUID), or verify would call it altered."""
    for name, kind, convert in _loaders(model, latest_version(model)):
        column = written[name]
        for odd in {*map(type, column)} - {kind, NoneType}:
            if not (kind is str and issubclass(odd, str)):
                column = [convert(value) if type(value) is odd else value for value in column]
        written[name] = column


@cache
def _loaders(model: type[Fact], version: int) -> list[tuple[str, type | None, Callable[[Any], Any]]]:
    """Each sealed column with the type that the database gives back as it is, and what makes the others so."""
    schema, _values = schema_of(model, version)
    fields = [field for field in model._meta.concrete_fields if field.attname in schema.fields]
    return [(field.attname, _plain_type(field), field.to_python) for field in fields]


def _plain_type(field: Any) -> type | None:
    while field.is_relation:
        field = field.target_field
    kinds: dict[str, type] = {
        "UUIDField": uuid.UUID, "DateTimeField": dt.datetime, "DateField": dt.date, "CharField": str,
        "BinaryField": bytes,
    }  # fmt: skip
    return kinds.get(field.get_internal_type())


def _take_successor_places(written: dict[str, Column]) -> None:
    if not any(written["supersedes_id"]):
        return
    places = zip(written["supersedes_id"], written["id"], written["day"], strict=True)
    wanted = [(successor_key(earlier), fact_id, day) for earlier, fact_id, day in places if earlier]
    if len(claim(wanted)) < len(wanted):
        raise Conflict(
            _("This entry was changed by somebody else a moment ago."),
            way=_("Look at what stands now and decide again."),
        )


def _queue_for_sealing(model: type[Fact], written: dict[str, Column]) -> None:
    entries = map(entry, written["id"], written["day"], written["digest"])
    waiting: dict[uuid.UUID, list[bytes]] = defaultdict(list)
    if len(set(written["organisation_id"])) == 1:
        waiting[written["organisation_id"][0]] = list(entries)
    else:
        for organisation, one in zip(written["organisation_id"], entries, strict=True):
            waiting[organisation].append(one)
    as_id = converter(PendingSeal._meta.get_field("organisation_id"), connection.vendor)
    table = connection.ops.quote_name(PendingSeal._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (organisation_id, stream, entries) VALUES (%s, %s, %s)",  # noqa: S608 - our own names
            [(as_id(organisation), model.stream, b"".join(parts)) for organisation, parts in waiting.items()],
        )


def entry(fact_id: uuid.UUID, day: dt.date, digest: bytes) -> bytes:
    """52 bytes: id, day ordinal, digest."""
    return fact_id.bytes + day.toordinal().to_bytes(4, "big") + digest


def payloads_of(keys: Iterable[tuple[dt.date, uuid.UUID]]) -> dict[uuid.UUID, Payload]:
    """The payloads of these facts by id; forgotten ones are empty. The caller has shown that the facts are visible."""
    wanted = list(keys)
    rows = (
        Companion.objects.filter(day__in={day for day, _id in wanted}, id__in=[fact_id for _day, fact_id in wanted])
        .seen_by_system()
        .values_list("id", "payload")
    )
    return {fact_id: json.loads(text) if text else {} for fact_id, text in rows}
