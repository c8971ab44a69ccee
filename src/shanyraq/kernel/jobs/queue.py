"""Putting jobs into the queue. A job stands there if and only if the transaction that enqueued it commits."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from shanyraq.kernel.jobs.arguments import checked
from shanyraq.kernel.jobs.declaring import Job
from shanyraq.kernel.jobs.models import QueuedJob, State
from shanyraq.kernel.uuid7 import new_id

BATCH = 500


def enqueue(work: Job[Any], /, *, due: dt.datetime | None = None, **arguments: Any) -> uuid.UUID:
    """The job is owed from `due` on (from now on, where it is left out). Returns its id."""
    row = _row(work, arguments, due or timezone.now())
    row.save(force_insert=True)
    return row.id


def enqueue_many(work: Job[Any], /, batch: Iterable[Mapping[str, Any]], *, due: dt.datetime | None = None) -> int:
    """One job of this kind is owed for each mapping of arguments. Returns how many."""
    moment = due or timezone.now()
    rows = [_row(work, arguments, moment) for arguments in batch]
    QueuedJob.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def enqueue_for_schedule(work: Job[[]], schedule: str, *, due: dt.datetime) -> bool:
    """The schedule's job is owed, unless the one before it is not finished. Returns whether it was added.

    The unique constraint decides: two workers ticking at once, or a look just before a commit, cannot err.
    """
    row = _row(work, {}, due)
    row.schedule = schedule
    QueuedJob.objects.bulk_create([row], ignore_conflicts=True)
    return QueuedJob.objects.filter(id=row.id).exists()


def _row(work: Job[Any], arguments: Mapping[str, Any], due: dt.datetime) -> QueuedJob:
    return QueuedJob(
        id=new_id(),
        name=work.name,
        queue=work.queue,
        arguments=checked(work.function, arguments),
        due_at=due,
        enqueued_at=timezone.now(),
    )


def raise_dead(ids: Iterable[uuid.UUID]) -> int:
    """Dead jobs stand in the queue again with all their retries. Returns how many."""
    return QueuedJob.objects.filter(id__in=list(ids), state=State.DEAD).update(
        state=State.WAITING, attempts=0, due_at=timezone.now(), error="", finished_at=None, worker_id=None
    )
