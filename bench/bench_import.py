"""A OneRoster import of a region's pupils with classes and enrolments, all checks on, against COPY of the same rows.

    BENCH_DATABASE_URL=postgresql://... python bench/bench_import.py [--pupils 20000]

A region is generated and written as OneRoster 1.2; then its people, classes, posts and rights are taken out of the
database, and the zip is brought in again: opened and checked, read row by row, planned against the register, kept as
lines that can be shown, applied part by part with the traces of an undo. The floor is COPY of the people, classes and
enrolments that came of it into tables of the same columns and indexes of the same database. Wall time on both sides,
since the server works in another process. Wanted at 500,000 pupils: at least a tenth of the floor's rate, under 1 GiB.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from house import fresh_database

TAKEN_OUT = (
    "registry_guardianship", "registry_teachingload", "registry_enrolment", "registry_employment", "registry_group",
    "registry_person",
)  # fmt: skip
SAME_ROWS = ("registry_person", "registry_group", "registry_enrolment")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def written(pupils: int, folder: Path) -> Path:
    """The zip of a generated region; whatever it names is taken out of the database, but for its organisations."""
    from django.core.management import call_command
    from django.db import connection

    from shanyraq.kernel import clock
    from shanyraq.kernel.scope import system_scope
    from shanyraq.spine.exchange.gateways.oneroster import Roster, write_oneroster
    from shanyraq.spine.registry.models import Organisation

    call_command("generate", region="turkistan-oblast", pupils=pupils, seed=7, verbosity=0)
    path = folder / "region.zip"
    with system_scope("bench"), path.open("wb") as file:
        everybody = frozenset(Organisation.objects.values_list("id", flat=True))
        write_oneroster(file, Roster(organisations=everybody, day=clock.today(), seats=False))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TAKEN_OUT)} CASCADE")
        cursor.execute("ANALYZE")
    return path


def brought(path: Path) -> Any:
    """Ours: from the file to the register."""
    from shanyraq.kernel.scope import system_scope
    from shanyraq.spine.exchange.actions.applying import apply_part, apply_run
    from shanyraq.spine.exchange.actions.reading import open_run
    from shanyraq.spine.exchange.gateways.oneroster import manifest_of, read_oneroster
    from shanyraq.spine.exchange.queries.runs import run_card

    with system_scope("bench"), path.open("rb") as file:
        source = manifest_of(file).system
        started = time.perf_counter()
        run = open_run(organisation_id=None, source=source, filename=path.name, records=read_oneroster(file))
        planned = time.perf_counter() - started
        apply_run(run_id=run)
        while apply_part(run_id=run):
            pass
        return planned, run_card(run)


def floor(table: str) -> tuple[float, int]:
    """Seconds of COPY of this table's rows into a bare one of the same columns and indexes, and how many there are."""
    from django.db import connection

    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} TO STDOUT") as copy:
            lines = [bytes(part) for part in copy]
        cursor.execute(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING INDEXES)")

        def pour() -> None:
            with cursor.copy(f"COPY bench_{table} FROM STDIN") as copy:
                for line in lines:
                    copy.write(line)

        seconds, _nothing = timed(pour)
    return seconds, len(lines)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=20_000)
    pupils = asked.parse_args().pupils
    with fresh_database() as vendor, tempfile.TemporaryDirectory() as folder:
        if vendor != "postgresql":
            raise SystemExit("COPY is PostgreSQL's: set BENCH_DATABASE_URL")
        path = written(pupils, Path(folder))
        ours, (planned, card) = timed(lambda: brought(path))
        floors = [floor(table) for table in SAME_ROWS]
        bare, rows = sum(seconds for seconds, _rows in floors), sum(rows for _seconds, rows in floors)
        print(
            json.dumps(
                {
                    "pupils": pupils, "records": card.total, "counts": card.totals, "rows": rows,
                    "planned_s": round(planned, 1), "applied_s": round(ours - planned, 1),
                    "rows_per_s": round(rows / ours), "copy_rows_per_s": round(rows / bare),
                    "share_of_copy": round(bare / ours, 3), "wanted": 0.1,
                    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                },
                indent=1,
            )
        )  # fmt: skip


if __name__ == "__main__":
    main()
