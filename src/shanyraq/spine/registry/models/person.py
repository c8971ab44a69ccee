"""A person is entered once, and found again by IIN or by name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.registry.models.group import Group
from shanyraq.spine.registry.models.organisation import Organisation


class Person(models.Model):
    """A child, guardian or member of staff. `organisation` and `group` are where they belong today.

    Both are kept by the acts that enrol, move and employ, so that a scope is an indexed equality. A guardian has
    neither and is seen through guardianship. IIN may be missing: foreigners and newborns are full records.
    """

    class Sex(models.TextChoices):
        MALE = "m", _("male")
        FEMALE = "f", _("female")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    iin = models.CharField(max_length=12, null=True, unique=True)  # noqa: DJ001 - several people may lack one
    family = models.CharField(max_length=60, blank=True)
    given = models.CharField(max_length=60)
    patronymic = models.CharField(max_length=60, blank=True)
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=1, choices=Sex.choices)
    sort_key = models.CharField(max_length=300)
    search_keys = models.CharField(max_length=600)
    phone = models.CharField(max_length=16, blank=True)
    email = models.EmailField(blank=True)
    is_learner = models.BooleanField(default=False)
    is_staff = models.BooleanField(default=False)
    protected = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="people")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="learners")

    objects = ScopedManager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "is_staff", "sort_key"], name="person_organisation"),
            models.Index(fields=["group", "sort_key"], name="person_group"),
            models.Index(fields=["sort_key"], name="person_sort"),
        ]

    def __str__(self) -> str:
        return f"{self.family} {self.given}".strip()


class Guardianship(models.Model):
    """A guardian's right over a child, with its dates and its paper. The access ends with the right."""

    class Relation(models.TextChoices):
        MOTHER = "mother", _("mother")
        FATHER = "father", _("father")
        GUARDIAN = "guardian", _("guardian")
        TRUSTEE = "trustee", _("trustee")
        FOSTER = "foster", _("foster parent")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guardianships")
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wardships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True)
    relation = models.CharField(max_length=10, choices=Relation.choices)
    ground = models.CharField(max_length=200, blank=True)
    document_number = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)

    objects = ScopedManager()

    class Meta:
        indexes = [models.Index(fields=["organisation"], name="guardianship_organisation")]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "guardian"], condition=models.Q(valid_to=None), name="guardianship_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="guardianship_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guardian_id} -> {self.child_id}"
