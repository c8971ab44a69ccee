"""Keys that can be taken once, also by two writers at the same instant."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence

from django.db import connection


def intake_key(*parts: str) -> bytes:
    """The key of one arrival, e.g. (stream, device serial, device time, card): the same parts, the same key."""
    return hashlib.sha256("\x1f".join(parts).encode()).digest()


def successor_key(fact_id: uuid.UUID) -> bytes:
    """The place of the one fact that may supersede this one."""
    return hashlib.sha256(b"successor\x1f" + fact_id.bytes).digest()


def claim(wanted: Sequence[tuple[bytes, uuid.UUID, dt.date]]) -> set[bytes]:
    """Takes the keys for these facts; returns those that were free. The others had been taken before.

    Every attempt brings new fact ids: whose a key is tells whether this attempt took it.
    Two writers cannot both win: the loser waits for the winner's commit.
    """
    won: set[bytes] = set()
    for start in range(0, len(wanted), 200):
        part = wanted[start : start + 200]
        won |= _taken_on_sqlite(part) if connection.vendor == "sqlite" else _taken(part)
    return won


def _taken(part: Sequence[tuple[bytes, uuid.UUID, dt.date]]) -> set[bytes]:
    values = ",".join(["(%s,%s,%s)"] * len(part))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO facts_claim (key, fact_id, fact_day) VALUES {values}"  # noqa: S608 - places only
            " ON CONFLICT DO NOTHING RETURNING key",
            [value for row in part for value in row],
        )
        return {bytes(row[0]) for row in cursor.fetchall()}


def _taken_on_sqlite(part: Sequence[tuple[bytes, uuid.UUID, dt.date]]) -> set[bytes]:
    """Its one writer lets nobody between two statements, and small statements cost it half (bench_passages.py)."""
    spelled = {day: day.isoformat() for day in {row[2] for row in part}}
    rows = [(key, f"{fact_id.int:032x}", spelled[day]) for key, fact_id, day in part]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO facts_claim (key, fact_id, fact_day) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", rows
        )
        if cursor.rowcount == len(part):
            return {key for key, _fact_id, _day in part}
        places = ",".join(["(%s,%s)"] * len(part))
        cursor.execute(
            f"SELECT key FROM facts_claim WHERE (key, fact_id) IN (VALUES {places})",  # noqa: S608 - places only
            [value for key, fact_id, _day in rows for value in (key, fact_id)],
        )
        return {bytes(row[0]) for row in cursor.fetchall()}
