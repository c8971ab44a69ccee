"""Two cards of one person made one, and how to part them again."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class Merge(models.Model):
    """`gone` was found to be the same person as `kept`. Facts go on naming `gone`: its card stays, and points here.

    `moved` holds every row that came over, as {kind: [ids]}, `before` what the kept card said; both for the undoing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    merged_by = models.UUIDField(null=True)
    merged_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    moved = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=models.Q(undone_at=None), name="merge_once"),
            models.CheckConstraint(condition=~models.Q(gone=models.F("kept")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} is {self.kept_id}"


class Apart(models.Model):
    """Two cards that look alike and are two people, as somebody of their school said. Nobody is asked again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    two = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    said_by = models.UUIDField(null=True)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "one", "two"], condition=models.Q(taken_back_at=None), name="apart_once"
            ),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("two")), name="apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.two_id}"
