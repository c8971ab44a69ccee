"""How a fact comes to stand: stamped, digested, written with its companion, queued for its seal. All in one go."""

import datetime as dt
import json
import os
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import sha256
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.results import Conflict
from shanyraq.kernel.facts.claims import claim, successor_key
from shanyraq.kernel.facts.inserts import converter, insert_values
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
    if facts:
        record_rows(type(facts[0]), [vars(fact) for fact in facts], payloads=payloads)
    for fact in facts:
        fact._state.adding = False
        fact._state.db = DEFAULT_DB_ALIAS
    return list(facts)


def record_rows(
    model: type[Fact], rows: Sequence[dict[str, Any]], *, payloads: Sequence[Payload] | None = None
) -> None:
    """The same for rows by the names of their columns, where a model for each would cost more than the writing.

    What is left out of a row is its field's default. The rows are completed in place: id, day, digest and all.
    """
    if not rows:
        return
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("facts are recorded inside an action")
    _complete(model, rows)
    stamp(model, rows, scope=current_scope(), now=clock.now())
    companions = _companions(rows, payloads or [{}] * len(rows))
    _as_loaded(model, rows)
    _digest(model, rows, companions["salt"])
    _take_successor_places(rows)
    insert_values(model, _columns(rows, [field.attname for field in model._meta.concrete_fields]))
    insert_values(Companion, [companions[field.attname] for field in Companion._meta.concrete_fields])
    _queue_for_sealing(model, rows)


def _columns(rows: Sequence[dict[str, Any]], names: Sequence[str]) -> list[tuple[Any, ...]]:
    return list(zip(*map(itemgetter(*names), rows), strict=True))


def _complete(model: type[Fact], rows: Sequence[dict[str, Any]]) -> None:
    """Every column stands in every row."""
    still, made = _defaults(model)
    for row in rows:
        for name in still.keys() - row.keys():
            row[name] = still[name]
        for name in made.keys() - row.keys():
            row[name] = made[name]()


@cache
def _defaults(model: type[Fact]) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    """What a column holds where nothing is said: the same for every row, or made anew for each."""
    fields = model._meta.concrete_fields
    still = {field.attname: field.get_default() for field in fields if not callable(field.default)}
    return still, {field.attname: field.get_default for field in fields if callable(field.default)}


def stamp(model: type[Fact], rows: Sequence[dict[str, Any]], *, scope: Scope, now: dt.datetime) -> None:
    """Who acted and when it was recorded stand on every row; its local day where the draft left it out."""
    version, kind, actor = latest_version(model), scope.actor_kind.value, scope.actor_id
    for row in rows:
        row["recorded_at"] = now
        row["happened_at"] = row["happened_at"] or now
        row["day"] = row["day"] or clock.local_day(row["happened_at"])
        row["schema_version"] = version
        if not row["actor_kind"]:
            row["actor_kind"], row["actor_id"] = kind, actor


def _digest(model: type[Fact], rows: Sequence[dict[str, Any]], salts: Sequence[bytes]) -> None:
    """The digest over the frozen bytes stands on every row."""
    schema, _values = schema_of(model, latest_version(model))
    frozen = schema.canonical_rows(_columns(rows, schema.fields))
    for row, salt, content in zip(rows, salts, frozen, strict=True):
        row["digest"] = digest_of(salt, content)


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


_write_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _companions(rows: Sequence[dict[str, Any]], payloads: Sequence[Payload]) -> dict[str, list[Any]]:
    """The salts and the payloads, as columns of Companion; each payload's digest goes onto the fact, under the fact's
    own digest."""
    chance = os.urandom(32 * len(rows))  # one call of the system for all salts
    salts = [chance[at : at + 16] for at in range(0, len(chance), 32)]
    texts = [_write_json(payload) if payload else None for payload in payloads]
    payload_salts = [chance[at * 32 + 16 : at * 32 + 32] if text is not None else None for at, text in enumerate(texts)]
    for row, salt, text in zip(rows, payload_salts, texts, strict=True):
        if salt is not None and text is not None:
            row["payload_digest"] = payload_digest(salt, text)
    return {
        "id": [row["id"] for row in rows],
        "day": [row["day"] for row in rows],
        "organisation_id": [row["organisation_id"] for row in rows],
        "salt": salts,
        "payload_salt": payload_salts,
        "payload": texts,
        "forgotten_by": [None] * len(rows),
    }


def _as_loaded(model: type[Fact], rows: Sequence[dict[str, Any]]) -> None:
    """Values become what the database will give back (an id in text is a UUID), or verify would call it altered."""
    for name, kind, convert in _loaders(model, latest_version(model)):
        for row in rows:
            value = row[name]
            if value is not None and type(value) is not kind and not (kind is str and isinstance(value, str)):
                row[name] = convert(value)


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


def _take_successor_places(rows: Sequence[dict[str, Any]]) -> None:
    wanted = [(successor_key(r["supersedes_id"]), r["id"], r["day"]) for r in rows if r["supersedes_id"]]
    if wanted and len(claim(wanted)) < len(wanted):
        raise Conflict(
            _("This entry was changed by somebody else a moment ago."),
            way=_("Look at what stands now and decide again."),
        )


def _queue_for_sealing(model: type[Fact], rows: Sequence[dict[str, Any]]) -> None:
    waiting: dict[uuid.UUID, list[bytes]] = defaultdict(list)
    for row in rows:
        waiting[row["organisation_id"]].append(entry(row["id"], row["day"], row["digest"]))
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
