"""Year marks, tests after a year with a "2", exams and final marks."""

import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.learning.journal.actions.corrections import standing
from shanyraq.learning.journal.actions.periods import (
    record_results,
    require_publisher,
    result_fact,
    shown,
)
from shanyraq.learning.journal.actions.rights import denied
from shanyraq.learning.journal.models import PeriodFact
from shanyraq.learning.journal.models.period import ENTERED
from shanyraq.learning.journal.models.words import NO_CLASS
from shanyraq.learning.journal.policies import may_write
from shanyraq.learning.journal.queries.term_rows import ResultRow
from shanyraq.learning.journal.queries.years import YearPage, year_page
from shanyraq.learning.journal.reference.assessment import number
from shanyraq.learning.journal.rules.basis import of_terms
from shanyraq.learning.journal.rules.period import Outcome, Verdict
from shanyraq.learning.journal.rules.register import Refusal
from shanyraq.learning.journal.rules.scheme import Period
from shanyraq.learning.journal.rules.term_drafts import Published, Seen
from shanyraq.learning.journal.rules.year import FAILED, TermResult, after_test, final_outcome

EXAM_GRADES = ("exam_grade_basic", "exam_grade_general")
TESTS = (Period.TEST, Period.EXTRA_TEST)


@action(may=may_write, facts_are_history=True)
def publish_year(*, group_id: uuid.UUID, subject: str, year: int, seen: Seen) -> Published:
    """The year marks that the teacher saw stand for these pupils, as the mean of the terms gives them.
    Announces ResultsPublished. Raises Denied to others than the subject's teacher and the heads."""
    page = year_page(group_id, subject, year=year)
    require_publisher(page.group_id, page.organisation_id, subject)
    rows = [row for row in page.rows if row.may_be_published and row.pupil_id in seen]
    same = [row for row in rows if shown(row.outcome) == seen[row.pupil_id]]
    record_results(
        [
            _fact(page, row.pupil_id, Period.YEAR, (row.outcome, of_terms(row.terms)), page.scheme.code, row.result)
            for row in same
        ]
    )
    return Published(
        tuple(row.pupil_id for row in same),
        tuple(row.pupil_id for row in rows if shown(row.outcome) != seen[row.pupil_id]),
    )


def _fact(
    page: YearPage, pupil_id: uuid.UUID, period: Period, computed: tuple[Outcome, list], scheme: str,
    stands: ResultRow | None = None,
) -> PeriodFact:  # fmt: skip
    return result_fact(
        computed,
        pupil_id=pupil_id, group_id=page.group_id, organisation_id=page.organisation_id, grade=page.grade,
        subject=page.subject_code, year=page.year, period=period, scheme=scheme, stands=stands, at=clock.now(),
    )  # fmt: skip


@action(may=may_write, facts_are_history=True)
def enter_year_mark(
    *, group_id: uuid.UUID, pupil_id: uuid.UUID, subject: str, year: int, period: Period, mark: int, document: str
) -> int | None:
    """The mark of a test after the year, an extra test, or an exam stands with its protocol, and the final mark that it
    makes is published with it. Announces ResultsPublished. Returns the final mark.

    Raises Denied where the year is not published, the pupil has no "2", or the grade has no exam.
    """
    page = year_page(group_id, subject, year=year)
    require_publisher(page.group_id, page.organisation_id, subject)
    row = next((each for each in page.rows if each.pupil_id == pupil_id), None)
    if row is None:
        raise Hidden(NO_CLASS)
    if mark not in {2, 3, 4, 5} or not document.strip():
        raise Denied(_("Give a mark from 2 to 5 and the protocol in which it stands."), field="mark")
    stand = standing(pupil_id, subject, year=year)
    if period in stand:
        raise denied(Refusal.PUBLISHED)
    computed = _final(page, stand, period, mark)
    entered = _fact(page, pupil_id, period, (Outcome(Verdict.MARK, mark), []), ENTERED)
    final = _fact(page, pupil_id, Period.FINAL, computed, page.scheme.code, stand.get(Period.FINAL))
    record_results([entered, final], payloads=[{"document": document.strip()}, {}])
    return computed[0].mark


def _final(
    page: YearPage, stand: dict[Period, ResultRow], period: Period, mark: int
) -> tuple[Outcome, list[list[str | int | None]]]:
    """The final mark with its basis. Raises Denied where the rules know no such mark for this pupil."""
    year = stand.get(Period.YEAR)
    if year is None or year.mark is None:
        raise Denied(_("The year mark is not published yet."), way=_("Publish the year first."))
    if period is Period.EXAM:
        if page.grade not in {number(code, page.last) for code in EXAM_GRADES}:
            raise Denied(_("This grade has no final exams."))
        terms = [stand[each] for each in page.scheme.terms if each in stand and stand[each].mark is not None]
        marks = [row.mark or 0 for row in terms]
        results = [TermResult(row.period.value, Verdict.MARK, row.mark) for row in terms]
        return final_outcome(marks, mark, day=page.last), of_terms([*results, TermResult("exam", Verdict.MARK, mark)])
    before = stand.get(Period.FINAL)
    failed = year.mark == FAILED if period is Period.TEST else before is not None and before.mark == FAILED
    if period not in TESTS or not failed:
        raise Denied(_("Only a “2” of the year is tested again."))
    both = [TermResult("year", Verdict.MARK, year.mark), TermResult(period.value, Verdict.MARK, mark)]
    return after_test(year.mark, mark), of_terms(both)
