"""Classes of schools and groups of kindergartens and colleges."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope.queries import ScopedManager
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.registry.models.organisation import Organisation


class Group(models.Model):
    """A class (7 «Ә») or a group of one school year. `school_year` is the calendar year in which it begins."""

    class Language(models.TextChoices):
        KAZAKH = "kk", _("Kazakh")
        RUSSIAN = "ru", _("Russian")
        UZBEK = "uz", _("Uzbek")
        UYGHUR = "ug", _("Uyghur")
        TAJIK = "tg", _("Tajik")
        ENGLISH = "en", _("English")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="groups")
    school_year = models.PositiveSmallIntegerField()
    grade = models.PositiveSmallIntegerField()
    letter = models.CharField(max_length=4)
    name = models.CharField(max_length=20)
    sort_key = models.CharField(max_length=40)
    language = models.CharField(max_length=2, choices=Language.choices)
    shift = models.PositiveSmallIntegerField(default=1)
    class_teacher = models.ForeignKey("registry.Person", on_delete=models.PROTECT, null=True, related_name="led_groups")

    objects = ScopedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "school_year", "grade", "letter"], name="group_once"),
            models.CheckConstraint(condition=models.Q(shift__gte=1, shift__lte=3), name="group_shift"),
            models.CheckConstraint(condition=models.Q(grade__lte=12), name="group_grade"),
        ]

    def __str__(self) -> str:
        return self.name
