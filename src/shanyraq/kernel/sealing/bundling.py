"""A bundle: a whole chain of seals of one stream of one organisation, with every fact that the reader may read opened.

Lines of JSON. A seal's line is followed by one line for each of its leaves, in their order: an opened fact, or the
digest alone of one that stays closed. The whole tree is there, so no leaf needs a path of its own; what was left out or
put in is seen from the root. The stand-alone script checks it as it checks a receipt.
"""

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from typing import Any

from shanyraq.kernel.facts.models import Companion, Fact, model_of
from shanyraq.kernel.facts.recording import schema_of
from shanyraq.kernel.sealing.making import ID, KEY
from shanyraq.kernel.sealing.models import Publication, PublishedSeal, Seal
from shanyraq.kernel.sealing.opening import spell
from shanyraq.kernel.sealing.receipt import plain_row
from shanyraq.kernel.sealing.rows import FORMAT
from shanyraq.kernel.sealing.tree import SIZE, Tree

AT_ONCE = 400


def sealed_streams(organisation_id: uuid.UUID) -> list[str]:
    """The streams of which the organisation has seals, by name. One query."""
    rows = Seal.objects.filter(organisation_id=organisation_id).order_by().values_list("stream", flat=True)
    return sorted(set(rows.distinct()))


def bundle_of(organisation_id: uuid.UUID, stream: str) -> Iterator[str]:
    """The lines of the chain, the oldest seal first; a fact that the scope does not see stays closed."""
    trees: dict[int, Tree] = {}
    seals = Seal.objects.filter(organisation_id=organisation_id, stream=stream).order_by("sequence")
    for seal in seals.iterator(chunk_size=1):
        yield _line(_head(seal, trees))
        yield from (_line(leaf) for leaf in _leaves(seal, model_of(stream)))


def _head(seal: Seal, trees: dict[int, Tree]) -> dict[str, Any]:
    """The seal, and where it was published; a seal of today is not published yet."""
    head = {"bundle": FORMAT, "seal": plain_row(seal.link()), "place": None, "publication": None}
    published = PublishedSeal.objects.filter(seal=seal).select_related("publication").first()
    if published is None:
        return head
    tree = trees.get(published.publication_id) or _tree(published.publication)
    trees.clear()  # seals follow one another: the tree of one publication at a time is enough
    trees[published.publication_id] = tree
    path = [bytes(node).hex() for node in tree.proof(published.index)]
    place = {"index": published.index, "path": path}
    return {**head, "place": place, "publication": plain_row(published.publication.link())}


def _tree(publication: Publication) -> Tree:
    hashes = PublishedSeal.objects.filter(publication=publication).order_by("index")
    return Tree([bytes(code) for code in hashes.values_list("seal__hash", flat=True)])


def _leaves(seal: Seal, model: type[Fact]) -> Iterator[dict[str, Any]]:
    keys, leaves = bytes(seal.keys), bytes(seal.leaves)
    for start in range(0, seal.count, AT_ONCE):
        part = range(start, min(start + AT_ONCE, seal.count))
        known = _opened(model, [_key(keys, at) for at in part])
        for at in part:
            closed = {"digest": leaves[at * SIZE : (at + 1) * SIZE].hex()}
            yield known.get(_key(keys, at)[1], closed)


def _key(keys: bytes, at: int) -> tuple[dt.date, uuid.UUID]:
    entry = keys[at * KEY : (at + 1) * KEY]
    return dt.date.fromordinal(int.from_bytes(entry[ID:], "big")), uuid.UUID(bytes=entry[:ID])


def _opened(model: type[Fact], keys: list[tuple[dt.date, uuid.UUID]]) -> dict[uuid.UUID, dict[str, Any]]:
    """The facts of these keys that the scope sees, opened."""
    days, ids = {day for day, _id in keys}, [key for _day, key in keys]
    rows = list(model.objects.filter(day__in=days, id__in=ids))
    found = Companion.objects.filter(day__in=days, id__in=[row.id for row in rows]).seen_by_system()
    salts = dict(found.values_list("id", "salt")) if rows else {}
    return {row.id: _shown(row, bytes(salts[row.id])) for row in rows if row.id in salts}


def _shown(row: Fact, salt: bytes) -> dict[str, Any]:
    schema, values = schema_of(type(row), row.schema_version)
    plain = [bytes(value) if isinstance(value, memoryview) else value for value in values(row)]
    fields = [{"name": name, **spell(value)} for name, value in zip(schema.fields, plain, strict=True)]
    return {"version": schema.version, "salt": salt.hex(), "fields": fields}


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
