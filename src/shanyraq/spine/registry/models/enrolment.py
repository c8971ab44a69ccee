"""Enrolments: where a learner belonged, from when to when, and on which ground."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.registry.models.group import Group
from shanyraq.spine.registry.models.organisation import Organisation
from shanyraq.spine.registry.models.person import Person


class Enrolment(models.Model):
    """One stay in one group. A move closes it and opens the next; nothing is overwritten."""

    class Ground(models.TextChoices):
        ADMITTED = "admitted", _("admitted")
        TRANSFERRED = "transferred", _("transferred in")
        PROMOTED = "promoted", _("promoted to the next grade")
        MOVED = "moved", _("moved between groups")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="enrolments")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="enrolments")
    ground = models.CharField(max_length=12, choices=Ground.choices)
    order_number = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=6, choices=[("online", _("online")), ("paper", _("on paper"))], blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    left_because = models.CharField(max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["group", "valid_from"], name="enrolment_group"),
            models.Index(fields=["organisation", "valid_from"], name="enrolment_organisation"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(valid_to=None), name="enrolment_one_open"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="enrolment_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}"
