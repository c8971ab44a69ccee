"""A transfer between two schools: where it has come to, its moves as facts, its packet."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.kernel.facts.models import Fact
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.movement.rules.transfers import OPEN, State

STATES = [
    (State.REQUESTED.value, _("requested")),
    (State.SLIP_ISSUED.value, _("transfer slip issued")),
    (State.PACKET_SENT.value, _("packet sent")),
    (State.ACCEPTED.value, pgettext_lazy("a child", "accepted")),
    (State.REFUSED.value, pgettext_lazy("a transfer", "refused")),
    (State.EXPIRED.value, _("the slip expired")),
    (State.WITHDRAWN.value, _("withdrawn by the school")),
]


class Transfer(models.Model):
    """One child's way from one school to another. Its moves are facts; this row is where they have led."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="transfers")
    from_organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="sent")
    from_group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, related_name="transfers_out")
    to_organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="received")
    to_group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, null=True, related_name="transfers_in")
    ground = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=STATES)
    asked_on = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True)
    refusal = models.CharField(max_length=20, blank=True)
    packet_day = models.DateField(null=True)
    packet_id = models.UUIDField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["from_organisation", "state"], name="transfer_from"),
            models.Index(fields=["to_organisation", "state"], name="transfer_to"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state__in=sorted(state.value for state in OPEN)),
                name="transfer_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in State]), name="transfer_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_organisation=models.F("to_organisation")), name="transfer_elsewhere"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | models.Q(to_group__isnull=False, packet_id__isnull=False),
                name="transfer_accepted_with_packet",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(refusal=""), name="transfer_refused_on_ground"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"


class TransferMove(Fact):
    """The transfer came to a state, by the school at which it was recorded. Words stand in the payload."""

    transfer_id = models.UUIDField()
    person_id = models.UUIDField()
    from_organisation_id = models.UUIDField()
    to_organisation_id = models.UUIDField()
    state = models.CharField(max_length=12, choices=STATES)
    ground = models.CharField(max_length=20, blank=True)
    packet_id = models.UUIDField(null=True)

    stream = "transfers"
    sealed = ("transfer_id", "person_id", "from_organisation_id", "to_organisation_id", "state", "ground", "packet_id")

    class Meta:
        indexes = [models.Index(fields=["transfer_id"], name="transfer_moves")]


class Packet(Fact):
    """What the sending school gives along, sealed. Its contents stand in the payload, their digest in a column."""

    transfer_id = models.UUIDField()
    person_id = models.UUIDField()
    to_organisation_id = models.UUIDField()
    contents_digest = models.BinaryField(max_length=32)
    health_digest = models.BinaryField(max_length=32, null=True)

    stream = "packets"
    sealed = ("transfer_id", "person_id", "to_organisation_id", "contents_digest", "health_digest")

    class Meta:
        indexes = [
            models.Index(fields=["transfer_id"], name="packet_transfer"),
            models.Index(fields=["person_id"], name="packet_person"),
        ]
