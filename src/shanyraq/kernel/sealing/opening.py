"""A sealed value as text in a receipt, and back. Pure.

Every value has exactly one spelling: what does not read back to the same text is refused, so that a receipt
cannot show one thing and prove another.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from shanyraq.kernel.sealing.canonical import MAX_DEPTH, Value, plain_decimal

_INSTANT = "%Y-%m-%dT%H:%M:%S.%fZ"
_SPELLING = {
    "int": re.compile(r"-?[0-9]{1,19}"),
    "uuid": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "instant": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z"),
    "decimal": re.compile(r"-?[0-9]{1,129}(\.[0-9]{1,128})?"),
    "bytes": re.compile(r"([0-9a-f]{2})*"),
}


class Malformed(ValueError):
    """The text is no receipt. The message names the place."""


def spell_instant(value: dt.datetime) -> str:
    # isoformat, not strftime: the C library writes the year 999 in three figures.
    return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_instant(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, _INSTANT).replace(tzinfo=dt.UTC)


def _spell_decimal(value: Decimal) -> str:
    digits, exponent = plain_decimal(value)
    return format(Decimal(f"{digits}E{exponent}"), "f")


_SPELL: tuple[tuple[type, str, Callable[[Any], str]], ...] = (
    (int, "int", lambda value: str(int(value))),
    (str, "text", lambda value: str.encode(value).decode()),
    (uuid.UUID, "uuid", str),
    (dt.datetime, "instant", spell_instant),
    (dt.date, "date", lambda value: value.isoformat()),
    (Decimal, "decimal", _spell_decimal),
    (bytes, "bytes", lambda value: value.hex()),
    (bytearray, "bytes", lambda value: value.hex()),
    (memoryview, "bytes", lambda value: value.hex()),
)
_READ: dict[str, Callable[[str], Value]] = {
    "int": int,
    "uuid": uuid.UUID,
    "instant": read_instant,
    "date": dt.date.fromisoformat,
    "decimal": Decimal,
    "bytes": bytes.fromhex,
}


def spell(value: Value) -> dict[str, Any]:
    """The value as {"type", "value"} for JSON, without a single JSON number."""
    if value is None:
        return {"type": "none", "value": None}
    if isinstance(value, bool):
        return {"type": "bool", "value": value}
    if isinstance(value, list | tuple):
        return {"type": "list", "value": [spell(item) for item in value]}
    if isinstance(value, Mapping):
        return {"type": "map", "value": [{"name": key, **spell(value[key])} for key in sorted(value)]}
    for kind, name, write in _SPELL:
        if isinstance(value, kind):
            return {"type": name, "value": write(value)}
    raise TypeError(f"a {type(value).__name__} cannot be sealed")


def read_value(node: Mapping[str, Any], where: str, depth: int = 0) -> Value:
    """The value that `spell` wrote. Raises Malformed for anything that `spell` would not have written."""
    kind, written = node["type"], node["value"]
    if depth > MAX_DEPTH or not isinstance(kind, str):
        raise Malformed(where)
    if kind == "none" and written is None:
        return None
    if kind == "bool" and isinstance(written, bool):
        return written
    if kind in ("list", "map") and isinstance(written, list):
        return _read_many(written, where, depth, keyed=kind == "map")
    if not isinstance(written, str):
        raise Malformed(where)
    return _read_text(kind, written, where)


def named(node: Any, names: tuple[str, ...], where: str) -> dict[str, Any]:
    """The node, when it is an object with exactly these names."""
    if not isinstance(node, dict) or set(node) != set(names):
        raise Malformed(where)
    return node


def _read_many(nodes: list[Any], where: str, depth: int, *, keyed: bool) -> Value:
    shape = ("name", "type", "value") if keyed else ("type", "value")
    read = [read_value(named(node, shape, where), where, depth + 1) for node in nodes]
    if not keyed:
        return read
    names = [node["name"] for node in nodes]
    if not all(isinstance(name, str) for name in names) or names != sorted(set(names)):
        raise Malformed(where)
    return dict(zip(names, read, strict=True))


def _read_text(kind: str, written: str, where: str) -> Value:
    if kind == "text":
        return written
    pattern = _SPELLING.get(kind)
    if pattern is None or not pattern.fullmatch(written):
        raise Malformed(where)
    try:
        value = _READ[kind](written)
        same = spell(value)["value"] == written
    except (ValueError, OverflowError, ArithmeticError):
        raise Malformed(where) from None
    if not same:
        raise Malformed(where)
    return value
