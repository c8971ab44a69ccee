"""Cursors: where a reading goes on, signed, so that nobody makes one up and none is taken to another question."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core import signing

SALT = "interface.cursor"


class Broken(ValueError):
    """Not a cursor of this house."""


class Elsewhere(ValueError):
    """A cursor of another question."""


def made(identity: Sequence[str], place: Sequence[Any]) -> str:
    """The cursor after this place in the answer to this question."""
    return signing.dumps([_digest(identity), *map(_plain, place)], salt=SALT, compress=True)


def read(cursor: str, identity: Sequence[str]) -> list[Any]:
    """The place in the answer. Raises Broken, or Elsewhere."""
    try:
        found = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise Broken from None
    if not isinstance(found, list) or not found:
        raise Broken
    if found[0] != _digest(identity):
        raise Elsewhere
    return found[1:]


def _digest(identity: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(identity).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else str(value)
