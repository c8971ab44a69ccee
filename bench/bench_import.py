"""A OneRoster import of a region's pupils with classes and enrolments, all checks on, against COPY of the same rows.

    BENCH_DATABASE_URL=postgresql://... python bench/bench_import.py [--pupils 20000]

A region is generated and written as OneRoster 1.2; then its people, classes, posts and rights are taken out of the
database, and the zip is brought in again: opened and checked, read row by row, planned against the register, kept as
lines that can be shown, applied part by part so that it can be undone. The floor is COPY of the people, classes and
enrolments that came of it into tables of the same columns and indexes of the same database. CPU time of this process
and of its PostgreSQL backend on both sides, and the wall's beside it. Wanted at 500,000 pupils: at least a tenth of the
floor's rate, under 1 GiB.
"""

import argparse
import json
import resource
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from house import fresh_database
from region import backend_seconds

TAKEN_OUT = (
    "registry_guardianship", "registry_teachingload", "registry_enrolment", "registry_employment", "registry_group",
    "registry_person",
)  # fmt: skip
SAME_ROWS = ("registry_person", "registry_group", "registry_enrolment")


@dataclass(frozen=True)
class Spent:
    """Seconds of this process, of its backend, and of the wall."""

    ours: float
    backend: float
    wall: float

    @property
    def cpu(self) -> float:
        return self.ours + self.backend

    def told(self) -> str:
        return f"{self.ours:.1f} + {self.backend:.1f} (wall {self.wall:.1f})"


def timed(work: Callable[[], Any]) -> tuple[Spent, Any]:
    backend, ours, wall = backend_seconds() or 0.0, time.process_time(), time.perf_counter()
    result = work()
    spent = time.process_time() - ours, time.perf_counter() - wall
    return Spent(spent[0], (backend_seconds() or 0.0) - backend, spent[1]), result


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


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


def read(path: Path) -> uuid.UUID:
    """From the file to lines that can be shown."""
    from shanyraq.kernel.scope import system_scope
    from shanyraq.spine.exchange.actions.reading import open_run
    from shanyraq.spine.exchange.gateways.oneroster import manifest_of, read_oneroster

    with system_scope("bench"), path.open("rb") as file:
        source = manifest_of(file).system
        return open_run(organisation_id=None, source=source, filename=path.name, records=read_oneroster(file))


def applied(run: uuid.UUID) -> None:
    """From the lines to the register."""
    from shanyraq.kernel.scope import system_scope
    from shanyraq.spine.exchange.actions.applying import apply_part, apply_run

    with system_scope("bench"):
        apply_run(run_id=run)
        while apply_part(run_id=run):
            pass


def floor(table: str, folder: Path) -> tuple[Spent, int]:
    """COPY of this table's rows into a bare one of the same columns and indexes, and how many there are."""
    from django.db import connection

    rows = 0
    lines = folder / table
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} TO STDOUT") as copy, lines.open("wb") as out:
            for part in copy:
                out.write(bytes(part))
                rows += 1
        cursor.execute(f"CREATE TABLE bench_{table} (LIKE {table} INCLUDING INDEXES)")

        def pour() -> None:
            with cursor.copy(f"COPY bench_{table} FROM STDIN") as copy, lines.open("rb") as read:
                while block := read.read(1 << 16):
                    copy.write(block)

        spent, _nothing = timed(pour)
    return spent, rows


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pupils", type=int, default=20_000)
    pupils = asked.parse_args().pupils
    with fresh_database() as vendor, tempfile.TemporaryDirectory() as name:
        if vendor != "postgresql":
            raise SystemExit("COPY is PostgreSQL's: set BENCH_DATABASE_URL")
        from shanyraq.kernel.scope import system_scope
        from shanyraq.spine.exchange.queries.runs import run_card

        folder = Path(name)
        path = written(pupils, folder)
        peaks = [peak_mb()]
        reading, run = timed(lambda: read(path))
        peaks.append(peak_mb())
        applying, _nothing = timed(lambda: applied(run))
        peaks.append(peak_mb())
        with system_scope("bench"):
            card = run_card(run)
        floors = [floor(table, folder) for table in SAME_ROWS]
        bare, rows = sum(spent.cpu for spent, _rows in floors), sum(rows for _spent, rows in floors)
        ours = reading.cpu + applying.cpu
        walls = reading.wall + applying.wall, sum(spent.wall for spent, _rows in floors)
        print(
            json.dumps(
                {
                    "pupils": pupils, "records": card.total, "counts": card.totals, "state": card.state, "rows": rows,
                    "read_s": reading.told(), "applied_s": applying.told(), "copy_s": round(bare, 2),
                    "us_a_record": round(1e6 * ours / card.total), "rows_per_cpu_s": round(rows / ours),
                    "copy_rows_per_cpu_s": round(rows / bare), "share_of_copy": round(bare / ours, 3),
                    "share_of_copy_by_the_wall": round(walls[1] / walls[0], 3), "wanted": 0.1,
                    "peak_mb_generated_read_applied": peaks,
                },
                indent=1,
            )
        )  # fmt: skip


if __name__ == "__main__":
    main()
