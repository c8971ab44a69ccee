"""What a generated region costs: CPU of this process and of the database's own, rows a second, memory.

Run: BENCH_DATABASE_URL=postgresql://... PYTHONPATH=src nice .venv/bin/python bench/bench_generate.py [--pupils 20000]
Wanted at 500,000 pupils: at most 600 s of CPU together, under 1 GiB. The floor is a COPY of the same people's rows, as
text, into a table without indexes or constraints. A database of its own is made and dropped. The server's CPU is read
where it runs on this machine (Linux), else left out and said so.
"""

import argparse
import resource
import sys
import time

from house import fresh_database
from region import backend_seconds

WANTED_SECONDS, WANTED_MEGABYTES = 600, 1024


def floor(connection) -> float:
    """Wall seconds of a COPY of every person's row out and into a bare table."""
    lines: list[bytes] = []
    with connection.cursor() as cursor:
        with cursor.copy("COPY registry_person TO STDOUT") as copy:
            lines.extend(bytes(part) for part in copy)
        cursor.execute("CREATE TEMP TABLE bare (LIKE registry_person)")
        started = time.monotonic()
        with cursor.copy("COPY bare FROM STDIN") as copy:
            for line in lines:
                copy.write(line)
    return time.monotonic() - started


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    with fresh_database() as vendor:
        from django.db import connection

        from shanyraq.flows.demonstration.generation import api as generation

        before, ours, wall = backend_seconds(), time.process_time(), time.monotonic()
        made = generation.generate(
            generation.Order("turkistan-oblast", options.pupils, options.seed), say=lambda words: None
        )
        ours, wall = time.process_time() - ours, time.monotonic() - wall
        after = backend_seconds()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        server = after - before if before is not None and after is not None else None
        rows = sum(made.counts[kind] for kind in list(made.counts)[:7])
        print(vendor, ", ".join(f"{count:,} {kind}" for kind, count in made.counts.items()))
        print(f"digest {made.digest}")
        told = "not readable" if server is None else f"{server:.1f} s"
        print(f"CPU: ours {ours:.1f} s, the server's {told}; wall {wall:.1f} s; {rows / wall:,.0f} rows a second")
        print(f"together {ours + (server or 0):.1f} s (wanted {WANTED_SECONDS} at 500,000); {memory:.0f} MB")
        if vendor == "postgresql" and options.pupils <= 100_000:
            seconds = floor(connection)
            people = made.counts["people"]
            print(f"floor: {people:,} people by COPY into a bare table in {seconds:.2f} s")
        return int(ours + (server or 0) > WANTED_SECONDS or memory > WANTED_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
