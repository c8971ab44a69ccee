"""Time-ordered identifiers (RFC 9562, version 7): sorted by creation, so that indexes grow at one end.

Within one process they also ascend inside a millisecond: the twelve bits after the time count (RFC 9562, section 6.2,
method 1), starting low at random; when they run over, the next millisecond is borrowed.
"""

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0
_STEPS = 1 << 12
_START = 1 << 8


def new_id(at_ms: int | None = None) -> uuid.UUID:
    """A new UUIDv7: 48 bits of Unix milliseconds, 12 that count, 62 random bits.

    With `at_ms` the time is given (tests, loading of the past) and the count is random.
    """
    chance = os.urandom(10)
    if at_ms is not None:
        place = (at_ms << 12) | int.from_bytes(chance[8:]) >> 4
    else:
        place = _next_place(time.time_ns() // 1_000_000, int.from_bytes(chance[8:]) % _START)
    value = (place >> 12 & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | (place & 0xFFF) << 64
    return uuid.UUID(int=value | 0x2 << 62 | int.from_bytes(chance[:8]) >> 2)


def new_ids(count: int) -> list[uuid.UUID]:
    """Many new ids at once, ascending: one look at the clock and one draw of chance for all."""
    chance = os.urandom(8 * count + 2)
    first = _next_place(time.time_ns() // 1_000_000, int.from_bytes(chance[-2:]) % _START, count=count)
    return [
        uuid.UUID(
            int=(place >> 12 & 0xFFFFFFFFFFFF) << 80
            | 0x7 << 76
            | (place & 0xFFF) << 64
            | 0x2 << 62
            | int.from_bytes(chance[at : at + 8]) >> 2
        )
        for place, at in zip(range(first, first + count), range(0, 8 * count, 8), strict=True)
    ]


def _next_place(now_ms: int, start: int, *, count: int = 1) -> int:
    """The later of "this millisecond" and "one after the last id"; `count` places from it on are taken."""
    global _last
    with _lock:
        first = max(now_ms * _STEPS + start, _last + 1)
        _last = first + count - 1
        return first
