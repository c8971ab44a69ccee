"""What a court or a dispute says about a child: protection, custody limits, frozen guardianships."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.registry.models.organisation import Organisation
from shanyraq.spine.registry.models.person import Person


class ProtectionOrder(models.Model):
    """The court order by which a person's whereabouts are hidden, and the paper by which that ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="protection_orders")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    order_number = models.CharField(max_length=40)
    order_date = models.DateField()
    set_on = models.DateField()
    lifted_on = models.DateField(null=True)
    lifting_number = models.CharField(max_length=40, blank=True)
    lifting_date = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(lifted_on=None), name="protection_order_one_open"
            ),
        ]

    def __str__(self) -> str:
        return self.order_number


class CustodyLimit(models.Model):
    """A court keeps this guardian from this child, from a day to a day. The guardianship itself stands.

    Either from everything, so that the guardian sees nothing and is sent nothing, or from picking the child up alone.
    """

    class Forbids(models.TextChoices):
        EVERYTHING = "everything", _("sees nothing of the child and does not pick the child up")
        PICKING_UP = "pick_up", _("does not pick the child up")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="custody_limits")
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    forbids = models.CharField(max_length=10, choices=Forbids.choices, default=Forbids.EVERYTHING)
    ground = models.CharField(max_length=200)
    document_number = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "guardian"], condition=models.Q(valid_to=None), name="custody_limit_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="custody_limit_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.document_number


class GuardianshipDispute(models.Model):
    """While a dispute between guardians stands, nobody changes who the guardians of the child are."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="disputes")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=200)
    opened_on = models.DateField()
    lifted_on = models.DateField(null=True)
    lifted_because = models.CharField(max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=models.Q(lifted_on=None), name="dispute_one_open"),
        ]

    def __str__(self) -> str:
        return self.ground
