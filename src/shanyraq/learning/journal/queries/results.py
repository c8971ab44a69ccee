"""Published results as they stand."""

import uuid
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet

from shanyraq.learning.journal.models import PeriodMark
from shanyraq.learning.journal.queries.earned import parts
from shanyraq.learning.journal.queries.term_rows import ResultRow
from shanyraq.learning.journal.rules.period import Verdict
from shanyraq.learning.journal.rules.scheme import Period
from shanyraq.spine.registry.api import subject_name

COLUMNS = (
    "pupil_id", "group_id", "organisation_id", "grade", "subject", "school_year", "period", "scheme", "verdict", "mark",
    "percent", "corrected", "fact_day", "fact_id", "changed_at",
)  # fmt: skip


def result_of(row: tuple[Any, ...]) -> ResultRow:
    """A row from the values of COLUMNS."""
    pupil, group, organisation, grade, code, year, period, scheme, verdict, *rest = row
    mark, percent, corrected, fact_day, fact_id, changed = rest
    return ResultRow(
        pupil, group, organisation, grade, code, subject_name(code), year, Period(period), scheme, Verdict(verdict),
        mark, percent, corrected, (fact_day, fact_id), changed,
    )  # fmt: skip


def results_of_group(group_id: uuid.UUID, *, year: int, period: Period | None = None) -> list[ResultRow]:
    """What was published in this class, as far as the scope sees it. One query."""
    only = {"period": period.value} if period else {}
    return _rows(PeriodMark.objects.filter(group_id=group_id, school_year=year, **only))


def results_of_organisation(organisation_id: uuid.UUID, *, year: int, period: Period) -> list[ResultRow]:
    """What was published at this school for the period. One query."""
    wanted = PeriodMark.objects.filter(organisation_id=organisation_id, school_year=year, period=period.value)
    return _rows(wanted)


def results_of_pupil(pupil_id: uuid.UUID, *, year: int | None = None) -> list[ResultRow]:
    """Every published result of one pupil that the scope sees, of one school year or of all. One query."""
    only = {"school_year": year} if year else {}
    return _rows(PeriodMark.objects.filter(pupil_id=pupil_id, **only))


def results_among(
    pupils: Collection[uuid.UUID], *, year: int, subject: str | None = None, periods: Collection[Period] = ()
) -> Iterator[ResultRow]:
    """What is published of these pupils, wherever it was. The caller has shown that they may be seen."""
    only: dict[str, Any] = {"subject": subject} if subject else {}
    if periods:
        only["period__in"] = [period.value for period in periods]
    for part in parts(pupils):
        yield from _rows(PeriodMark.objects.filter(pupil_id__in=part, school_year=year, **only).seen_by_system())


def _rows(rows: "QuerySet[PeriodMark]") -> list[ResultRow]:
    return [result_of(row) for row in rows.order_by("school_year", "subject", "period", "id").values_list(*COLUMNS)]
