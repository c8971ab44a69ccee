"""Summative tests on the calendar, and the scores in them."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Count, Q, QuerySet

from shanyraq.learning.journal.models import Score, Summative
from shanyraq.learning.journal.queries.term_rows import ScoreRow, TestRow
from shanyraq.learning.journal.rules.scores import ScoreState
from shanyraq.learning.journal.rules.summative import Test
from shanyraq.spine.registry.api import subject_name

COLUMNS = (
    "id", "organisation_id", "group_id", "group__name", "grade", "subject", "test", "school_year", "quarter", "number",
    "maximum", "day", "title",
)  # fmt: skip
SCORE = (
    "summative_id", "pupil_id", "subject", "test", "quarter", "summative__number", "summative__day", "maximum", "state",
    "value", "due", "fact_day", "fact_id",
)  # fmt: skip


def summatives_of_group(
    group_id: uuid.UUID,
    *,
    first: dt.date,
    last: dt.date,
    subject: str | None = None,
) -> list[TestRow]:
    """The tests of a class in these days, as far as the scope sees them, by day. One query."""
    only = {"subject": subject} if subject else {}
    return _tests(Summative.objects.filter(group=group_id, day__gte=first, day__lte=last, **only))


def summatives_of_organisation(organisation_id: uuid.UUID, *, first: dt.date, last: dt.date) -> list[TestRow]:
    """The tests of a school in these days. One query."""
    return _tests(Summative.objects.filter(organisation=organisation_id, day__gte=first, day__lte=last))


def summatives_of_term(group_id: uuid.UUID, subject: str, *, year: int, quarters: Collection[int]) -> list[TestRow]:
    """The tests of one subject of a class in a term: unit tests first, then the quarter test. One query."""
    rows = _tests(
        Summative.objects.filter(group=group_id, subject=subject, school_year=year, quarter__in=list(quarters))
    )
    return sorted(rows, key=lambda row: (row.test is Test.SOCH, row.quarter, row.number))


def summative(summative_id: uuid.UUID) -> TestRow | None:
    """One test, or None where the scope does not see it."""
    return next(iter(_tests(Summative.objects.filter(id=summative_id))), None)


def _tests(rows: "QuerySet[Summative]") -> list[TestRow]:
    done = Count("scores", filter=Q(scores__state=ScoreState.SCORED))
    found = rows.annotate(done=done).order_by("day", "group__sort_key", "subject", "test", "number", "id")
    return [_test(row) for row in found.values_list(*COLUMNS, "done")]


def _test(row: tuple[Any, ...]) -> TestRow:
    key, organisation, group, name, grade, code, test, *rest = row
    return TestRow(key, organisation, group, name, grade, code, subject_name(code), Test(test), *rest)


def scores_of_tests(summative_ids: Collection[uuid.UUID]) -> dict[tuple[uuid.UUID, uuid.UUID], ScoreRow]:
    """What stands in these tests, by test and pupil, as far as the scope sees it. One query."""
    rows = Score.objects.filter(summative_id__in=list(summative_ids)).exclude(state=ScoreState.WITHDRAWN)
    found = [score_of(row) for row in rows.values_list(*SCORE)]
    return {(row.summative_id, row.pupil_id): row for row in found}


def scores_of_pupil(pupil_id: uuid.UUID, *, first: dt.date, last: dt.date) -> list[ScoreRow]:
    """The scores of one pupil in tests of these days, as far as the scope sees them, by day. One query."""
    rows = Score.objects.filter(pupil_id=pupil_id, summative__day__gte=first, summative__day__lte=last)
    found = rows.exclude(state=ScoreState.WITHDRAWN).order_by("summative__day", "id").values_list(*SCORE)
    return [score_of(row) for row in found]


def score_of(row: tuple[Any, ...]) -> ScoreRow:
    """A row from the values of SCORE."""
    summative_id, pupil, code, test, quarter, number, day, maximum, state, value, due, fact_day, fact_id = row
    return ScoreRow(
        summative_id, pupil, code, Test(test), quarter, number, day, maximum, ScoreState(state), value, due,
        (fact_day, fact_id),
    )  # fmt: skip
