"""A child was admitted, changed class or left: a fact with its ground."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.kernel.facts.models import Fact


class Move(Fact):
    """One move of one child at one school. Words, the order and the document stand in the payload."""

    class Kind(models.TextChoices):
        ADMITTED = "admitted", _("admitted")
        MOVED = "moved", _("changed class")
        LEFT = "left", pgettext_lazy("a child", "left")

    person_id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    from_group_id = models.UUIDField(null=True)
    to_group_id = models.UUIDField(null=True)
    effective_on = models.DateField()
    reason = models.CharField(max_length=20, blank=True)
    limit = models.PositiveSmallIntegerField(null=True)
    """The limit that was exceeded by a reasoned exception; empty where none was."""

    stream = "moves"
    sealed = ("person_id", "kind", "from_group_id", "to_group_id", "effective_on", "reason", "limit")

    class Meta:
        indexes = [models.Index(fields=["person_id", "day"], name="move_person")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["admitted", "moved", "left"]), name="move_kind")
        ]
