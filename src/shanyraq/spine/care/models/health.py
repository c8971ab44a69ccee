"""The health sheet as a fact for the nurse and the family, and the part of it that teachers heed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanyraq.kernel.facts.models import Fact
from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.care.rules import HealthGroup, PhysicalEducation, Restriction

HEALTH_GROUPS = [(one.value, one.name) for one in HealthGroup]
PE_GROUPS = [
    (PhysicalEducation.BASIC.value, pgettext_lazy("physical education", "basic")),
    (PhysicalEducation.PREPARATORY.value, pgettext_lazy("physical education", "preparatory")),
    (PhysicalEducation.SPECIAL.value, pgettext_lazy("physical education", "special")),
    (PhysicalEducation.RELEASED.value, pgettext_lazy("physical education", "released")),
]
RESTRICTIONS = [
    (Restriction.NO_RUNNING.value, _("no running")),
    (Restriction.NO_JUMPING.value, _("no jumping")),
    (Restriction.NO_SWIMMING.value, _("no swimming")),
    (Restriction.NO_WEIGHTS.value, _("lifts nothing heavy")),
    (Restriction.NO_CONTESTS.value, _("no contests")),
    (Restriction.NEAR_BOARD.value, _("sits near the board")),
    (Restriction.RESTS.value, _("needs rest between tasks")),
]


class HealthSheet(Fact):
    """What the nurse saw on paper on one day; a later sheet supersedes it. Words about an illness stand in the payload.

    `passport_on` is when form 052-2/у was shown, `immunisation_on` when form 065/у was; empty where it was not.
    """

    person_id = models.UUIDField()
    passport_on = models.DateField(null=True)
    immunisation_on = models.DateField(null=True)
    health_group = models.CharField(max_length=1, choices=HEALTH_GROUPS, blank=True)
    pe_group = models.CharField(max_length=12, choices=PE_GROUPS, blank=True)
    restrictions = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    stream = "health"
    sealed = (
        "person_id", "passport_on", "immunisation_on", "health_group", "pe_group", "restrictions", "valid_from",
        "valid_to",
    )  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["person_id", "day"], name="health_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")), name="health_dates"
            )
        ]


class PhysicalGroup(models.Model):
    """What the child's teachers must heed, from the latest sheet: the group of physical education and the
    restrictions, and no word about why. Made again from the facts at any time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField("registry.Person", on_delete=models.PROTECT, related_name="physical_group")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    pe_group = models.CharField(max_length=12, choices=PE_GROUPS, blank=True)
    restrictions = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    fact_day = models.DateField()
    fact_id = models.UUIDField()

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.pe_group
