"""The own bells of a school, where they differ from the reference."""

from django.db import models

from shanyraq.kernel.uuid7 import new_id


class BellSchedule(models.Model):
    """When the lessons of a shift begin and end. Without a weekday it holds for every day of the week.

    `times` are [["08:00", "08:40"], ...], the first lesson first. A stepped regime, as that of grade 1, is one row
    after another.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="bell_schedules")
    shift = models.PositiveSmallIntegerField()
    first_grade = models.PositiveSmallIntegerField(default=0)
    last_grade = models.PositiveSmallIntegerField(default=12)
    weekday = models.PositiveSmallIntegerField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    times = models.JSONField(default=list)

    shared = "the bells of a school are public, and nobody stands in them"

    class Meta:
        indexes = [models.Index(fields=["organisation", "valid_from"], name="bell_schedule_place")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shift__gte=1, shift__lte=3, first_grade__lte=models.F("last_grade")),
                name="bell_schedule_for",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="bell_schedule_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift} {self.first_grade}-{self.last_grade}"
