"""The rollover of a school's year: corrections by hand, then one batch, and perhaps its undoing."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.movement.rules.promotion import Fate

FATES = [
    (Fate.PROMOTED.value, _("goes on to the next grade")),
    (Fate.STAYS.value, _("stays in the grade")),
    (Fate.GRADUATES.value, _("finishes school")),
    (Fate.OPEN.value, _("not decided")),
]


class Rollover(models.Model):
    """One rollover of one school into one school year. `corrections` say of a child what the plan would not."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        APPLIED = "applied", pgettext_lazy("a rollover", "applied")
        UNDONE = "undone", pgettext_lazy("a rollover", "undone")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="rollovers")
    school_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    corrections = models.JSONField(default=dict)
    opened = models.JSONField(default=list)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "school_year"],
                condition=models.Q(state__in=["draft", "applied"]),
                name="rollover_one_standing",
            ),
            models.CheckConstraint(condition=models.Q(state__in=["draft", "applied", "undone"]), name="rollover_state"),
        ]

    def __str__(self) -> str:
        return f"{self.school_year} {self.state}"


class RolloverLine(models.Model):
    """What an applied rollover did with one child, so that it can be shown and taken back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rollover = models.ForeignKey(Rollover, on_delete=models.PROTECT, related_name="lines")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="rollover_lines")
    person_id = models.UUIDField()
    from_group_id = models.UUIDField()
    to_group_id = models.UUIDField(null=True)
    fate = models.CharField(max_length=9, choices=FATES)
    old_stay_id = models.UUIDField()
    new_stay_id = models.UUIDField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rollover", "person_id"], name="rollover_child_once"),
            models.CheckConstraint(
                condition=models.Q(fate__in=["promoted", "stays", "graduates"]), name="rollover_fate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fate} {self.person_id}"
