"""What was witnessed in a lesson. Append-only, sealed, partitioned by month."""

from django.db import models

from shanyraq.kernel.facts.models import Fact
from shanyraq.learning.journal.rules.register import Kind


class AttendanceFact(Fact):
    """Who was not simply present: [[pupil id as hex, code], ...], sorted. One fact a lesson; a later one supersedes.

    `roll` is the number of pupils on the class list that day. A reason for a late correction stands in the payload.
    """

    lesson_id = models.UUIDField()
    group_id = models.UUIDField()
    subject = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField()
    exceptions = models.JSONField(default=list)
    roll = models.PositiveSmallIntegerField()

    stream = "attendance"
    sealed = ("lesson_id", "group_id", "subject", "number", "exceptions", "roll")

    class Meta:
        indexes = [models.Index(fields=["lesson_id"], name="attendance_lesson")]


class MarkFact(Fact):
    """One mark of one pupil; an empty value withdraws the mark it supersedes. Comment and reason: the payload."""

    lesson_id = models.UUIDField()
    group_id = models.UUIDField()
    pupil_id = models.UUIDField()
    subject = models.CharField(max_length=30)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    value = models.PositiveSmallIntegerField(null=True)

    stream = "marks"
    sealed = ("lesson_id", "group_id", "pupil_id", "subject", "kind", "value")

    class Meta:
        indexes = [
            models.Index(fields=["lesson_id", "pupil_id"], name="mark_cell"),
            models.Index(fields=["pupil_id", "day"], name="mark_pupil"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value=None) | models.Q(value__gte=1, value__lte=10), name="mark_scale"
            ),
        ]


class LessonEntry(Fact):
    """The topic and the homework of a lesson were written. The words stand in the payload."""

    lesson_id = models.UUIDField()
    group_id = models.UUIDField()
    due = models.DateField(null=True)

    stream = "lessons"
    sealed = ("lesson_id", "group_id", "due")

    class Meta:
        indexes = [models.Index(fields=["lesson_id"], name="entry_lesson")]
