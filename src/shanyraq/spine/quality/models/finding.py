"""Findings: open questions about the register, each closed by a correction or by a reasoned acceptance."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.facts.models import Fact
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.quality.rules.declaring import Subject
from shanyraq.spine.quality.rules.looking import State, Step

STATES = [
    (State.OPEN.value, _("open")),
    (State.MENDED.value, _("mended")),
    (State.ACCEPTED.value, _("accepted")),
]


class Finding(models.Model):
    """One thing that one rule found. Its moves are facts; this row is where they have led.

    `details` hold numbers and codes; names are read from the register when the page is made.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(max_length=40)
    subject = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Subject])
    subject_id = models.UUIDField()
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, null=True, related_name="+")
    details = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=STATES, default=State.OPEN.value)
    first_seen = models.DateField()
    opened_on = models.DateField()
    last_seen = models.DateField()
    closed_on = models.DateField(null=True)
    accepted_until = models.DateField(null=True)
    accepted_by = models.UUIDField(null=True)
    move_day = models.DateField(null=True)
    move_id = models.UUIDField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "state", "rule"], name="finding_organisation")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "rule", "subject_id"], name="finding_once"),
            models.CheckConstraint(condition=models.Q(state__in=[one.value for one in State]), name="finding_state"),
            models.CheckConstraint(
                condition=models.Q(subject__in=[one.value for one in Subject]), name="finding_subject"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(accepted_until__isnull=False),
                name="finding_accepted_until",
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_on=None) | ~models.Q(state="open"), name="finding_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.state}"


class FindingMove(Fact):
    """A finding was opened, mended, accepted or came back. The reason of an acceptance stands in the payload."""

    finding_id = models.UUIDField()
    rule = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    move = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Step])

    stream = "findings"
    sealed = ("finding_id", "rule", "subject_id", "move")

    class Meta:
        indexes = [models.Index(fields=["finding_id"], name="finding_moves")]
        constraints = [
            models.CheckConstraint(condition=models.Q(move__in=[one.value for one in Step]), name="finding_move"),
        ]
