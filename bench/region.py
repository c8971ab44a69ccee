"""A generated region for a bench: made in the database that stands, with what it cost."""

import os
import resource
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU of this process and of the server's backend (None where it cannot be read), and the digest."""

    ours: float
    servers: float | None
    wall: float
    megabytes: float
    digest: str


def make_region(pupils: int, *, seed: int = 1, quiet: bool = False) -> Cost:
    from shanyraq.flows.demonstration.generation import api as generation

    begun, spent, backend = time.monotonic(), time.process_time(), backend_seconds()
    order = generation.Order("turkistan-oblast", pupils, seed)
    made = generation.generate(order, say=lambda words: None if quiet else print(words, flush=True))
    after = backend_seconds()
    return Cost(
        ours=time.process_time() - spent,
        servers=after - backend if after is not None and backend is not None else None,
        wall=time.monotonic() - begun,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        digest=made.digest,
    )


def backend_seconds() -> float | None:
    """CPU of the server process of our connection, where it runs on this machine."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def analyse() -> None:
    """The planner knows the tables, as autovacuum would have told it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def per_cent(times: list[float], share: float) -> float:
    """The value below which this share of the times lies."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]
