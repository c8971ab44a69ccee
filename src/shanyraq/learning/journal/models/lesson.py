"""A lesson as it stands in the day: who teaches whom what, and what has been written of it."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.rules.objectives import MOST_LETTERS


class Lesson(models.Model):
    """One lesson of one group. `grade` is the group's grade: a group keeps it for its whole school year.

    `slot_id` is the lesson of the published timetable that this one was opened from; where it is empty, the lesson was
    planned by hand, and the timetable leaves it alone. Topic, homework, codes of objectives and the two fact keys are
    projections: what stands after the latest fact.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="lessons")
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, related_name="lessons")
    teacher = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="lessons")
    subgroup = models.ForeignKey("timetable.Subgroup", on_delete=models.PROTECT, null=True, related_name="lessons")
    room = models.ForeignKey("registry.Room", on_delete=models.PROTECT, null=True, related_name="lessons")
    slot_id = models.UUIDField(null=True)
    grade = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=30)
    day = models.DateField()
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    topic = models.CharField(max_length=300, blank=True)
    homework = models.TextField(blank=True)
    objectives = models.CharField(max_length=MOST_LETTERS, blank=True)
    homework_due = models.DateField(null=True)
    entry_day = models.DateField(null=True)
    entry_id = models.UUIDField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.UUIDField(null=True)
    roll = models.PositiveSmallIntegerField(null=True)
    attendance_day = models.DateField(null=True)
    attendance_id = models.UUIDField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["teacher", "day", "number"], name="lesson_teacher"),
            models.Index(fields=["group", "subject", "day", "number"], name="lesson_subject"),
            models.Index(fields=["organisation", "day"], name="lesson_organisation"),
        ]
        constraints = [
            # Two halves of a class may have two teachers at the same hour; one teacher is not twice there.
            models.UniqueConstraint(fields=["group", "day", "number", "teacher"], name="lesson_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1, number__lte=20), name="lesson_number"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="lesson_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.day} {self.number}"
