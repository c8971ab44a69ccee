"""A homework that its pupil has marked as done."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class Tick(models.Model):
    """The pupil's own word. The row goes when it is taken back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pupil_id = models.UUIDField()
    lesson_id = models.UUIDField()
    group_id = models.UUIDField()
    organisation_id = models.UUIDField()
    day = models.DateField()
    """The day of the lesson in which the homework was given."""
    ticked_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["pupil_id", "day"], name="tick_pupil")]
        constraints = [models.UniqueConstraint(fields=["lesson_id", "pupil_id"], name="tick_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.pupil_id}"
