"""Snapshots for statistics: the numbers of one school in one campaign, frozen, submitted, accepted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.facts.models import Fact
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.quality.rules.counting import State, Step

STATES = [
    (State.PREPARED.value, _("prepared")),
    (State.SUBMITTED.value, _("submitted")),
    (State.RETURNED.value, _("returned with remarks")),
    (State.ACCEPTED.value, _("accepted")),
]


class Snapshot(models.Model):
    """One school in one campaign. `figures` and `digest` are of the latest version of its frozen rows."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    campaign = models.CharField(max_length=40)
    counts_on = models.DateField()
    due = models.DateField()
    state = models.CharField(max_length=9, choices=STATES, default=State.PREPARED.value)
    version = models.PositiveSmallIntegerField(default=1)
    figures = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["campaign", "state"], name="snapshot_campaign")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "campaign"], name="snapshot_once"),
            models.CheckConstraint(condition=models.Q(state__in=[one.value for one in State]), name="snapshot_state"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} {self.state}"


class FrozenRows(models.Model):
    """The rows beneath one version of a snapshot, as their canonical bytes; written once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="frozen")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    rows = models.BinaryField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "version"], name="frozen_rows_once")]

    def __str__(self) -> str:
        return f"{self.snapshot_id} v{self.version}"


class SnapshotMove(Fact):
    """A snapshot was prepared, submitted, returned or accepted. The digest of its rows is sealed with the move; the
    ground and the remarks on single figures stand in the payload."""

    snapshot_id = models.UUIDField()
    campaign = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    move = models.CharField(max_length=9, choices=[(one.value, one.value) for one in Step])
    rows_digest = models.BinaryField(max_length=32)

    stream = "snapshots"
    sealed = ("snapshot_id", "campaign", "version", "move", "rows_digest")

    class Meta:
        indexes = [models.Index(fields=["snapshot_id"], name="snapshot_moves")]
        constraints = [
            models.CheckConstraint(condition=models.Q(move__in=[one.value for one in Step]), name="snapshot_move"),
        ]
