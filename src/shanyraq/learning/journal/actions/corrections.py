"""What a head may still do about results: a reasoned correction, "not assessed", and results of another school."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.actions.periods import record_results, require_head, result_fact
from shanyraq.learning.journal.actions.rights import denied
from shanyraq.learning.journal.events import ResultCorrected
from shanyraq.learning.journal.models import BroughtFact, PeriodFact
from shanyraq.learning.journal.models.period import BROUGHT
from shanyraq.learning.journal.models.words import NO_CLASS
from shanyraq.learning.journal.policies import HEADS, may_write
from shanyraq.learning.journal.queries.earned import brought_standing
from shanyraq.learning.journal.queries.explained import explained
from shanyraq.learning.journal.queries.results import results_among
from shanyraq.learning.journal.queries.term_rows import ResultRow
from shanyraq.learning.journal.rules.basis import of_earned
from shanyraq.learning.journal.rules.period import Outcome, Verdict
from shanyraq.learning.journal.rules.register import REASON_LENGTH, Refusal
from shanyraq.learning.journal.rules.scheme import TERMS, Part, Period
from shanyraq.learning.journal.rules.term_drafts import BroughtMark, Points
from shanyraq.spine.registry import api as registry

DECLARED = (Verdict.TEMPORARILY, Verdict.NOT_ASSESSED)


@action(may=may_write, facts_are_history=True)
def correct_result(*, pupil_id: uuid.UUID, subject: str, period: Period, year: int, reason: str) -> uuid.UUID:
    """The published result of a term is what the facts give by now; the family sees the reason. No head types a mark:
    first the wrong entry is corrected, then its result. Announces ResultCorrected.

    Raises Denied to others than the heads, without a reason, and where the facts still give the published result.
    """
    found = explained(pupil_id, subject, period, year=year)
    stands = found.result
    if stands is None:
        raise Denied(_("No result of this term is published yet."), way=_("Its teacher confirms it first."))
    require_head(stands.organisation_id)
    require_reason(reason)
    if not found.outcome.counts or (stands.verdict, stands.mark) == (found.outcome.verdict, found.outcome.mark):
        raise Denied(
            _("The marks and scores of this term still give the published result."),
            way=_("Correct the wrong entry first: open its register for a correction."),
        )
    fact = result_fact(
        (found.outcome, of_earned(found.earned)),
        pupil_id=pupil_id, group_id=stands.group_id, organisation_id=stands.organisation_id, grade=stands.grade,
        subject=subject, year=year, period=found.term.period, scheme=found.scheme.code, stands=stands, at=clock.now(),
    )  # fmt: skip
    return _replace(fact, reason)


@action(may=may_write, facts_are_history=True)
def declare_not_assessed(
    *, pupil_id: uuid.UUID, subject: str, period: Period, year: int, verdict: Verdict, reason: str
) -> uuid.UUID:
    """The pupil is not assessed in this term, or temporarily not, with the reason that the family reads.
    Announces ResultCorrected. Raises Denied to others than the heads, and where a mark is published."""
    if verdict not in DECLARED:
        raise Denied(_("A head declares a pupil not assessed, or temporarily not assessed."))
    found = explained(pupil_id, subject, period, year=year)
    group = _group_of(pupil_id)
    require_head(group.organisation_id)
    require_reason(reason)
    if found.result is not None and found.result.verdict not in DECLARED:
        raise denied(Refusal.PUBLISHED)
    fact = result_fact(
        (Outcome(verdict), []),
        pupil_id=pupil_id, group_id=group.id, organisation_id=group.organisation_id, grade=group.grade,
        subject=subject, year=year, period=found.term.period, scheme=found.scheme.code, stands=found.result,
        at=clock.now(),
    )  # fmt: skip
    return _replace(fact, reason)


def _replace(fact: PeriodFact, reason: str) -> uuid.UUID:
    corrected = fact.supersedes_id is not None
    record_results([fact], payloads=[{"reason": reason.strip()}], corrected=corrected, quietly=True)
    announce(
        ResultCorrected(
            organisation_id=fact.organisation_id,
            pupil_id=fact.pupil_id,
            subject=fact.subject,
            school_year=fact.school_year,
            period=fact.period,
            fact_id=fact.id,
        )
    )
    return fact.id


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise denied(Refusal.NEEDS_REASON, field="reason")
    if len(reason) > REASON_LENGTH:
        raise denied(Refusal.TOO_LONG, field="reason")


@action(may=may_write, facts_are_history=True)
def bring_points(*, pupil_id: uuid.UUID, year: int, points: Sequence[Points], document: str) -> int:
    """The running term counts what another school's document says: points of formative marks, unit tests and the
    quarter test. The same part again takes the place of the earlier entry; 0 of 0 takes it back.

    Raises Denied to others than the class teacher and the heads, and without the document.
    """
    group = _group_of(pupil_id)
    _require_keeper(group)
    _require_document(document)
    for one in points:
        if not 0 <= one.got <= one.most or (one.part is Part.FO and one.most % 10):
            raise denied(Refusal.OVER_MAXIMUM, field="points")
    before = brought_standing(pupil_id, year)
    drafts = [_points(one, pupil_id, group, year, before) for one in points]
    facts.record(drafts, payloads=[{"document": document.strip()}] * len(drafts))
    return len(drafts)


def _points(
    one: Points, pupil_id: uuid.UUID, group: registry.GroupRow, year: int,
    before: dict[tuple[str, int, str], tuple[dt.date, uuid.UUID]],
) -> BroughtFact:  # fmt: skip
    day, key = before.get((one.subject, one.quarter, one.part.value), (None, None))
    return BroughtFact(
        organisation_id=group.organisation_id, happened_at=clock.now(), supersedes_day=day, supersedes_id=key,
        group_id=group.id, pupil_id=pupil_id, subject=one.subject, school_year=year, quarter=one.quarter,
        part=one.part.value, got=one.got, most=one.most,
    )  # fmt: skip


@action(may=may_write, facts_are_history=True)
def bring_results(*, pupil_id: uuid.UUID, year: int, results: Sequence[BroughtMark], document: str) -> int:
    """Results of terms that another school gave stand with their document, and count in the year.
    Raises Denied to others than the class teacher and the heads, and where a result stands already."""
    group = _group_of(pupil_id)
    _require_keeper(group)
    _require_document(document)
    stand = {(row.subject_code, row.period) for row in results_among([pupil_id], year=year)}
    for one in results:
        if (one.subject, one.period) in stand:
            raise denied(Refusal.PUBLISHED)
        if one.period not in TERMS or (one.mark not in {2, 3, 4, 5} and one.passed is None):
            raise Denied(_("A result of another school is a mark from 2 to 5 or a pass, for a quarter or half-year."))
    drafts = [
        result_fact(
            (_brought(one), []),
            pupil_id=pupil_id, group_id=group.id, organisation_id=group.organisation_id, grade=group.grade,
            subject=one.subject, year=year, period=one.period, scheme=BROUGHT, stands=None, at=clock.now(),
        )
        for one in results
    ]  # fmt: skip
    record_results(drafts, payloads=[{"document": document.strip()}] * len(drafts))
    return len(drafts)


def _brought(one: BroughtMark) -> Outcome:
    if one.mark is not None:
        return Outcome(Verdict.MARK, one.mark)
    return Outcome(Verdict.PASS if one.passed else Verdict.NO_PASS)


def _group_of(pupil_id: uuid.UUID) -> registry.GroupRow:
    """The class in which the pupil sits today, as far as the scope sees it."""
    seat = registry.seat_of_learner(pupil_id, day=clock.today())
    group = next(iter(registry.groups([seat.group_id])), None) if seat else None
    if group is None:
        raise Hidden(NO_CLASS)
    return group


def _require_keeper(group: registry.GroupRow) -> None:
    scope = current_scope()
    if not (scope.is_system or group.id in scope.led_groups or group.organisation_id in scope.at(*HEADS)):
        raise Denied(
            _("Marks of another school are entered by the class teacher or a head."), way=_("Ask the class teacher.")
        )


def _require_document(document: str) -> None:
    if not document.strip():
        raise Denied(_("Name the document in which the other school says so."), field="document")


def standing(pupil_id: uuid.UUID, subject: str, *, year: int) -> dict[Period, ResultRow]:
    """The results of one subject and year by period."""
    return {row.period: row for row in results_among([pupil_id], year=year, subject=subject)}
