"""A search for a week: what was asked, how far it is, the best found so far, and why it cannot be where it cannot."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.timetable.models.timetable import Timetable


class Search(models.Model):
    """Working state, not a fact: the week it ends in is taken over by an act. `best` is {lesson: [slot, room]};
    `breaches` is {fault: [how many, at what cost]}, as the judge counts; `why` are conflicts of what was asked."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the machine")
        RUNNING = "running", _("goes on")
        DONE = "done", _("has ended")
        STOPPED = "stopped", _("was stopped")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    timetable = models.ForeignKey(Timetable, on_delete=models.PROTECT, related_name="searches")
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField(null=True)
    seconds = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField(default=1)
    strengths = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    noted_at = models.DateTimeField(null=True)
    stop_asked = models.BooleanField(default=False)
    spent = models.FloatField(default=0)
    slices = models.PositiveIntegerField(default=0)
    lessons = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(null=True)
    hard = models.PositiveIntegerField(null=True)
    soft = models.PositiveIntegerField(null=True)
    trail = models.JSONField(default=list)
    best = models.JSONField(default=dict)
    breaches = models.JSONField(default=dict)
    why = models.JSONField(default=list)
    taken_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="search_one_at_a_time",
            ),
            models.CheckConstraint(condition=models.Q(seconds__gte=5, seconds__lte=3600), name="search_seconds"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.spent:.0f}"
