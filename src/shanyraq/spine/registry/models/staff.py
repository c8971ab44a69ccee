"""Employments and teaching loads."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.registry.models.group import Group
from shanyraq.spine.registry.models.organisation import Organisation
from shanyraq.spine.registry.models.person import Person


class Employment(models.Model):
    """A person's post at an organisation; the right to act follows from it and ends with it."""

    class Position(models.TextChoices):
        DIRECTOR = "director", _("director")
        DEPUTY = "deputy", _("deputy head")
        TEACHER = "teacher", _("teacher")
        EDUCATOR = "educator", _("educator")
        GUARD = "guard", _("guard")
        SECRETARY = "secretary", _("secretary")
        LIBRARIAN = "librarian", _("librarian")
        PSYCHOLOGIST = "psychologist", _("psychologist")
        NURSE = "nurse", _("nurse")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="employments")
    position = models.CharField(max_length=12, choices=Position.choices)
    rate = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "position"],
                condition=models.Q(valid_to=None),
                name="employment_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="employment_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.person_id}"


class TeachingLoad(models.Model):
    """A teacher's hours in one subject with one group. `subject` is a code of the reference table of subjects."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employment = models.ForeignKey(Employment, on_delete=models.PROTECT, related_name="loads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="loads")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="loads")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="loads")
    subject = models.CharField(max_length=30)
    hours_per_week = models.DecimalField(max_digits=3, decimal_places=1)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["person", "group"], name="load_teacher")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group", "subject"], condition=models.Q(valid_to=None), name="load_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.hours_per_week} h"
