"""What a week must hold, and when and where it cannot."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.timetable.models.subgroups import Subgroup
from shanyraq.learning.timetable.rules.week import ROOM_KINDS

WEEKDAYS = models.Q(weekday__gte=0, weekday__lte=5)


class Demand(models.Model):
    """So many lessons of a subject for a class, or for a part of one, with a teacher. No teacher: a vacancy."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, related_name="demands")
    subgroup = models.ForeignKey(Subgroup, on_delete=models.PROTECT, null=True, related_name="demands")
    subject = models.CharField(max_length=30)
    teacher = models.ForeignKey("registry.Person", on_delete=models.PROTECT, null=True, related_name="demands")
    every_week = models.PositiveSmallIntegerField(default=0)
    every_second_week = models.PositiveSmallIntegerField(default=0)
    room_kind = models.CharField(max_length=12, blank=True, choices=[(kind, kind) for kind in ROOM_KINDS])
    room = models.ForeignKey("registry.Room", on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "school_year"], name="demand_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["school_year", "group", "subject", "teacher"],
                condition=models.Q(subgroup=None),
                name="demand_of_class",
            ),
            models.UniqueConstraint(
                fields=["school_year", "subgroup", "subject", "teacher"],
                condition=models.Q(subgroup__isnull=False),
                name="demand_of_part",
            ),
            models.CheckConstraint(
                condition=models.Q(every_week__lte=20, every_second_week__lte=4), name="demand_hours"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.every_week}"


class TeacherHour(models.Model):
    """An hour of the week in which a teacher is not at this school, would rather not teach, or likes to."""

    class Kind(models.TextChoices):
        AWAY = "away", _("is not at the school")
        UNWANTED = "unwanted", _("would rather not")
        WISHED = "wished", _("likes to teach")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    teacher = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    shift = models.PositiveSmallIntegerField(default=1)
    weekday = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    reason = models.CharField(max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "school_year", "teacher", "shift", "weekday", "number"],
                name="teacher_hour_once",
            ),
            models.CheckConstraint(condition=WEEKDAYS, name="teacher_hour_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.weekday} {self.number}"


class RoomClosure(models.Model):
    """A room cannot be used from one day to another: repairs, a flood."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey("registry.Room", on_delete=models.PROTECT, related_name="closures")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    reason = models.CharField(max_length=200)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="room_closure_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.reason
