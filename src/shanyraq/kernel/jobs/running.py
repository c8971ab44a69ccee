"""One job from its claim to its end: once effective, whatever happens to the worker in between."""

import datetime as dt
import random
import traceback
import uuid
from pathlib import Path

import structlog
from django.db import connection, models, transaction
from django.utils import timezone

from shanyraq.kernel.jobs.arguments import restored
from shanyraq.kernel.jobs.declaring import job_named
from shanyraq.kernel.jobs.models import QueuedJob, State
from shanyraq.kernel.jobs.rules import is_spent, pause_after
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.uuid7 import new_id

UNKNOWN_RETRIES = 5
log = structlog.get_logger("jobs")


class Lost(Exception):
    """The job was taken from this worker while it ran: its effects must not stand."""


def run_next(worker_id: uuid.UUID, *, queues: list[str] | None = None) -> bool:
    """The oldest due job has been run, to whichever end. Returns False where none was due."""
    claimed = claim(worker_id, queues=queues)
    if claimed is None:
        return False
    run(claimed)
    return True


def drain(limit: int = 10_000) -> int:
    """For tests and loading: runs due jobs here and now until none is due. Returns how many."""
    worker, done = new_id(), 0
    while done < limit and run_next(worker):
        done += 1
    return done


def claim(worker_id: uuid.UUID, *, queues: list[str] | None = None) -> QueuedJob | None:
    """The oldest due job is RUNNING under this worker's name; two workers never get the same one."""
    due = QueuedJob.objects.filter(state=State.WAITING, due_at__lte=timezone.now()).order_by("due_at", "id")
    if queues:
        due = due.filter(queue__in=queues)
    if not due.exists():  # a plain read: an idle worker must not take SQLite's write lock twice a second
        return None
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        row = (due.select_for_update(skip_locked=True) if skip else due).first()
        if row is None:  # another worker was quicker
            return None
        row.state, row.worker_id = State.RUNNING, worker_id
        row.attempts += 1
        row.started_at = timezone.now()
        row.save(update_fields=["state", "worker_id", "attempts", "started_at"])
    return row


def run(row: QueuedJob) -> None:
    """The claimed job is DONE, or WAITING for its next try, or DEAD."""
    retries = UNKNOWN_RETRIES
    try:
        declared = job_named(row.name)
        retries = declared.retries
        arguments = restored(declared.function, row.arguments)
        with system_scope(f"job {row.name}"):
            if declared.atomic:
                with transaction.atomic():
                    declared.function(**arguments)
                    _mark_done(row)
            else:
                declared.function(**arguments)
                _mark_done(row)
    except Lost:
        log.warning("job was taken by another worker; its effects were undone", job=row.name, id=str(row.id))
    except Exception as error:  # the job's own failure, whatever it is, must not stop the others
        log.warning("job failed", job=row.name, id=str(row.id), attempts=row.attempts, error=where(error))
        chance = random.random()  # noqa: S311 - spread, not secrecy
        pause = pause_after(row.attempts, chance=chance)
        give_back(row, error=where(error), spent=is_spent(row.attempts, retries), pause=pause)


def _mark_done(row: QueuedJob) -> None:
    """DONE, if this worker still holds the job in this very attempt. Raises Lost otherwise."""
    if not _held(row).update(state=State.DONE, finished_at=timezone.now(), error=""):
        raise Lost


def give_back(row: QueuedJob, *, error: str, spent: bool, pause: dt.timedelta) -> None:
    """The failed attempt is written down: the job waits for its next try, or is dead."""
    now = timezone.now()
    if spent:
        changed = _held(row).update(state=State.DEAD, finished_at=now, error=error)
        if changed:
            log.error("job is dead; see `jobs dead`", job=row.name, id=str(row.id), error=error)
        return
    _held(row).update(state=State.WAITING, due_at=now + pause, error=error, worker_id=None)


def _held(row: QueuedJob) -> models.QuerySet[QueuedJob]:
    """The row, while nobody has taken it: worker and attempt together are the fence."""
    return QueuedJob.objects.filter(id=row.id, state=State.RUNNING, worker_id=row.worker_id, attempts=row.attempts)


def where(error: BaseException) -> str:
    """The error's kind and place. Its message stays out: it may carry what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {'/'.join(Path(frames[-1].filename).parts[-2:])}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"[:300]
