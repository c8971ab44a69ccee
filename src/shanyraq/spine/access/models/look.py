"""Who looked at a child's record. The family sees this list."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class Look(models.Model):
    """One look by a member of staff at one child's record. Bare ids: it must outlive what it speaks of."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child_id = models.UUIDField()
    organisation_id = models.UUIDField()
    actor_id = models.UUIDField()
    at = models.DateTimeField()
    page = models.CharField(max_length=60)

    objects = ScopedManager()
    append_only = True

    class Meta:
        indexes = [models.Index(fields=["child_id", "-at"], name="look_child")]

    def __str__(self) -> str:
        return f"{self.page} {self.at:%Y-%m-%d %H:%M}"
