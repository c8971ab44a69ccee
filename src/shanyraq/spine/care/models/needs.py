"""Special educational needs by a conclusion of the psych-med-ped commission."""

from django.db import models

from shanyraq.kernel.facts.models import Fact
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class Conclusion(Fact):
    """The commission found special needs, from a day to a day. Number and advice stand in the payload.

    Ending it earlier is a later fact that supersedes it, with the ground in its payload.
    """

    person_id = models.UUIDField()
    concluded_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    stream = "needs"
    sealed = ("person_id", "concluded_on", "valid_from", "valid_to")

    class Meta:
        indexes = [models.Index(fields=["person_id", "day"], name="conclusion_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="conclusion_dates",
            )
        ]


class SpecialNeed(models.Model):
    """One conclusion as it stands now: the days on which the child counts as one with special needs.

    Made again from the facts at any time; it holds no number and no word of the commission.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="special_needs")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    concluded_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    fact_day = models.DateField()
    fact_id = models.UUIDField(unique=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "valid_to"], name="need_organisation")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")), name="need_dates"
            )
        ]

    def __str__(self) -> str:
        return f"{self.valid_from} {self.id}"
