"""Time-ordered identifiers (RFC 9562, version 7): sorted by creation, so that indexes grow at one end."""

import os
import time
import uuid


def new_id(at_ms: int | None = None) -> uuid.UUID:
    """A new UUIDv7; 48 bits of Unix milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000 if at_ms is None else at_ms
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)
