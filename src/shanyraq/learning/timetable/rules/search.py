"""How far a search is, as the machine notes it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    state: str
    spent: float
    slices: int
    lessons: int
    left_out: int | None
    hard: int | None
    soft: int | None
    trail: list[list[float]]
    best: dict[str, list[str]]
    breaches: dict[str, list[int]]


def row_of_conflict(conflict: Any) -> dict[str, Any]:
    """A conflict of what was asked, as it is kept: kinds, keys and figures, no names."""
    reason = conflict.reason
    return {
        "asks": [[ask.kind.value, ask.key] for ask in conflict.asks],
        "small": conflict.small,
        "reason": [reason.shortage.value, reason.who, reason.wanted, reason.possible] if reason else None,
    }
