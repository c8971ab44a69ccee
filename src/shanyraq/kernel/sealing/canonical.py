"""The frozen bytes of a fact and its salted digest. Pure: no Django, no clock, no database.

The bytes are length-prefixed and typed, so two different facts never share them, and they do not depend on
how a database hands a value back: an instant is UTC microseconds, 1.50 is 1.5, an enum member is its plain
value. Text is taken as it stands, never normalised. The names of the fields are inside, so a receipt cannot
swap labels.

    bytes  = "SHQ" 01 | text kind | u16 version | u16 count | (text name, value) ...
    value  = tag (1 byte) | length (4 bytes, big-endian) | content
    digest = SHA-256(04 | salt (16 bytes) | bytes)

This layout may never change. A new column makes a new version of its kind beside the old one; a new type
takes a tag of its own. `standalone/check_receipt.py` holds a second, independent implementation.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from itertools import repeat
from operator import is_, itemgetter
from typing import Any

Scalar = None | bool | int | str | uuid.UUID | dt.date | dt.datetime | Decimal | bytes
Value = Any
"""A Scalar, or a list or a dict (keys are text) of Values. Any, because a recursive union helps no caller."""

SALT_SIZE = 16
MAX_DEPTH = 16
MAX_DIGITS = 64
FACT_PREFIX = b"\x04"
_MAGIC = b"SHQ\x01"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,62}")
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_NONE, _TRUE, _FALSE = b"N\0\0\0\0", b"B\0\0\0\x01\x01", b"B\0\0\0\x01\x00"
# Tables for what nearly every fact holds: measured, they take a third off (bench/bench_sealing.py).
_TEXT = [b"S" + size.to_bytes(4, "big") for size in range(256)]
_SMALL = [b"I\0\0\0\x08" + number.to_bytes(8, "big") for number in range(256)]
_INT, _UUID, _DATE, _INSTANT = b"I\0\0\0\x08", b"U\0\0\0\x10", b"D\0\0\0\x0a", b"T\0\0\0\x08"


@dataclass(frozen=True, slots=True)
class Schema:
    """The field list of one version of one kind of fact: the only order in which its bytes are written."""

    kind: str
    version: int
    fields: tuple[str, ...]
    _head: bytes = field(init=False, repr=False, compare=False)
    _names: tuple[bytes, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name in (self.kind, *self.fields):
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name!r} is no name for a kind or a field")
        if len(set(self.fields)) < len(self.fields):
            raise ValueError(f"{self.kind}: a field stands twice")
        numbers = self.version.to_bytes(2, "big") + len(self.fields).to_bytes(2, "big")
        object.__setattr__(self, "_head", _MAGIC + _text(self.kind) + numbers)
        object.__setattr__(self, "_names", tuple(_text(name) for name in self.fields))

    @property
    def fingerprint(self) -> str:
        """One line for a lock file: a kind and version once locked may never have another fingerprint."""
        return sha256(self._head + b"".join(self._names)).hexdigest()

    def canonical(self, values: Sequence[Value]) -> bytes:
        """The frozen bytes of these values, given in the order of `fields`."""
        encoder = _ENCODERS
        pairs = zip(self._names, values, strict=True)
        return self._head + b"".join([name + encoder[type(value)](value) for name, value in pairs])

    def canonical_rows(self, columns: Sequence[Sequence[Value]]) -> list[bytes]:
        """The frozen bytes of many facts, their values given column by column in the order of `fields`.

        Byte for byte what `canonical` gives for each row; what a whole column has in common is spelled once
        (measured in bench/bench_passages.py: a third of the time for a hundred passages)."""
        parts: list[Iterable[bytes]] = [repeat(self._head)]
        done: dict[int, list[bytes]] = {}
        for name, column in zip(self._names, columns, strict=True):
            first = column[0]
            if column[-1] is first and all(map(is_, column, repeat(first))):
                parts.append(repeat(name + _ENCODERS[type(first)](first)))
                continue
            if id(column) not in done:  # two fields may hold one column: when a gate's clock is right, both its times
                done[id(column)] = _column(column)
            parts.append([name + value for value in done[id(column)]])
        return [b"".join(row) for row, _one in zip(zip(*parts, strict=False), columns[0], strict=False)]


def _column(values: Sequence[Value]) -> list[bytes]:
    """The bytes of many values; of one type, as they are but for what is missing, they need no look at each."""
    kinds = {*map(type, values)}
    encoder = _ENCODERS
    if len(kinds) == 1:
        return list(map(encoder[kinds.pop()], values))
    return [encoder[type(value)](value) for value in values]


def canonical_bytes(version: int, kind: str, fields: Sequence[tuple[str, Value]]) -> bytes:
    """The frozen bytes of a fact whose (name, value) pairs stand in the order of its version.

    Raises TypeError for a type that no database returns unchanged (float, time without zone), ValueError
    for a value out of bounds."""
    names, values = zip(*fields, strict=True) if fields else ((), ())
    return _schema(kind, version, names).canonical(values)


def digest_of(salt: bytes, canonical: bytes) -> bytes:
    """The digest that the fact keeps for ever; without the salt nobody can guess the fact from it."""
    if len(salt) != SALT_SIZE:
        raise ValueError("a salt has 16 bytes")
    return sha256(FACT_PREFIX + salt + canonical).digest()


def digests(pairs: Iterable[tuple[bytes, bytes]]) -> list[bytes]:
    """The digests of many (salt, canonical bytes), in their order."""
    return [digest_of(salt, canonical) for salt, canonical in pairs]


class Schemas:
    """Every version of every kind; what has been declared is frozen."""

    def __init__(self) -> None:
        self._all: dict[tuple[str, int], Schema] = {}

    def declare(self, kind: str, version: int, fields: Sequence[str]) -> Schema:
        """The schema stands. Raises ValueError if this version was declared with other fields."""
        new = _schema(kind, version, tuple(fields))
        if self._all.setdefault((kind, version), new) != new:
            raise ValueError(f"version {version} of {kind!r} is frozen: declare version {version + 1}")
        return new

    def of(self, kind: str, version: int) -> Schema:
        """Raises KeyError for one that was never declared."""
        return self._all[kind, version]

    def lock(self) -> str:
        """The text of the lock file: kind, version, fingerprint, a line each, sorted."""
        return "".join(
            f"{kind} {version} {self._all[kind, version].fingerprint}\n" for kind, version in sorted(self._all)
        )

    def matching(self, kind: str, row: Mapping[str, Value], *, salt: bytes, digest: bytes) -> int | None:
        """The version whose bytes of this row give this digest; None when the row was altered."""
        for version in sorted((v for k, v in self._all if k == kind), reverse=True):
            schema = self._all[kind, version]
            if digest_of(salt, schema.canonical([row.get(name) for name in schema.fields])) == digest:
                return version
        return None


@lru_cache(maxsize=1024)
def _schema(kind: str, version: int, names: tuple[str, ...]) -> Schema:
    return Schema(kind, version, names)


def _sized(tag: bytes, content: bytes) -> bytes:
    return tag + len(content).to_bytes(4, "big") + content


def _text(value: str) -> bytes:
    # str.encode, not value.encode: an enum member or a marked-up string is sealed as the plain text it holds.
    content = str.encode(value)
    size = len(content)
    return (_TEXT[size] if size < 256 else b"S" + size.to_bytes(4, "big")) + content


def _int(value: int) -> bytes:
    if 0 <= value < 256:
        return _SMALL[value]
    try:
        return _INT + int(value).to_bytes(8, "big", signed=True)
    except OverflowError:
        raise ValueError("a number beyond 64 bits cannot be sealed") from None


def _instant(value: dt.datetime) -> bytes:
    if value.tzinfo is None:
        raise TypeError("a time without a zone cannot be sealed")
    since = value - _EPOCH
    micros = (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
    return _INSTANT + micros.to_bytes(8, "big", signed=True)


def plain_decimal(value: Decimal) -> tuple[str, int]:
    """(signed digits, exponent), no trailing zeros: 1.50 -> ("15", -1), 100 -> ("1", 2), -0 -> ("0", 0)."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError("only a finite number can be sealed")
    written = "".join(map(str, digits)).lstrip("0")
    kept = written.rstrip("0")
    if not kept:
        return "0", 0
    exponent += len(written) - len(kept)
    if len(kept) > MAX_DIGITS or abs(exponent) > MAX_DIGITS:
        raise ValueError("a number of more than 64 digits cannot be sealed")
    return ("-" if sign else "") + kept, exponent


def _decimal(value: Decimal) -> bytes:
    digits, exponent = plain_decimal(value)
    return _sized(b"M", f"{digits}E{exponent}".encode())


def _list(value: Sequence[Value], depth: int = 1) -> bytes:
    return _sized(b"L", b"".join([_nested(item, depth) for item in value]))


def _dict(value: Mapping[str, Value], depth: int = 1) -> bytes:
    if not all(isinstance(key, str) for key in value):
        raise TypeError("the keys of a sealed map are text")
    # UTF-8 sorts as its code points do.
    items = sorted(((_plain(key), item) for key, item in value.items()), key=itemgetter(0))
    return _sized(b"O", b"".join([_text(key) + _nested(item, depth) for key, item in items]))


def _plain(text: str) -> str:
    return text if type(text) is str else str.encode(text).decode()


def _nested(value: Value, depth: int) -> bytes:
    encoder = _ENCODERS[type(value)]
    if encoder is _list or encoder is _dict:
        if depth >= MAX_DEPTH:
            raise ValueError("nested too deeply to be sealed")
        return encoder(value, depth + 1)
    return encoder(value)


class _ByType(dict[type, Callable[..., bytes]]):
    """Encoders by exact type; a subclass (enum member, marked-up text) takes that of the first type it is."""

    def __missing__(self, kind: type) -> Callable[..., bytes]:
        for known, encoder in list(self.items()):
            if issubclass(kind, known):
                self[kind] = encoder
                return encoder
        raise TypeError(f"a {kind.__name__} cannot be sealed: no database returns it unchanged")


@lru_cache(maxsize=4096)
def _date(value: dt.date) -> bytes:
    return _DATE + value.isoformat().encode()


_ENCODERS = _ByType()
_ENCODERS |= {
    type(None): lambda _: _NONE,
    bool: lambda value: _TRUE if value else _FALSE,
    int: _int,
    str: _text,
    uuid.UUID: lambda value: _UUID + value.int.to_bytes(16, "big"),
    dt.datetime: _instant,
    dt.date: _date,
    Decimal: _decimal,
    bytes: lambda value: _sized(b"X", bytes(value)),
    bytearray: lambda value: _sized(b"X", bytes(value)),
    memoryview: lambda value: _sized(b"X", bytes(value)),
    list: _list,
    tuple: _list,
    dict: _dict,
}
