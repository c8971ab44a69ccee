"""The outbox: events written in the transaction of the fact they announce, and the deliveries still owed."""

import uuid

from django.db import models


class OutboxEvent(models.Model):
    """One announced event. It stays: it is what happened, in order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100)
    body = models.JSONField()
    announced_at = models.DateTimeField()

    shared = "read only by handlers, which run under system_scope; bodies carry ids"
    append_only = True

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One handler that has not yet had its event. The row goes in the transaction in which the handler succeeds."""

    event = models.ForeignKey(OutboxEvent, on_delete=models.PROTECT, related_name="deliveries")
    handler = models.CharField(max_length=150)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    given_up = models.BooleanField(default=False)
    error = models.CharField(max_length=300, blank=True)

    shared = "the machine's own list of what is still to be delivered"

    class Meta:
        indexes = [models.Index(fields=["given_up", "due_at"], name="delivery_due")]
        constraints = [models.UniqueConstraint(fields=["event", "handler"], name="delivery_once")]

    def __str__(self) -> str:
        return f"{self.handler} <- {self.event_id}"
