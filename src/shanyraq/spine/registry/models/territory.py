"""Territories of the KATO classifier, as a tree of paths."""

from django.db import models
from django.utils.translation import get_language


class Territory(models.Model):
    """An oblast, district, rural okrug or settlement. `path` ends with a slash, so that no prefix lies."""

    class Level(models.TextChoices):
        COUNTRY = "country"
        OBLAST = "oblast"
        DISTRICT = "district"
        SUB_DISTRICT = "sub_district"
        SETTLEMENT = "settlement"

    code = models.CharField(primary_key=True, max_length=9)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    level = models.CharField(max_length=12, choices=Level.choices)
    name_kk = models.CharField(max_length=120)
    name_ru = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=200)
    path = models.CharField(max_length=80, unique=True)

    shared = "the public classifier of territories"

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(path__endswith="/"), name="territory_path_closed"),
        ]

    def __str__(self) -> str:
        return self.name_ru if get_language() == "ru" else self.name_kk
