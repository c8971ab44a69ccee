"""A teacher's notice to the families of a class."""

from django.db import models

from shanyraq.kernel.facts.models import Fact
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.talks.models.said import Said


class Bulletin(Said):
    """One notice. `told_at` is empty while it waits for school hours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation_id = models.UUIDField()
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, related_name="bulletins")

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["group", "-said_at"], name="bulletin_group"),
            models.Index(fields=["told_at", "deliver_at"], name="bulletin_due"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Reading(models.Model):
    """A guardian has said that the notice was read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="readings")
    organisation_id = models.UUIDField()
    group_id = models.UUIDField()
    person_id = models.UUIDField()
    read_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulletin", "person_id"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.bulletin_id} {self.person_id}"


class BulletinFact(Fact):
    """What the notice says, once and for good: its words stand in the payload."""

    bulletin_id = models.UUIDField()
    group_id = models.UUIDField()

    stream = "bulletins"
    sealed = ("bulletin_id", "group_id")
