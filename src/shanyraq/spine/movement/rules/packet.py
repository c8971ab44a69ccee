"""What a packet holds. Its parts are brought by flows, each under a name: marks, attendance."""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any

Part = Callable[[uuid.UUID, int], Any]
"""Given a child and a school year, plain values that JSON can hold, with the ids of the facts behind them."""
_parts: dict[str, Part] = {}


def packet_part(name: str) -> Callable[[Part], Part]:
    """Declares who fills this part of every packet."""

    def register(part: Part) -> Part:
        _parts[name] = part
        return part

    return register


def contents_of(person_id: uuid.UUID, *, school_year: int) -> dict[str, Any]:
    """Every declared part of this child's packet, in the order of their names."""
    return {name: _parts[name](person_id, school_year) for name in sorted(_parts)}


def digest_of_contents(contents: Mapping[str, Any]) -> bytes:
    """The digest that both schools can work out from what they hold."""
    plain = json.dumps(contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).digest()
