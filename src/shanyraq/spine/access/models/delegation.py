"""Delegations: a director lends the keeper's right to an employee, from a day to a day."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class Delegation(models.Model):
    """While it lasts, and while the employee works there, the employee keeps the register as a secretary does."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="delegations")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="delegations")
    given_by = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "valid_from"], name="delegation_organisation")]
        constraints = [
            models.CheckConstraint(condition=models.Q(valid_to__gte=models.F("valid_from")), name="delegation_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.valid_from}"
