"""Results of periods as they stand: quarter, half-year, year, test, exam and final marks."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.models.columns import OfPeriod

BROUGHT, ENTERED = "brought", "entered"
"""In place of a scheme: a result that another school gave, and the mark of an exam or of a test after the year."""


class PeriodMark(OfPeriod):
    """The published result of one pupil in one subject and period, made from the facts.

    `group_id` is the class in which it was confirmed: a pupil who moves on keeps it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation_id = models.UUIDField()
    corrected = models.BooleanField(default=False)
    fact_day = models.DateField()
    fact_id = models.UUIDField()
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["group_id", "subject", "school_year"], name="period_group"),
            models.Index(fields=["organisation_id", "school_year", "period"], name="period_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["pupil_id", "school_year", "subject", "period"], name="period_once"),
            models.CheckConstraint(
                condition=models.Q(mark=None) | models.Q(mark__gte=2, mark__lte=5), name="period_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.period} {self.mark or self.verdict}"
