"""A class divided for some subjects, and who belongs to which part."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id


class Division(models.Model):
    """A class learns these subjects in parts, from one day to another."""

    class Basis(models.TextChoices):
        LIST = "list", _("by the class list")
        SEX = "sex", _("girls and boys")
        CHOICE = "choice", _("by hand")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, related_name="divisions")
    subjects = models.JSONField(default=list)
    basis = models.CharField(max_length=6, choices=Basis.choices, default=Basis.LIST)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="division_dates",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.subjects)


class Subgroup(models.Model):
    """One part of a divided class. `name` is written by the school; empty, it is called by its number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="parts")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, related_name="subgroups")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40, blank=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division", "number"], name="subgroup_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1, number__lte=4), name="subgroup_number"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.number)


class SubgroupMember(models.Model):
    """A pupil belongs to this part of the class, from one day to another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subgroup = models.ForeignKey(Subgroup, on_delete=models.PROTECT, related_name="members")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey("registry.Group", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="subgroups")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "person"], condition=models.Q(valid_to=None), name="subgroup_member_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="subgroup_member_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.subgroup_id}"
