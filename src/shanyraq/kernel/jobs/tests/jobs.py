"""Jobs of the test suite: each writes its effect where a test can count it."""

import datetime as dt
import os
import time
import uuid
from pathlib import Path

from django.db import connection

from shanyraq.kernel.jobs.api import every, job
from shanyraq.kernel.scope import current_scope

heard: list[object] = []


def effect(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effect (what) VALUES (%s)", [what])


@job()
def leave_effect(what: str) -> None:
    effect(what)


@job()
def leave_effect_and_sleep_once(what: str) -> None:
    """The first worker that takes it never wakes up: it is killed."""
    marker = Path(os.environ["SHANYRAQ_DATA"]) / "asleep"
    first = not marker.exists()
    effect(what)
    marker.touch()
    if first:
        time.sleep(60)


@job()
def finish_slowly(what: str) -> None:
    (Path(os.environ["SHANYRAQ_DATA"]) / "begun").touch()
    time.sleep(0.5)
    effect(what)


@job(retries=2)
def write_history_and_stumble() -> None:
    from shanyraq.kernel.actions.models import HistoryEntry
    from shanyraq.kernel.clock import now

    HistoryEntry(id=uuid.uuid4(), act="stumble", at=now(), actor_kind="system").save(force_insert=True)
    raise ValueError("Erzhan's name must not be kept")


@job(queue="notices")
def hear(organisation: uuid.UUID, day: dt.date, pupils: list[uuid.UUID]) -> None:
    heard.append((organisation, day, pupils, current_scope().reason))


@every("0 2 * * *", name="tests.nightly")
@job()
def every_night() -> None:
    heard.append("night")
