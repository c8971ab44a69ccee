"""What a person is known by at the gates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class Credential(models.Model):
    """A card, or a number in the gates' own list of people under which a card, palm or face is kept there.

    Only a keyed digest of the number stands here. `sealed_number` is the gate's number under our key, kept where a
    gate must be told to forget a palm; a card's number is never kept. Palm and face stand on a consent only.
    """

    class Kind(models.TextChoices):
        CARD = "card", _("card")
        PIN = "pin", _("number in the gate")
        PALM = "palm", _("palm")
        FACE = "face", _("face")
        FINGER = "finger", _("finger")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    value_digest = models.BinaryField(max_length=32)
    sealed_number = models.BinaryField(max_length=80, null=True)
    given_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["person", "kind"], name="credential_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "value_digest", "kind"],
                condition=models.Q(ended_on=None),
                name="credential_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["card", "pin", "palm", "face", "finger"]), name="credential_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
