"""Summative tests as one pupil meets them: what was written, what is missed, what is to come."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q

from shanyraq.learning.journal.models import Cell, Summative
from shanyraq.learning.journal.rules.register import Code
from shanyraq.learning.journal.rules.scores import ScoreState
from shanyraq.learning.journal.rules.summative import Test
from shanyraq.spine.registry.api import subject_name

AWAY = (Code.UNEXCUSED, Code.ILL, Code.EXCUSED)


@dataclass(frozen=True, slots=True)
class PupilTest:
    """One test of the pupil's class. `state` is None while nothing was entered of the pupil; `due` is the new day of
    one that was missed with a valid reason."""

    id: uuid.UUID
    group_id: uuid.UUID
    subject_code: str
    subject: str
    test: Test
    number: int
    quarter: int
    day: dt.date
    maximum: int
    title: str
    state: ScoreState | None
    value: int | None
    due: dt.date | None


def tests_of_pupil(pupil_id: uuid.UUID, *, first: dt.date, last: dt.date) -> list[PupilTest]:
    """The tests of these days in the class of which the pupil was a member on the day, by day. One query."""
    stays = Q(group__enrolments__valid_to=None) | Q(group__enrolments__valid_to__gte=F("day"))
    rows = (
        Summative.objects.filter(
            stays,
            day__gte=first,
            day__lte=last,
            group__enrolments__person=pupil_id,
            group__enrolments__valid_from__lte=F("day"),
        )
        .annotate(own=FilteredRelation("scores", condition=Q(scores__pupil_id=pupil_id)))
        .order_by("day", "subject", "test", "number", "id")
        .values_list(
            "id", "group_id", "subject", "test", "number", "quarter", "day", "maximum", "title", "own__state",
            "own__value", "own__due",
        )
    )  # fmt: skip
    return [
        PupilTest(
            id=row[0],
            group_id=row[1],
            subject_code=row[2],
            subject=subject_name(row[2]),
            test=Test(row[3]),
            number=row[4],
            quarter=row[5],
            day=row[6],
            maximum=row[7],
            title=row[8],
            state=_state(row[9]),
            value=row[10],
            due=row[11],
        )
        for row in rows
    ]


def _state(state: str | None) -> ScoreState | None:
    return None if state in (None, ScoreState.WITHDRAWN) else ScoreState(str(state))


def away_on(pupil_id: uuid.UUID, days: Collection[dt.date]) -> frozenset[tuple[dt.date, str]]:
    """The (day, subject) of these days' lessons from which the pupil was absent. One query."""
    rows = Cell.objects.filter(pupil_id=pupil_id, day__in=list(days), code__in=AWAY)
    return frozenset(rows.values_list("day", "subject"))
