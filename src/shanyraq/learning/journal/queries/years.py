"""A subject's year in a class: the results of its terms, the year mark they make, tests and exams after it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.kernel import clock
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.policies import heads_at
from shanyraq.learning.journal.queries.results import results_among
from shanyraq.learning.journal.queries.term_rows import ResultRow
from shanyraq.learning.journal.queries.terms import group_or_hidden, scheme_in
from shanyraq.learning.journal.reference.assessment import number
from shanyraq.learning.journal.rules.period import Outcome, Verdict
from shanyraq.learning.journal.rules.scheme import Period, Result, Scheme
from shanyraq.learning.journal.rules.year import TermResult, year_outcome
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import quarters_of


@dataclass(frozen=True, slots=True)
class PupilYear:
    """One pupil's year in a subject; `results` holds what is published, by period."""

    pupil_id: uuid.UUID
    name: str
    results: dict[Period, ResultRow]
    terms: tuple[TermResult, ...]
    outcome: Outcome

    @property
    def result(self) -> ResultRow | None:
        return self.results.get(Period.YEAR)

    @property
    def may_be_published(self) -> bool:
        return self.result is None and self.outcome.counts


@dataclass(frozen=True, slots=True)
class YearPage:
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    group: str
    grade: int
    subject_code: str
    subject: str
    year: int
    last: dt.date
    """The last day of the year's last quarter, by which its scale and settings are taken."""
    scheme: Scheme
    rows: tuple[PupilYear, ...]
    heads: bool
    has_exam: bool

    @property
    def ready(self) -> tuple[PupilYear, ...]:
        return tuple(row for row in self.rows if row.may_be_published)


def year_page(group_id: uuid.UUID, subject: str, *, year: int, today: dt.date | None = None) -> YearPage:
    """Everybody of the class with the results of each term and the year mark they make. Raises Hidden."""
    today = today or clock.today()
    group = group_or_hidden(group_id)
    scheme = scheme_in(group, subject, year=year)
    last = quarters_of(year)[-1].last
    seats = registry.seated([group_id], day=min(today, last))
    by_pupil: dict[uuid.UUID, dict[Period, ResultRow]] = {seat.id: {} for seat in seats}
    for row in results_among([seat.id for seat in seats], year=year, subject=subject):
        by_pupil[row.pupil_id][row.period] = row
    return YearPage(
        organisation_id=group.organisation_id,
        group_id=group.id,
        group=group.name,
        grade=group.grade,
        subject_code=subject,
        subject=registry.subject_name(subject),
        year=year,
        last=last,
        scheme=scheme,
        rows=tuple(_pupil(seat, scheme, by_pupil[seat.id], last) for seat in seats),
        heads=heads_at(current_scope(), group.organisation_id),
        has_exam=group.grade in {number("exam_grade_basic", last), number("exam_grade_general", last)},
    )


def _pupil(seat: registry.SeatedLearner, scheme: Scheme, results: dict[Period, ResultRow], last: dt.date) -> PupilYear:
    terms = terms_of_year(scheme, results)
    return PupilYear(seat.id, seat.name, results, terms, _outcome(scheme, terms, last))


def _outcome(scheme: Scheme, terms: tuple[TermResult, ...], last: dt.date) -> Outcome:
    if scheme.result is Result.FEEDBACK:
        return Outcome(Verdict.FEEDBACK)
    return year_outcome(terms, wanted=len(scheme.terms), day=last)


def terms_of_year(scheme: Scheme, results: dict[Period, ResultRow]) -> tuple[TermResult, ...]:
    """The terms in order; one without a published result is lacking."""
    return tuple(
        TermResult(period.value, results[period].verdict, results[period].mark)
        if period in results
        else TermResult(period.value, Verdict.LACKING)
        for period in scheme.terms
    )
