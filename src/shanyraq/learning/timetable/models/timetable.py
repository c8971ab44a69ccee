"""A timetable in its versions, the lessons of its week, and the fact that it was published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.facts.models import Fact
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.timetable.models.demand import Demand
from shanyraq.learning.timetable.models.subgroups import Subgroup
from shanyraq.learning.timetable.rules.week import Weeks

WEEKS = [(each.value, each.value) for each in Weeks]


class Timetable(models.Model):
    """One version. A draft is worked on; a published one holds from `valid_from` until the next one begins.

    `edits` grows with every change, so that a page knows whether it shows what stands.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")
        ARCHIVED = "archived", _("archived")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="timetables")
    school_year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    fact_id = models.UUIDField(null=True)
    edits = models.PositiveIntegerField(default=0)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "valid_from"],
                condition=models.Q(state="published"),
                name="timetable_one_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", valid_from=None)
                | models.Q(state__in=["published", "archived"], valid_from__isnull=False),
                name="timetable_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="timetable_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Slot(models.Model):
    """One lesson of the week. `revision` grows with every change of it; a locked one is moved by nobody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    timetable = models.ForeignKey(Timetable, on_delete=models.PROTECT, related_name="slots")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, null=True, related_name="slots")
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, related_name="slots")
    subgroup = models.ForeignKey(Subgroup, on_delete=models.PROTECT, null=True, related_name="slots")
    subject = models.CharField(max_length=30)
    teacher = models.ForeignKey("registry.Person", on_delete=models.PROTECT, null=True, related_name="slots")
    room = models.ForeignKey("registry.Room", on_delete=models.PROTECT, null=True, related_name="slots")
    shift = models.PositiveSmallIntegerField(default=1)
    weekday = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    weeks = models.CharField(max_length=5, choices=WEEKS, default="every")
    locked = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["timetable", "weekday", "number"], name="slot_week"),
            models.Index(fields=["teacher", "timetable"], name="slot_teacher"),
            models.Index(fields=["group", "timetable"], name="slot_group"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__gte=0, weekday__lte=5), name="slot_weekday"),
            models.CheckConstraint(condition=models.Q(number__gte=1, number__lte=12), name="slot_number"),
            models.CheckConstraint(condition=models.Q(shift__gte=1, shift__lte=3), name="slot_shift"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.weekday} {self.number}"


class TimetablePublished(Fact):
    """This week, and no other, was announced to hold from a day on. `content` is the digest of its lessons."""

    timetable_id = models.UUIDField()
    valid_from = models.DateField()
    lessons = models.PositiveIntegerField()
    content = models.CharField(max_length=40)

    stream = "timetables"
    sealed = ("timetable_id", "valid_from", "lessons", "content")

    class Meta:
        indexes = [models.Index(fields=["timetable_id"], name="published_timetable")]
