"""What a parent tells of a child's days: ill, away for the family, late, leaving early."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.facts.models import Fact
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.presence.rules import Kind

TOLD = [
    (Kind.ILL.value, _("is ill")),
    (Kind.FAMILY.value, _("is away for a family reason")),
    (Kind.LATE.value, _("will come late")),
    (Kind.LEAVES.value, _("will leave early")),
]


class Absence(models.Model):
    """One word of a parent, as its facts have led it. Reason and the document's name stand in the fact's payload."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    organisation_id = models.UUIDField()
    group_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=6, choices=TOLD)
    first = models.DateField()
    last = models.DateField()
    at = models.TimeField(null=True)
    told_by = models.UUIDField()
    told_at = models.DateTimeField()
    fact_day = models.DateField()
    fact_id = models.UUIDField()
    withdrawn_at = models.DateTimeField(null=True)
    paper_from = models.DateField(null=True)
    paper_path = models.CharField(max_length=120, blank=True)
    paper_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-first"], name="absence_person"),
            models.Index(fields=["group_id", "last"], name="absence_group"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=[kind.value for kind in Kind]), name="absence_kind"),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="absence_days"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first}"


class AbsenceDay(models.Model):
    """One school day of a word that stands. A day has one word: two parents cannot tell it twice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    absence = models.ForeignKey(Absence, on_delete=models.PROTECT, related_name="days")
    person_id = models.UUIDField()
    organisation_id = models.UUIDField()
    group_id = models.UUIDField(null=True)
    day = models.DateField()
    kind = models.CharField(max_length=6, choices=TOLD)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["group_id", "day"], name="absence_day_group")]
        constraints = [
            models.UniqueConstraint(fields=["person_id", "day"], name="absence_day_once"),
            models.CheckConstraint(condition=models.Q(kind__in=[kind.value for kind in Kind]), name="absence_day_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class ParentWord(Fact):
    """A parent told, withdrew, or brought a document. The payload holds the reason, and the document's digest."""

    class Move(models.TextChoices):
        TOLD = "told"
        WITHDRAWN = "withdrawn"
        PAPER = "paper"

    absence_id = models.UUIDField()
    person_id = models.UUIDField()
    group_id = models.UUIDField(null=True)
    move = models.CharField(max_length=9, choices=Move.choices)
    kind = models.CharField(max_length=6, choices=TOLD)
    first = models.DateField()
    last = models.DateField()
    minute = models.PositiveSmallIntegerField(null=True)
    """The hour of coming or leaving, in minutes after midnight."""

    stream = "parent_words"
    sealed = ("absence_id", "person_id", "group_id", "move", "kind", "first", "last", "minute")

    class Meta:
        indexes = [models.Index(fields=["absence_id"], name="word_absence")]
