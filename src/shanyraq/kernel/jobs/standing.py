"""How the queue stands: for health, metrics and the operator."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, Min
from django.utils import timezone

from shanyraq.kernel.events.models import Delivery
from shanyraq.kernel.jobs.models import QueuedJob, State, Worker


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts and ages, in seconds; no ids and no arguments. An age is zero where nothing waits."""

    jobs: dict[str, int]
    queue_age: float
    outbox_age: float
    outbox_given_up: int
    worker_silence: float | None


def standing() -> Standing:
    """How it stands now, in five queries."""
    now = timezone.now()
    counted = dict(QueuedJob.objects.order_by().values_list("state").annotate(Count("id")))
    waiting = QueuedJob.objects.filter(state=State.WAITING, due_at__lte=now).aggregate(at=Min("due_at"))["at"]
    owed = Delivery.objects.filter(given_up=False, due_at__lte=now).aggregate(at=Min("due_at"))["at"]
    seen = Worker.objects.aggregate(at=Max("seen_at"))["at"]
    return Standing(
        jobs={state.value: counted.get(state.value, 0) for state in State},
        queue_age=_age(waiting, now),
        outbox_age=_age(owed, now),
        outbox_given_up=Delivery.objects.filter(given_up=True).count(),
        worker_silence=None if seen is None else _age(seen, now),
    )


def _age(moment: dt.datetime | None, now: dt.datetime) -> float:
    return max((now - moment).total_seconds(), 0.0) if moment else 0.0
