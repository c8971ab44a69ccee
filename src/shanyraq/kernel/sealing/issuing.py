"""Receipts: a fact with its way up to a published root, for a parent to keep and check anywhere."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from shanyraq.kernel.facts.models import Companion, Fact, PendingSeal
from shanyraq.kernel.facts.recording import schema_of
from shanyraq.kernel.sealing.making import ENTRY, ID, KEY
from shanyraq.kernel.sealing.models import Publication, PublishedSeal, Seal
from shanyraq.kernel.sealing.receipt import Opened, Place, Words, make_receipt
from shanyraq.kernel.sealing.tree import HEIGHT, Tree, stored_proof, window


class NotPublished(LookupError):
    """The fact waits for its seal, or its seal for the day's publication."""


def seal_of(fact: Fact) -> tuple[Seal, int] | None:
    """The seal in which the fact stands and its place there; None while it waits. One query."""
    rows = Seal.objects.filter(
        organisation_id=fact.organisation_id, stream=type(fact).stream, first_id__lte=fact.id, last_id__gte=fact.id
    ).order_by("last_id")
    for seal in rows:
        index = _index(bytes(seal.keys), fact.id.bytes)
        if index is not None:
            return seal, index
    return None


def _index(keys: bytes, wanted: bytes) -> int | None:
    """Binary search among the sorted 20-byte keys."""
    low, high = 0, len(keys) // KEY
    while low < high:
        middle = (low + high) // 2
        if keys[middle * KEY : middle * KEY + ID] < wanted:
            low = middle + 1
        else:
            high = middle
    found = low * KEY < len(keys) and keys[low * KEY : low * KEY + ID] == wanted
    return low if found else None


def proof_of(seal: Seal, index: int) -> Place:
    """The path from the leaf to the seal's root, from stored nodes: no tree is built."""
    start, stop = window(index, seal.count, HEIGHT)
    leaves = bytes(seal.leaves)[start * 32 : stop * 32]
    path = stored_proof(index, size=seal.count, leaves=leaves, upper=bytes(seal.upper), height=HEIGHT)
    return Place(index=index, path=tuple(path))


def receipt_of(fact: Fact, *, words: Mapping[str, Words]) -> str:
    """The JSON text of the fact's receipt. Raises NotPublished until the day's root is out.

    The caller has shown that the fact is visible to the person who asks.
    """
    found = seal_of(fact)
    if found is None:
        raise NotPublished
    seal, index = found
    published = PublishedSeal.objects.filter(seal=seal).select_related("publication").first()
    if published is None:
        raise NotPublished
    hashes = PublishedSeal.objects.filter(publication=published.publication).order_by("index")
    tree = Tree([bytes(code) for code in hashes.values_list("seal__hash", flat=True)])
    return make_receipt(
        _opened(fact),
        words=words,
        fact_place=proof_of(seal, index),
        seal=seal.link(),
        seal_place=Place(index=published.index, path=tuple(tree.proof(published.index))),
        publication=published.publication.link(),
    )


def _opened(fact: Fact) -> Opened:
    """The columns of the fact with its salt. The payload stays at home: the receipt shows its digest only."""
    companion = Companion.objects.filter(day=fact.day, id=fact.id).seen_by_system().get()
    schema, values = schema_of(type(fact), fact.schema_version)
    plain = [bytes(value) if isinstance(value, memoryview) else value for value in values(fact)]
    return Opened(
        kind=schema.kind,
        version=schema.version,
        fields=tuple(zip(schema.fields, plain, strict=True)),
        salt=bytes(companion.salt),
    )


def waiting_ids(organisation_id: uuid.UUID, stream: str) -> frozenset[uuid.UUID]:
    """The facts of a chain that are written and not yet sealed: everything else there is sealed. One query."""
    rows = PendingSeal.objects.filter(organisation_id=organisation_id, stream=stream).values_list("entries", flat=True)
    return frozenset(
        uuid.UUID(bytes=bytes(blob)[start : start + ID]) for blob in rows for start in range(0, len(bytes(blob)), ENTRY)
    )


@dataclass(frozen=True, slots=True)
class Root:
    """One published root, as everybody may keep it."""

    day: dt.date
    code: str
    seals: int


def roots(limit: int) -> list[Root]:
    """The newest published roots."""
    rows = Publication.objects.order_by("-number").values_list("day", "hash", "seal_count")[:limit]
    return [Root(day, bytes(code).hex(), seals) for day, code, seals in rows]
