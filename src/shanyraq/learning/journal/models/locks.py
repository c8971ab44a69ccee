"""What goes on after a term's register is closed: corrections that were asked for, and edits that came too late."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.models.lesson import Lesson


class Unlock(models.Model):
    """A teacher asks to correct a closed register of one class and subject on some days; a head grants it for hours."""

    class State(models.TextChoices):
        ASKED = "asked"
        GRANTED = "granted"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="unlocks")
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, related_name="unlocks")
    subject = models.CharField(max_length=30)
    first = models.DateField()
    last = models.DateField()
    reason = models.CharField(max_length=300)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    answer = models.CharField(max_length=300, blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["group", "subject", "state"], name="unlock_group")]
        constraints = [
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="unlock_days"),
            models.CheckConstraint(
                condition=~models.Q(state="granted") | models.Q(until__isnull=False), name="unlock_until"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.first} {self.state}"


class LateEdit(models.Model):
    """An edit made on a device before its register was closed and sent afterwards: kept for a head's decision.

    `made_at` is what the device says; the head decides whether to believe it.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        DECLINED = "declined"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="late_edits")
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, related_name="late_edits")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="late_edits")
    pupil_id = models.UUIDField()
    kind = models.CharField(max_length=4, choices=[("mark", "mark"), ("code", "code")])
    value = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    client_id = models.UUIDField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    sent_by = models.UUIDField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    answer = models.CharField(max_length=300, blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "state"], name="late_edit_organisation")]
        constraints = [models.UniqueConstraint(fields=["sent_by", "client_id"], name="late_edit_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.made_at:%Y-%m-%d}"
