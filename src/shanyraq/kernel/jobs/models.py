"""The queue: jobs owed, the workers that run them, and the schedules that come round."""

from django.db import models
from django.db.models import Q


class State(models.TextChoices):
    """WAITING, RUNNING, DONE; back to WAITING after a failure; DEAD when the retries are spent."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


UNFINISHED = (State.WAITING, State.RUNNING)


class QueuedJob(models.Model):
    """One job owed. Arguments are ids; the error is a kind and a place: a message could name a person."""

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=150)
    queue = models.CharField(max_length=32)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    worker_id = models.UUIDField(null=True)
    schedule = models.CharField(max_length=100, null=True)  # noqa: DJ001 - NULL is outside the unique constraint
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    shared = "the machine's own list of work; arguments are ids, read only by workers under system_scope"

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state=State.WAITING), name="job_due"),
            models.Index(fields=["state", "finished_at"], name="job_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_known"),
            # A schedule never piles up: while one of its jobs is unfinished, the next tick adds none.
            models.UniqueConstraint(
                fields=["schedule"], condition=Q(state__in=UNFINISHED), name="job_once_per_schedule"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class Worker(models.Model):
    """A worker process, and when it was last heard. Its row goes when it stops cleanly."""

    id = models.UUIDField(primary_key=True, editable=False)
    host = models.CharField(max_length=100)
    process = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    shared = "the machine's own processes"

    def __str__(self) -> str:
        return f"{self.host}:{self.process}"


class Schedule(models.Model):
    """When a declared timetable comes next. The declaration stands in code; only the moment stands here."""

    name = models.CharField(max_length=100, primary_key=True)
    cron = models.CharField(max_length=100)
    next_at = models.DateTimeField()

    shared = "the machine's own timetable"

    def __str__(self) -> str:
        return f"{self.name} {self.next_at:%Y-%m-%d %H:%M}"
