"""A conversation about one child."""

from django.db import models

from shanyraq.kernel.facts.models import Fact
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.talks.models.said import Said
from shanyraq.spine.talks.rules import Role

ROLES = [(role.value, role.value) for role in Role]


class Thread(models.Model):
    """One guardian and named staff about one child. `group_id` is the class in which it was begun."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child_id = models.UUIDField()
    guardian_id = models.UUIDField()
    staff_id = models.UUIDField()
    organisation_id = models.UUIDField()
    group_id = models.UUIDField()
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.UUIDField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["guardian_id", "-last_at"], name="thread_guardian"),
            models.Index(fields=["organisation_id", "reported_at"], name="thread_reported"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Seat(models.Model):
    """One reader of a thread, and until when they have read it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="seats")
    person_id = models.UUIDField()
    role = models.CharField(max_length=13, choices=ROLES)
    read_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["person_id"], name="seat_person")]
        constraints = [models.UniqueConstraint(fields=["thread", "person_id"], name="seat_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class Line(Said):
    """One thing that was said. While `told_at` is empty it waits for school hours, and its author alone sees it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="lines")
    organisation_id = models.UUIDField()

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["thread", "said_at"], name="line_thread"),
            models.Index(fields=["author_id", "said_at"], name="line_author"),
            models.Index(fields=["told_at", "deliver_at"], name="line_due"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class LineFact(Fact):
    """What was said, once and for good: its words stand in the payload."""

    thread_id = models.UUIDField()
    child_id = models.UUIDField()
    group_id = models.UUIDField()
    guardian_id = models.UUIDField()

    stream = "talks"
    sealed = ("thread_id", "child_id", "group_id", "guardian_id")

    class Meta:
        indexes = [models.Index(fields=["thread_id"], name="line_fact_thread")]
