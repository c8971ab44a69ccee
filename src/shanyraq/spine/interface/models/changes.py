"""What has changed in an organisation's register, as a program that follows it reads it."""

import uuid

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class ChangeBook(models.Model):
    """One organisation's book of changes. `round` grows by one with each comparing that found something.

    `epoch` names this book: a cursor of a book that was begun anew is refused, never silently wrong.
    """

    organisation = models.OneToOneField(
        "registry.Organisation", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    epoch = models.UUIDField(default=uuid.uuid4)
    round = models.PositiveBigIntegerField(default=0)
    compared_at = models.DateTimeField()

    objects = ScopedManager()

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.round}"


class Change(models.Model):
    """The latest change of one row: in which round it was noticed, and whether the row is gone from sight.

    The digest tells whether the row reads as it did; it is forgotten when the row is gone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    row_id = models.UUIDField()
    digest = models.BinaryField(max_length=16)
    round = models.PositiveBigIntegerField()
    noticed_at = models.DateTimeField()
    is_gone = models.BooleanField(default=False)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "round", "row_id"], name="change_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "row_id"], name="change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"
