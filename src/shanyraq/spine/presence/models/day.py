"""What was testified about a learner on a day, and what was decided. Both can be made again from the facts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.presence.rules import State, Witness


class Testimony(models.Model):
    """One witness about one learner on one day; `entries` are [at, says, slot, source fact] in the order of time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    person_id = models.UUIDField()
    organisation_id = models.UUIDField()
    group_id = models.UUIDField(null=True)
    witness = models.CharField(max_length=8, choices=[(w.value, w.value) for w in Witness])
    entries = models.JSONField(default=list)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "day", "witness"], name="testimony_once"),
            models.CheckConstraint(
                condition=models.Q(witness__in=[w.value for w in Witness]), name="testimony_witness"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.witness} {self.day}"


class DayState(models.Model):
    """The decided day of one learner."""

    STATES = [
        (State.UNKNOWN.value, _("not known")),
        (State.INSIDE.value, _("in the building")),
        (State.PRESENT.value, _("at lessons")),
        (State.LATE.value, _("came late")),
        (State.PARTLY.value, _("at some of the lessons")),
        (State.ABSENT.value, _("absent")),
        (State.EXCUSED.value, _("absent with a reason")),
    ]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    person_id = models.UUIDField()
    organisation_id = models.UUIDField()
    group_id = models.UUIDField(null=True)
    state = models.CharField(max_length=8, choices=STATES)
    reasons = models.JSONField(default=list)
    first_in = models.DateTimeField(null=True)
    last_out = models.DateTimeField(null=True)
    unexcused = models.BooleanField(default=False)
    decided_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "day", "state"], name="day_organisation"),
            models.Index(fields=["group_id", "day"], name="day_group"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person_id", "day"], name="day_once"),
            models.CheckConstraint(condition=models.Q(state__in=[s.value for s in State]), name="day_state"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.day}"
