"""Taking back what dead workers held, and sweeping up what is long done."""

import datetime as dt
import uuid

from django.utils import timezone

from shanyraq.kernel.jobs.declaring import job_named
from shanyraq.kernel.jobs.models import QueuedJob, State, Worker
from shanyraq.kernel.jobs.rules import is_spent
from shanyraq.kernel.jobs.running import UNKNOWN_RETRIES, give_back

KEEP_DONE = dt.timedelta(days=7)
KEEP_SILENT = dt.timedelta(days=1)
SWEEP_AT_ONCE = 5000


def reap(*, lease: dt.timedelta, idle: uuid.UUID | None = None) -> int:
    """Jobs whose worker has been silent for longer than the lease wait for another. Returns how many.

    `idle` is a worker that is known to run nothing now: what still stands under its name was lost with a
    connection, between the job's failure and the note of it.

    On SQLite a worker inside a long atomic job cannot beat, because its own transaction holds the write lock;
    but then nobody else can reap either, and a job taken in the gap after it is fenced by worker and attempt.
    """
    heard = Worker.objects.filter(seen_at__gte=timezone.now() - lease)
    if idle:
        heard = heard.exclude(id=idle)
    lost = list(QueuedJob.objects.filter(state=State.RUNNING).exclude(worker_id__in=heard.values("id")))
    for row in lost:
        spent = is_spent(row.attempts, _retries(row.name))
        none = dt.timedelta()  # it has waited a lease already
        give_back(row, error="the worker fell silent", spent=spent, pause=none)
    return len(lost)


def _retries(name: str) -> int:
    try:
        return job_named(name).retries
    except LookupError:
        return UNKNOWN_RETRIES


def sweep() -> int:
    """Jobs done a week ago and workers silent for a day are gone; dead jobs stay for a person."""
    now = timezone.now()
    Worker.objects.filter(seen_at__lt=now - KEEP_SILENT).delete()
    old = QueuedJob.objects.filter(state=State.DONE, finished_at__lt=now - KEEP_DONE).values_list("id", flat=True)
    gone, _by_model = QueuedJob.objects.filter(id__in=list(old[:SWEEP_AT_ONCE])).delete()
    return gone
