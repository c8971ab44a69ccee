"""Cases: where witnesses disagree, a person with a name looks until a deadline."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.facts.models import Fact
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.presence.rules import Disagreement, Outcome

KINDS = [
    (Disagreement.INSIDE_BUT_ABSENT.value, _("the gate says in, the register says absent")),
    (Disagreement.PRESENT_WITHOUT_ENTRY.value, _("the register says present, the gate saw no entry")),
]
OUTCOMES = [
    (Outcome.REGISTER_WRONG.value, _("the child was at the lesson; the register was mistaken")),
    (Outcome.GATE_WRONG.value, _("the child did not come in; the gate was mistaken")),
    (Outcome.LEFT_LESSON.value, _("the child was in the building but not at the lesson")),
    (Outcome.WITH_STAFF.value, _("the child was with another member of staff")),
    (Outcome.AGREED.value, _("the witnesses came to agree")),
]


class Case(models.Model):
    """A disagreement about one learner's day. Its moves are facts; this row is where they have led."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    person_id = models.UUIDField()
    organisation_id = models.UUIDField()
    group_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=24, choices=KINDS)
    owner_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    opened_at = models.DateTimeField()
    deadline = models.DateTimeField()
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.OPEN)
    outcome = models.CharField(max_length=16, choices=OUTCOMES, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "status", "deadline"], name="case_organisation"),
            models.Index(fields=["person_id", "day"], name="case_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person_id", "day", "kind"], name="case_once"),
            models.CheckConstraint(condition=models.Q(status__in=["open", "closed"]), name="case_status"),
            models.CheckConstraint(
                condition=models.Q(status="open") | ~models.Q(outcome=""), name="case_closed_with_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class CaseMove(Fact):
    """A case was opened or closed. The reason stands in the payload."""

    class Move(models.TextChoices):
        OPENED = "opened"
        CLOSED = "closed"

    case_id = models.UUIDField()
    person_id = models.UUIDField()
    move = models.CharField(max_length=6, choices=Move.choices)
    outcome = models.CharField(max_length=16, choices=OUTCOMES, blank=True)

    stream = "cases"
    sealed = ("case_id", "person_id", "move", "outcome")

    class Meta:
        indexes = [models.Index(fields=["case_id"], name="case_moves")]
