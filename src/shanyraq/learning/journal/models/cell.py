"""One cell of the register, made from the facts."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.models.lesson import Lesson
from shanyraq.learning.journal.rules.register import EXCEPTIONS

CODES = [(code.value, code.value) for code in sorted(EXCEPTIONS)]


class Cell(models.Model):
    """What stands about one pupil in one lesson: the exception of attendance and the mark, each with its fact.

    A pupil who was present and has no mark has no cell: the lesson's attendance fact speaks for them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="cells")
    pupil_id = models.UUIDField()
    group_id = models.UUIDField()
    organisation_id = models.UUIDField()
    subject = models.CharField(max_length=30)
    day = models.DateField()
    code = models.CharField(max_length=10, blank=True, choices=CODES)
    attendance_day = models.DateField(null=True)
    attendance_id = models.UUIDField(null=True)
    mark = models.PositiveSmallIntegerField(null=True)
    mark_day = models.DateField(null=True)
    mark_id = models.UUIDField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["pupil_id", "day"], name="cell_pupil"),
            models.Index(fields=["group_id", "subject", "day"], name="cell_subject"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["lesson", "pupil_id"], name="cell_once"),
            models.CheckConstraint(
                condition=models.Q(mark=None) | models.Q(mark__gte=1, mark__lte=10), name="cell_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.subject}"
