"""A report card was issued: a fact that holds the digest of everything the paper says."""

from django.db import models

from shanyraq.kernel.facts.models import Fact
from shanyraq.learning.reports.rules.card import CARD_PERIODS


class Card(Fact):
    """One report card of one pupil for a quarter or a year. What it says stands in the payload; a later card of the
    same period supersedes it. `group_id` is the class in which it was issued."""

    pupil_id = models.UUIDField()
    group_id = models.UUIDField()
    school_year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=5, choices=[(each, each) for each in CARD_PERIODS])
    said = models.CharField(max_length=40)

    stream = "report_cards"
    sealed = ("pupil_id", "group_id", "school_year", "period", "said")

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="card_id"),
            models.Index(fields=["pupil_id", "school_year", "period"], name="card_pupil"),
            models.Index(fields=["group_id", "school_year", "period"], name="card_group"),
        ]
