"""The working plan of a school year: how many hours a week each class has of each subject."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class WorkingPlan(models.Model):
    """The plan of one school and school year. What is changed after the head approved it waits for approval anew."""

    class State(models.TextChoices):
        DRAFT = "draft", _("waits for approval")
        APPROVED = "approved", _("approved")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="working_plans")
    school_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey("registry.Person", on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "school_year"], name="working_plan_once"),
            models.CheckConstraint(
                condition=models.Q(state="draft", approved_on=None)
                | models.Q(state="approved", approved_on__isnull=False),
                name="working_plan_approval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_year}"


class PlanLine(models.Model):
    """Hours a week of one subject in one class. Half an hour is a lesson in every second week."""

    class Component(models.TextChoices):
        INVARIANT = "invariant", _("invariant part")
        VARIATIVE = "variative", _("variative part")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(WorkingPlan, on_delete=models.PROTECT, related_name="lines")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=30)
    hours = models.DecimalField(max_digits=3, decimal_places=1)
    component = models.CharField(max_length=9, choices=Component.choices, default=Component.INVARIANT)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "group", "subject"], name="plan_line_once"),
            models.CheckConstraint(condition=models.Q(hours__gt=0, hours__lte=20), name="plan_line_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.hours}"
