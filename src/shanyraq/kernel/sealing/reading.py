"""Reading a receipt that somebody hands us: strict, bounded, and never a surprise. Pure."""

import datetime as dt
import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from shanyraq.kernel.sealing.canonical import SALT_SIZE, Value, canonical_bytes
from shanyraq.kernel.sealing.chain import Publication, Seal
from shanyraq.kernel.sealing.opening import Malformed, named, read_value
from shanyraq.kernel.sealing.rows import FORMAT, LANGUAGES, Forgotten, Opened, Place, Receipt, Words
from shanyraq.kernel.sealing.tree import SIZE

MAX_BYTES = 1 << 20
MAX_NUMBER = 1 << 48
MAX_PATH = 48
_HEX = re.compile(r"[0-9a-f]*")
_SPELLED: dict[Any, str] = {uuid.UUID: "uuid", dt.date: "date", dt.datetime: "instant", str: "text"}


def read_receipt(text: str | bytes) -> Receipt:
    """The receipt in this text. Raises Malformed, naming the place, for anything else, however hostile."""
    whole = named(read_json(text), ("receipt", "words", "fact", "seal", "publication"), "receipt")
    if _number(whole["receipt"], "receipt") != FORMAT:
        raise Malformed("receipt")
    said = named(whole["words"], LANGUAGES, "words")
    fact, digest, fact_place = _fact(whole["fact"])
    seal_row = _row(whole["seal"], Seal, "seal", extra=("place",))
    return Receipt(
        words={language: Words(**_row(said[language], Words, "words")) for language in LANGUAGES},
        fact=fact,
        digest=digest,
        fact_place=fact_place,
        seal_place=_place(seal_row.pop("place"), "seal.place"),
        seal=Seal(**seal_row),
        publication=Publication(**_row(whole["publication"], Publication, "publication")),
    )


def read_json(text: str | bytes) -> Any:
    """Strict JSON: no doubled names, no fractions, no NaN, small numbers, at most a megabyte of UTF-8."""
    try:
        data = text.encode() if isinstance(text, str) else text
        if len(data) > MAX_BYTES:
            raise Malformed("too large")
        found = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_float=_refused,
            parse_constant=_refused,
            parse_int=_int,
        )
        json.dumps(found, ensure_ascii=False).encode()  # a lone surrogate is no text
    except Malformed:
        raise
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise Malformed("a name stands twice")
    return made


def _refused(_written: str) -> Any:
    raise Malformed("a fraction")


def _int(written: str) -> int:
    if len(written) > 16:
        raise Malformed("a number is too large")
    return int(written)


def _fact(node: Any) -> tuple[Opened | Forgotten, bytes, Place]:
    forgotten = isinstance(node, dict) and "forgotten_by" in node
    rest = ("forgotten_by",) if forgotten else ("version", "salt", "fields")
    shown = named(node, ("kind", "digest", "place", *rest), "fact")
    digest, place = _hex(shown["digest"], SIZE, "fact.digest"), _place(shown["place"], "fact.place")
    kind = _text(shown["kind"], "fact.kind")
    if forgotten:
        return Forgotten(kind, digest, _text(shown["forgotten_by"], "fact.forgotten_by")), digest, place
    version, salt = _number(shown["version"], "fact.version"), _hex(shown["salt"], SALT_SIZE, "fact.salt")
    fact = Opened(kind, version, _fields(shown["fields"]), salt)
    try:
        canonical_bytes(fact.version, fact.kind, fact.fields)
    except (TypeError, ValueError, OverflowError):
        raise Malformed("fact.fields") from None
    return fact, digest, place


def _fields(nodes: Any) -> tuple[tuple[str, Value], ...]:
    if not isinstance(nodes, list):
        raise Malformed("fact.fields")
    rows = [named(node, ("name", "type", "value"), "fact.fields") for node in nodes]
    return tuple((_text(row["name"], "fact.fields"), read_value(row, "fact.fields")) for row in rows)


def _place(node: Any, where: str) -> Place:
    shown = named(node, ("index", "path"), where)
    path = shown["path"]
    if not isinstance(path, list) or len(path) > MAX_PATH:
        raise Malformed(where)
    return Place(_number(shown["index"], where), tuple(_hex(item, SIZE, where) for item in path))


def _row(node: Any, model: Any, where: str, *, extra: Sequence[str] = ()) -> dict[str, Any]:
    """The cells of a frozen row, each of the type that the row declares."""
    columns = fields(model)
    shown = dict(named(node, (*(each.name for each in columns), *extra), where))
    return shown | {each.name: _cell(each.type, shown[each.name], f"{where}.{each.name}") for each in columns}


def _cell(kind: Any, written: Any, where: str) -> Any:
    if kind is int:
        return _number(written, where)
    if kind is bytes:
        return _hex(written, SIZE, where)
    return read_value({"type": _SPELLED[kind], "value": _text(written, where)}, where)


def _number(written: Any, where: str) -> int:
    if type(written) is not int or not 0 <= written < MAX_NUMBER:
        raise Malformed(where)
    return written


def _hex(written: Any, size: int, where: str) -> bytes:
    if not isinstance(written, str) or len(written) != 2 * size or not _HEX.fullmatch(written):
        raise Malformed(where)
    return bytes.fromhex(written)


def _text(written: Any, where: str) -> str:
    if not isinstance(written, str):
        raise Malformed(where)
    return written
