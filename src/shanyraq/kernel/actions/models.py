"""The history of acts: who did what, when, to which ids. No names, no values."""

import uuid

from django.db import models

from shanyraq.kernel.scope import ActorKind
from shanyraq.kernel.scope.queries import ScopedManager


class HistoryEntry(models.Model):
    """One act that was done. Append-only, like a fact, but not sealed: it is for the people, not for the courts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act = models.CharField(max_length=100)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=8, choices=[(kind.value, kind.value) for kind in ActorKind])
    actor_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    subjects = models.JSONField(default=dict)

    objects = ScopedManager()
    append_only = True

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "-at"], name="history_organisation"),
            models.Index(fields=["actor_id", "-at"], name="history_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.at:%Y-%m-%d %H:%M}"
