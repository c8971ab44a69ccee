"""Cards and numbers that nobody is known by yet, gathered from the passages for the school to see."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class UnknownCard(models.Model):
    """How often and when it was shown. The number itself is read from the payload of its last passage."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    credential_digest = models.BinaryField(max_length=32)
    is_card = models.BooleanField()
    biometric = models.BooleanField(default=False)
    times = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    last_device_id = models.UUIDField()
    last_day = models.DateField()
    last_id = models.UUIDField()
    linked_to = models.ForeignKey("registry.Person", on_delete=models.PROTECT, null=True, related_name="+")
    linked_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "linked_at", "-last_at"], name="unknown_board")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "credential_digest"], name="unknown_once"),
        ]

    def __str__(self) -> str:
        return f"unknown {self.id}"
