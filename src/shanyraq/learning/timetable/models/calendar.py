"""The calendar plan: the topics of a subject in the order in which they are taught."""

from django.db import models

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class CalendarPlan(models.Model):
    """A teacher's plan of one subject for the classes of one grade, or for one class where `group` is given."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    school_year = models.PositiveSmallIntegerField()
    teacher = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="calendar_plans")
    subject = models.CharField(max_length=30)
    grade = models.PositiveSmallIntegerField()
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, null=True, related_name="+")
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "school_year", "teacher", "subject", "grade"],
                condition=models.Q(group=None),
                name="calendar_plan_of_grade",
            ),
            models.UniqueConstraint(
                fields=["school_year", "teacher", "subject", "group"],
                condition=models.Q(group__isnull=False),
                name="calendar_plan_of_class",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.grade}"


class PlannedTopic(models.Model):
    """One line of a calendar plan: a topic with the learning objectives it serves and the lessons it takes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(CalendarPlan, on_delete=models.PROTECT, related_name="topics")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=300)
    objectives = models.JSONField(default=list)
    hours = models.PositiveSmallIntegerField(default=1)
    homework = models.CharField(max_length=300, blank=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="planned_topic_once"),
            models.CheckConstraint(
                condition=models.Q(quarter__gte=1, quarter__lte=4, hours__gte=1, hours__lte=40),
                name="planned_topic_place",
            ),
        ]

    def __str__(self) -> str:
        return self.topic
