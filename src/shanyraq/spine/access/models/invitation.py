"""Invitations: how a parent without e-mail comes in, and comes back in."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id

ATTEMPTS = 5
"""Wrong answers to the second question before the invitation closes for good."""


class Invitation(models.Model):
    """A one-use way in for one person. Only the digest of the token is kept.

    At most one stands for a person: a new one cancels the older. It ends by being used, cancelled or expired,
    or by too many wrong answers.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="invitations")
    child = models.ForeignKey("registry.Person", on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT)
    invited_by = models.ForeignKey("registry.Person", on_delete=models.PROTECT, null=True, related_name="+")
    token_digest = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(used_at=None, cancelled_at=None),
                name="invitation_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(cancelled_at=None), name="invitation_one_end"
            ),
            models.CheckConstraint(condition=models.Q(attempts__lte=ATTEMPTS), name="invitation_attempts"),
        ]

    def __str__(self) -> str:
        return f"invitation until {self.expires_at:%Y-%m-%d}"
