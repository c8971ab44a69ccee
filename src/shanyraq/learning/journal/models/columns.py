"""Columns that a fact and the row made from it share."""

from django.db import models

from shanyraq.learning.journal.rules.period import Verdict
from shanyraq.learning.journal.rules.scheme import Period
from shanyraq.learning.journal.rules.scores import ScoreState
from shanyraq.learning.journal.rules.summative import Test

TESTS = [(test.value, test.value) for test in Test]
SCORE_STATES = [(state.value, state.value) for state in ScoreState]
PERIODS = [(period.value, period.value) for period in Period]
VERDICTS = [(verdict.value, verdict.value) for verdict in Verdict if verdict is not Verdict.LACKING]


class OfScore(models.Model):
    """One pupil in one summative test: `value` points of `maximum`, or an excuse with the day of the new date."""

    pupil_id = models.UUIDField()
    group_id = models.UUIDField()
    subject = models.CharField(max_length=30)
    test = models.CharField(max_length=4, choices=TESTS)
    school_year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    maximum = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=SCORE_STATES)
    value = models.PositiveSmallIntegerField(null=True)
    due = models.DateField(null=True)

    class Meta:
        abstract = True


class OfPeriod(models.Model):
    """One pupil's result in one subject and period of a school year."""

    pupil_id = models.UUIDField()
    group_id = models.UUIDField()
    grade = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=30)
    school_year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=5, choices=PERIODS)
    scheme = models.CharField(max_length=12)
    verdict = models.CharField(max_length=12, choices=VERDICTS)
    mark = models.PositiveSmallIntegerField(null=True)
    percent = models.PositiveSmallIntegerField(null=True)

    class Meta:
        abstract = True
