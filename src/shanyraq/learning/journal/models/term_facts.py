"""Facts of a term: scores of summative tests, published results, and what was brought from another school."""

from django.db import models

from shanyraq.kernel.facts.models import Fact
from shanyraq.learning.journal.models.columns import OfPeriod, OfScore
from shanyraq.learning.journal.rules.scheme import Part
from shanyraq.learning.journal.rules.scores import Ground

GROUNDS = [(ground.value, ground.value) for ground in Ground]
PARTS = [(part.value, part.value) for part in Part]


class ScoreFact(OfScore, Fact):
    """One pupil's points in one summative test, or that the test waits for them. Reasons stand in the payload.

    The most points are sealed with them: a score means nothing without.
    """

    summative_id = models.UUIDField()
    ground = models.CharField(max_length=10, choices=GROUNDS)

    stream = "scores"
    sealed = (
        "summative_id", "group_id", "pupil_id", "subject", "test", "school_year", "quarter", "maximum", "state",
        "value", "due", "ground",
    )  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["summative_id", "pupil_id"], name="score_cell"),
            models.Index(fields=["pupil_id", "day"], name="score_fact_pupil"),
        ]


class PeriodFact(OfPeriod, Fact):
    """A result was published. `basis` is what it was computed from, [[part or period, numbers ...], ...]; with the
    scheme it makes every step again. A later fact supersedes it only by a head's reasoned correction (the payload says
    why) or where the pupil was temporarily not assessed."""

    basis = models.JSONField(default=list)

    stream = "period_marks"
    sealed = (
        "group_id", "pupil_id", "grade", "subject", "school_year", "period", "scheme", "verdict", "mark", "percent",
        "basis",
    )  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["pupil_id", "day"], name="period_fact_pupil")]


class BroughtFact(Fact):
    """Points that a pupil brought from another school for a term under way: of formative marks, unit tests or the
    quarter test, `got` of `most`. The document and the school stand in the payload; 0 of 0 takes an entry back."""

    group_id = models.UUIDField()
    pupil_id = models.UUIDField()
    subject = models.CharField(max_length=30)
    school_year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=4, choices=PARTS)
    got = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()

    stream = "brought_marks"
    sealed = ("group_id", "pupil_id", "subject", "school_year", "quarter", "part", "got", "most")

    class Meta:
        indexes = [models.Index(fields=["pupil_id", "day"], name="brought_pupil")]
