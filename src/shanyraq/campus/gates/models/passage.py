"""The facts of the gates. Append-only, sealed, passages partitioned by month."""

from django.db import models

from shanyraq.campus.gates.rules import Channel, Clock, Direction, Outcome
from shanyraq.kernel.facts.models import Fact


class Passage(Fact):
    """Somebody went through a gate, or showed it a card it did not know (`refused`).

    `happened_at` is the likely time, `device_time` what the gate said, `recorded_at` when we received it. The number
    the gate gave stands in the payload; a person is named where the number was known when it arrived.
    """

    device_id = models.UUIDField()
    person = models.ForeignKey(
        "registry.Person", on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False,
        related_name="+",
    )  # fmt: skip
    credential_digest = models.BinaryField(max_length=32)
    direction = models.CharField(max_length=7, choices=[(d.value, d.value) for d in Direction])
    channel = models.CharField(max_length=8, choices=[(c.value, c.value) for c in Channel])
    outcome = models.CharField(max_length=7, choices=[(o.value, o.value) for o in Outcome])
    device_time = models.DateTimeField()
    clock_state = models.CharField(max_length=6, choices=[(c.value, c.value) for c in Clock])

    stream = "passages"
    sealed = (
        "device_id", "person_id", "credential_digest", "direction", "channel", "outcome", "device_time",
        "clock_state",
    )  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "happened_at"], name="passage_board"),
            models.Index(fields=["person", "day"], name="passage_person"),
            models.Index(
                fields=["organisation_id", "credential_digest"],
                condition=models.Q(person=None),
                name="passage_unknown",
            ),
        ]


class PassageLink(Fact):
    """Somebody of the school said whose an unknown card was: this passage was this person's."""

    passage_day = models.DateField()
    passage_id = models.UUIDField()
    person = models.ForeignKey(
        "registry.Person", on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )

    stream = "passage_links"
    sealed = ("passage_day", "passage_id", "person_id")

    class Meta:
        indexes = [
            models.Index(fields=["passage_id"], name="link_passage"),
            models.Index(fields=["person", "passage_day"], name="link_person"),
        ]
