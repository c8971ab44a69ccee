"""Organisations with their buildings and rooms."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.registry.models.territory import Territory


class Organisation(models.Model):
    """A kindergarten, school, college or education office. What stands here is public."""

    class Kind(models.TextChoices):
        KINDERGARTEN = "kindergarten", _("kindergarten")
        SCHOOL = "school", _("school")
        COLLEGE = "college", _("college")
        OFFICE = "office", _("education office")

    class Profile(models.TextChoices):
        GENERAL = "general", _("general")
        GYMNASIUM = "gymnasium", _("gymnasium")
        LYCEUM = "lyceum", _("lyceum")
        SMALL = "small", _("small-class")
        SPECIAL = "special", _("special")
        BOARDING = "boarding", _("boarding")
        NONE = "none", _("without profile")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bin = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    profile = models.CharField(max_length=10, choices=Profile.choices, default=Profile.NONE)
    number = models.PositiveSmallIntegerField(null=True)
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    short_kk = models.CharField(max_length=80)
    short_ru = models.CharField(max_length=80)
    sort_key = models.CharField(max_length=300)
    search_keys = models.CharField(max_length=500)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="organisations")
    territory_path = models.CharField(max_length=80, db_index=True)
    languages = models.JSONField(default=list)
    capacity = models.PositiveIntegerField(null=True)
    shifts = models.PositiveSmallIntegerField(default=1)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    shared = "the public register of organisations"

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(shifts__gte=1, shifts__lte=3), name="organisation_shifts"),
        ]

    def __str__(self) -> str:
        return self.short_ru if get_language() == "ru" else self.short_kk


class Building(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="buildings")
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    built_year = models.PositiveSmallIntegerField(null=True)

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    class Kind(models.TextChoices):
        CLASSROOM = "classroom", _("classroom")
        LABORATORY = "laboratory", _("laboratory")
        GYM = "gym", _("gym")
        WORKSHOP = "workshop", _("workshop")
        HALL = "hall", _("hall")
        OTHER = "other", _("other")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rooms")
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CLASSROOM)
    capacity = models.PositiveSmallIntegerField(null=True)

    objects = ScopedManager()

    def __str__(self) -> str:
        return self.name
