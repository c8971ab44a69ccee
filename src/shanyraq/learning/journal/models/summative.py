"""Summative tests of a class: planned on the calendar, then scored."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.models.columns import TESTS, OfScore


class Summative(models.Model):
    """A unit test (СОР, БЖБ) or quarter test (СОЧ, ТЖБ) of one subject of a class, on its day and with its most points.

    `number` counts the tests of its kind in the quarter. One that has a score is moved or changed no more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="summatives")
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, related_name="summatives")
    grade = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=30)
    test = models.CharField(max_length=4, choices=TESTS)
    school_year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    maximum = models.PositiveSmallIntegerField()
    day = models.DateField()
    title = models.CharField(max_length=200, blank=True)
    planned_by = models.UUIDField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["group", "day"], name="summative_group"),
            models.Index(fields=["organisation", "day"], name="summative_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "subject", "school_year", "quarter", "test", "number"], name="summative_once"
            ),
            models.CheckConstraint(condition=models.Q(maximum__gte=1, maximum__lte=100), name="summative_maximum"),
            models.CheckConstraint(condition=models.Q(quarter__gte=1, quarter__lte=4), name="summative_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.test} {self.subject} {self.day}"


class Score(OfScore):
    """What stands of one pupil in one test, made from the facts: points, or an excuse with the day of the new date."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    summative = models.ForeignKey(Summative, on_delete=models.PROTECT, related_name="scores")
    organisation_id = models.UUIDField()
    fact_day = models.DateField()
    fact_id = models.UUIDField()
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["pupil_id", "school_year"], name="score_pupil")]
        constraints = [
            models.UniqueConstraint(fields=["summative", "pupil_id"], name="score_once"),
            models.CheckConstraint(
                condition=models.Q(value=None) | models.Q(value__lte=models.F("maximum")), name="score_within"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.test} {self.value}/{self.maximum}"
