"""Appointments at a territory: the people of the education offices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class Appointment(models.Model):
    """A right over a territory and everything under it, from a day to a day."""

    class Role(models.TextChoices):
        OFFICE_HEAD = "office_head", _("head of the education office")
        OFFICE = "office", _("specialist of the education office")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="appointments")
    territory = models.ForeignKey("registry.Territory", on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=12, choices=Role.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "territory", "role"],
                condition=models.Q(valid_to=None),
                name="appointment_once",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="appointment_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.territory_id}"
