"""Keys that can be taken once, also by two writers at the same instant."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import connection

from shanyraq.kernel.facts.models import Claim


def intake_key(*parts: str) -> bytes:
    """The key of one arrival, e.g. (stream, device serial, device time, card): the same parts, the same key."""
    return hashlib.sha256("\x1f".join(parts).encode()).digest()


def successor_key(fact_id: uuid.UUID) -> bytes:
    """The place of the one fact that may supersede this one."""
    return hashlib.sha256(b"successor\x1f" + fact_id.bytes).digest()


def claim(wanted: Sequence[tuple[bytes, uuid.UUID, dt.date]]) -> set[bytes]:
    """Takes the keys for these facts; returns those that were free. The others had been taken before.

    One statement, so that two writers cannot both win; the loser waits for the winner's commit.
    """
    won: set[bytes] = set()
    table = connection.ops.quote_name(Claim._meta.db_table)
    convert = Claim._meta.get_field("fact_id").get_db_prep_save
    for start in range(0, len(wanted), 200):
        part = wanted[start : start + 200]
        values = ",".join(["(%s,%s,%s)"] * len(part))
        arguments: list[Any] = []
        for key, fact_id, day in part:
            arguments += [key, convert(fact_id, connection), day]
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (key, fact_id, fact_day) VALUES {values}"  # noqa: S608 - our own names
                " ON CONFLICT DO NOTHING RETURNING key",
                arguments,
            )
            won.update(bytes(row[0]) for row in cursor.fetchall())
    return won
