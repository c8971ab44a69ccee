"""Results of terms are published: computed from facts, seen by the teacher, confirmed, and sealed with their basis."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.actions.rights import right_of_subject
from shanyraq.learning.journal.events import ResultsPublished
from shanyraq.learning.journal.models import PeriodFact
from shanyraq.learning.journal.policies import may_write, only_the_machine
from shanyraq.learning.journal.projections.terms import put_new, put_results
from shanyraq.learning.journal.queries.term_rows import PupilTerm, ResultRow
from shanyraq.learning.journal.queries.terms import outcomes_of_groups, schemes_of_groups, term_page
from shanyraq.learning.journal.rules.basis import Basis, of_earned
from shanyraq.learning.journal.rules.period import Outcome, Verdict
from shanyraq.learning.journal.rules.register import Right
from shanyraq.learning.journal.rules.scheme import Period
from shanyraq.learning.journal.rules.term_drafts import Published, Seen
from shanyraq.spine.registry import api as registry

PUBLISHERS = (Right.TEACHER, Right.HEAD)


def shown(outcome: Outcome) -> str:
    """A result in a word, to be compared with what the teacher saw: «4», «pass», «temporarily»."""
    return str(outcome.mark) if outcome.mark is not None else outcome.verdict.value


@action(may=may_write, facts_are_history=True)
def publish_term(*, group_id: uuid.UUID, subject: str, period: Period, year: int, seen: Seen) -> Published:
    """The results that the teacher saw stand for these pupils, as the formula gives them. Where a result has become
    another since, nothing is published for that pupil. Announces ResultsPublished.

    Raises Denied to others than the subject's teacher and the heads, and before the term's last days.
    """
    page = term_page(group_id, subject, period, year=year)
    require_publisher(page.group_id, page.organisation_id, subject)
    if clock.today() < page.opens_on:
        raise Denied(
            _("The results of this term are published in its last days."), way=_("Come back at the end of the term.")
        )
    rows = [row for row in page.ready if row.pupil_id in seen]
    same = [row for row in rows if shown(row.outcome) == seen[row.pupil_id]]
    drafts = [
        result_fact(
            of_term(row),
            pupil_id=row.pupil_id, group_id=page.group_id, organisation_id=page.organisation_id, grade=page.grade,
            subject=subject, year=year, period=page.term.period, scheme=page.scheme.code, stands=row.result,
            at=clock.now(),
        )
        for row in same
    ]  # fmt: skip
    record_results(drafts)
    return Published(
        tuple(row.pupil_id for row in same),
        tuple(row.pupil_id for row in rows if shown(row.outcome) != seen[row.pupil_id]),
    )


def require_publisher(group_id: uuid.UUID, organisation_id: uuid.UUID, subject: str) -> None:
    if right_of_subject(group_id, organisation_id, subject) not in PUBLISHERS:
        raise Denied(
            _("Results of this subject are published by its teacher or a head."),
            way=_("Ask the teacher of the subject."),
        )


Computed = tuple[Outcome, Basis]


def of_term(row: PupilTerm) -> Computed:
    return row.outcome, of_earned(row.earned)


def result_fact(
    computed: Computed,
    *,
    pupil_id: uuid.UUID,
    group_id: uuid.UUID,
    organisation_id: uuid.UUID,
    grade: int,
    subject: str,
    year: int,
    period: Period,
    scheme: str,
    stands: ResultRow | None,
    at: dt.datetime,
) -> PeriodFact:
    """A draft that takes the place of what stands."""
    outcome, basis = computed
    counted = outcome.counts
    return PeriodFact(
        organisation_id=organisation_id, happened_at=at, supersedes_day=stands.key[0] if stands else None,
        supersedes_id=stands.key[1] if stands else None, group_id=group_id, pupil_id=pupil_id, grade=grade,
        subject=subject, school_year=year, period=period.value, scheme=scheme, verdict=outcome.verdict.value,
        mark=outcome.mark if counted else None, percent=outcome.whole if counted else None,
        basis=basis if counted else [],
    )  # fmt: skip


def record_results(
    drafts: Sequence[PeriodFact], *, payloads: Sequence[dict[str, str]] | None = None, corrected: bool = False,
    quietly: bool = False,
) -> None:  # fmt: skip
    """The facts stand, the rows show them, and whoever listens is told. A first result takes the one place of its
    pupil, subject and period: of two who publish at once the second one meets Conflict."""
    if not drafts:
        return
    firsts = [draft for draft in drafts if not draft.supersedes_id]
    wanted = [(_first(draft), draft.id, clock.local_day(draft.happened_at)) for draft in firsts]
    if len(facts.claim(wanted)) < len(wanted):
        raise Conflict(
            _("Somebody else published these results a moment ago."), way=_("Look at what stands now and decide again.")
        )
    facts.record(list(drafts), payloads=payloads)
    if len(firsts) == len(drafts) and not corrected:
        put_new(drafts)  # the claims have shown that every place is empty
    else:
        put_results(drafts, corrected=corrected)
    if not quietly:
        announce(*_published(drafts))


def _first(draft: PeriodFact) -> bytes:
    parts = (draft.pupil_id.hex, draft.subject, str(draft.school_year), draft.period)
    return facts.intake_key("period", *parts)


def _published(drafts: Iterable[PeriodFact]) -> list[ResultsPublished]:
    together: dict[tuple[uuid.UUID, uuid.UUID, str, int, str], list[uuid.UUID]] = {}
    for draft in drafts:
        place = (draft.organisation_id, draft.group_id, draft.subject, draft.school_year, draft.period)
        together.setdefault(place, []).append(draft.pupil_id)
    names = ("organisation_id", "group_id", "subject", "school_year", "period")
    return [
        ResultsPublished(**dict(zip(names, place, strict=True)), pupil_ids=tuple(pupils))  # type: ignore[arg-type]
        for place, pupils in together.items()
    ]


@action(may=only_the_machine, facts_are_history=True)
def publish_terms_many(*, group_ids: Sequence[uuid.UUID], year: int, quarter: int, happened_at: dt.datetime) -> int:
    """For the machine: whatever the facts of this quarter come to stands, for every subject of these classes that has
    a term ending with it, as if confirmed at that hour. Nothing is announced. Returns the number of results."""
    groups = {row.id: row for row in registry.groups(group_ids)}
    schemes = schemes_of_groups(groups.values(), year=year)
    found = outcomes_of_groups(list(groups.values()), year=year, quarter=quarter, today=clock.local_day(happened_at))
    drafts = [
        result_fact(
            of_term(row),
            pupil_id=row.pupil_id, group_id=group_id, organisation_id=groups[group_id].organisation_id,
            grade=groups[group_id].grade, subject=subject, year=year, scheme=schemes[group_id, subject].code,
            period=schemes[group_id, subject].term_of(quarter), stands=row.result, at=happened_at,
        )
        for (group_id, subject), rows in found.items()
        if not schemes[group_id, subject].half_years or quarter in {2, 4}
        for row in rows
        if row.may_be_published and row.outcome.verdict is not Verdict.FEEDBACK
    ]  # fmt: skip
    record_results(drafts, quietly=True)
    return len(drafts)


def require_head(organisation_id: uuid.UUID) -> None:
    scope = current_scope()
    if not (scope.is_system or organisation_id in scope.at("director", "deputy")):
        raise Denied(_("A published result is corrected by a head of the school."), way=_("Ask the deputy head."))
