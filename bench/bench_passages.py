"""Passages through the device endpoint against plain batched INSERTs of the same rows. CPU time, ratio in one run.

    python bench/bench_passages.py [batches]          # SQLite; DATABASE_URL=postgresql://... for PostgreSQL

The floor writes the same Passage rows, value for value, by one executemany a batch of 100, into a table of the same
columns and indexes in the same database, a transaction a batch, and does nothing else. A second floor writes
all the rows that the endpoint stores for a passage: the passage, its companion (salts and payload), its intake key. Our
side is a whole request: routing, middleware, trust, parsing, the clock, who it was, intake keys, digests, companions,
the sealing queue and the event. CPU seconds of this process; on PostgreSQL the server's own work is added by its wall
time (see `spent`).
"""

# ruff: noqa: E402 - Django must be set up before its models are imported
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("SHANYRAQ_DATA", tempfile.mkdtemp(prefix="shanyraq-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyraq.config.settings")
os.environ.setdefault("SHANYRAQ_LOG", "ERROR")

import django

django.setup()

import datetime as dt
import gc
import io
import json
import statistics
from collections.abc import Callable, Iterator
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection, transaction

from shanyraq.campus.gates import api as gates
from shanyraq.campus.gates.gateways.peer_zkteco import PalmGate
from shanyraq.campus.gates.models import Passage
from shanyraq.kernel import clock
from shanyraq.kernel.facts.models import Claim, Companion
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.uuid7 import new_ids
from shanyraq.spine.registry.factories import add_pupil, build_school

BATCH = 100
PEOPLE = 400
SERIAL = "BENCH-0001"
WARM = 10
FLOOR = "bench_floor"
KEYS = {Passage: "id", Companion: "id", Claim: "fact_id"}
FIELD = {
    model: [field.attname for field in model._meta.concrete_fields].index(name)
    for model, name in ((Passage, "id"), (Companion, "id"), (Claim, "key"))
}


def spent() -> float:
    """Seconds spent so far: our CPU; on PostgreSQL the wall, because the server works in another process."""
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


def school_with_gate() -> list[str]:
    """A school whose people have numbers, and its gate. Returns the numbers."""
    school = build_school(number=int(time.time()) % 30_000)
    pins = []
    with system_scope("bench"):
        drafts = []
        for number in range(PEOPLE):
            person = add_pupil(school, "Серікбай", f"Оқушы{number}")
            pins.append(str(10_000 + number))
            drafts.append(
                gates.CredentialDraft(
                    organisation_id=school.organisation_id, person_id=person, kind="pin", value=pins[-1]
                )
            )
        gates.give_credentials(drafts=drafts)
        gates.register_device(
            organisation_id=school.organisation_id,
            draft=gates.DeviceDraft(serial=_serial(), name="Bench", networks=("127.0.0.1/32",)),
        )
    return pins


def _serial() -> str:
    return f"{SERIAL}-{os.getpid()}"


def bodies(pins: list[str], count: int) -> list[bytes]:
    """Uploads of a hundred lines, as the gate itself writes them; every passage is a new one."""
    start = clock.now() - dt.timedelta(minutes=20)
    moment = [start]
    gate = PalmGate("http://bench", _serial(), [], lambda: moment[0])
    made = []
    for batch in range(count):
        lines = []
        for n in range(BATCH):
            number = batch * BATCH + n
            moment[0] = start + dt.timedelta(seconds=number // PEOPLE)
            lines.append(gate._attlog(pin=pins[number % PEOPLE], way="in", channel="card"))
        made.append("".join(f"{line}\r\n" for line in lines).encode())
    return made


def environ(body: bytes) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/iclock/cdata", "SCRIPT_NAME": "", "SERVER_NAME": "localhost",
        "QUERY_STRING": f"SN={_serial()}&table=ATTLOG&Stamp=9999", "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "text/plain", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost", "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr, "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http", "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip


def upload(application: WSGIHandler, body: bytes) -> None:
    """One request through the whole stack, as the server calls it."""
    said: list[str] = []
    answer = application(environ(body), lambda status, headers, exc_info=None: said.append(status))
    content = b"".join(answer)
    answer.close()  # type: ignore[attr-defined]
    if said != ["200 OK"] or content != b"OK: 100":
        raise SystemExit(f"the endpoint said {said} {content!r}")


def floor_table(model: Any, called: str) -> str:
    """An empty table of the columns and indexes of the model; the statement that fills it."""
    fields = model._meta.concrete_fields
    name = connection.ops.quote_name
    with connection.schema_editor() as editor:
        table = model._meta.db_table
        model._meta.db_table = called
        names = [index.name for index in model._meta.indexes]
        for index in model._meta.indexes:
            index.name = f"{called.removeprefix('bench_')}_{index.name}"
        try:
            editor.create_model(model)
        finally:
            model._meta.db_table = table
            for index, kept in zip(model._meta.indexes, names, strict=True):
                index.name = kept
    columns = ",".join(name(field.column) for field in fields)
    return f"INSERT INTO {called} ({columns}) VALUES ({','.join(['%s'] * len(fields))})"


def stored_rows(model: Any, **where: Any) -> list[list[Any]]:
    """The rows our side stored, in the order of their ids, as the driver takes them."""
    fields = model._meta.concrete_fields
    with system_scope("bench"):
        rows = sorted(model.objects.filter(**where), key=lambda row: getattr(row, KEYS[model]))
    return [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows]


def _device() -> Any:
    from shanyraq.campus.gates.models import Device

    return Device.objects.filter(serial=_serial()).values("id")


def batches(rows: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def timed(work: Callable[[], None]) -> float:
    start = spent()
    work()
    return spent() - start


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    call_command("migrate", verbosity=0)
    application = WSGIHandler()
    uploads = bodies(school_with_gate(), count + WARM)
    for body in uploads[:WARM]:  # imports, caches, and the rows that the floor writes again
        upload(application, body)
    passages = stored_rows(Passage, device_id__in=_device())
    ids = [row[FIELD[Passage]] for row in passages]
    others = [stored_rows(Companion, id__in=ids), stored_rows(Claim, fact_id__in=ids)]
    tables = [(Passage, f"{FLOOR}_all"), (Companion, f"{FLOOR}_companion"), (Claim, f"{FLOOR}_claim")]
    alone, statements = floor_table(Passage, FLOOR), [floor_table(model, called) for model, called in tables]
    kept = [list(batches(rows, BATCH)) for rows in (passages, *others)]

    def insert(work: list[tuple[str, list[list[Any]]]]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, batch in work:
                cursor.executemany(statement, batch)

    ours, floor, whole = [], [], []
    gc.disable()
    for at, body in enumerate(uploads[WARM:]):  # turn by turn, so that a busy machine is busy for all
        again = [fresh(model, rows[at % len(rows)]) for (model, _called), rows in zip(tables, kept, strict=True)]
        ours.append(timed(lambda body=body: upload(application, body)))
        floor.append(timed(lambda rows=again[0]: insert([(alone, rows)])))
        work = list(zip(statements, again, strict=True))
        whole.append(timed(lambda work=work: insert(work)))
        gc.collect()
    gc.enable()
    per_batch, bare, same = statistics.median(ours), statistics.median(floor), statistics.median(whole)
    print(
        json.dumps(
            {
                "database": connection.vendor, "batches": count,
                "ours_ms_per_100": round(per_batch * 1000, 3), "floor_ms_per_100": round(bare * 1000, 3),
                "rows_per_s": round(BATCH / per_batch), "floor_rows_per_s": round(BATCH / bare),
                "share_of_floor": round(bare / per_batch, 3), "wanted": 0.2,
                "floor_of_all_its_rows_ms_per_100": round(same * 1000, 3),
                "share_of_all_its_rows": round(same / per_batch, 3),
            },
            indent=1,
        )
    )  # fmt: skip
    with connection.schema_editor() as editor:
        for called in (FLOOR, *(called for _model, called in tables)):
            editor.execute(f"DROP TABLE {called}")


def fresh(model: Any, batch: list[list[Any]]) -> list[list[Any]]:
    """The same rows under other keys: nothing else of a row is unique."""
    at = FIELD[model]
    keys: list[Any] = [_bytes(row[at])[:8] + os.urandom(24) for row in batch] if model is Claim else new_ids(len(batch))
    if model is not Claim and connection.vendor == "sqlite":
        keys = [made.hex for made in keys]
    return [[*row[:at], key, *row[at + 1 :]] for row, key in zip(batch, keys, strict=True)]


def _bytes(value: Any) -> bytes:
    """PostgreSQL's driver wraps what SQLite's takes as it is."""
    return bytes(getattr(value, "obj", value))


if __name__ == "__main__":
    main()
