"""How one result came about: every mark and score that was counted, and each step to the result."""

import datetime as dt
import uuid

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.facts import api as facts
from shanyraq.learning.journal.models import Cell, PeriodFact, Score
from shanyraq.learning.journal.models.words import NO_CLASS
from shanyraq.learning.journal.queries.earned import Seat, brought_points, earned_of_rows
from shanyraq.learning.journal.queries.results import results_among
from shanyraq.learning.journal.queries.summatives import SCORE, score_of
from shanyraq.learning.journal.queries.term_rows import Explained, FormativeRow, ResultRow, ScoreRow
from shanyraq.learning.journal.queries.terms import scheme_in
from shanyraq.learning.journal.rules import basis
from shanyraq.learning.journal.rules.locks import Term, term
from shanyraq.learning.journal.rules.period import Outcome, outcome
from shanyraq.learning.journal.rules.scheme import QUARTERS_OF, TERMS, Period, Scheme
from shanyraq.learning.journal.rules.scores import ScoreState
from shanyraq.spine.registry import api as registry


def explained(
    pupil_id: uuid.UUID, subject: str, period: Period, *, year: int, today: dt.date | None = None
) -> Explained:
    """The quarter or half-year of one pupil in one subject. Who sees the pupil sees it: the family, the pupil, the
    teachers of the class and the heads. Raises Hidden."""
    today = today or clock.today()
    when, seat, group = _where(pupil_id, period, year, today)
    scheme = scheme_in(group, subject, year=year)
    if when.period not in scheme.terms:
        when = term(scheme.term_of(QUARTERS_OF[when.period][-1]), year)
    formative, scores = _formative(pupil_id, subject, when), _scores(pupil_id, subject, when)
    brought = _brought(pupil_id, subject, when)
    own = earned_of_rows(
        Seat(seat.id, seat.group_id, seat.since), subject, term=when, today=today,
        formative=[row.mark for row in formative], scores=scores, brought=brought,
    )  # fmt: skip
    result = next(iter(results_among([pupil_id], year=year, subject=subject, periods=[when.period])), None)
    published, reason = _published(result, when) if result else (None, "")
    return Explained(
        pupil_id=pupil_id,
        name=seat.name,
        group=group.name,
        grade=group.grade,
        subject_code=subject,
        subject=registry.subject_name(subject),
        scheme=scheme,
        term=when,
        earned=own,
        outcome=outcome(scheme, own, day=when.last),
        formative=formative,
        scores=scores,
        brought=brought,
        result=result,
        published=published,
        reason=reason,
    )


def _where(
    pupil_id: uuid.UUID, period: Period, year: int, today: dt.date
) -> tuple[Term, registry.SeatedLearner, registry.GroupRow]:
    if period not in TERMS:
        raise Hidden(NO_CLASS)
    try:
        when = term(period, year)
    except LookupError as error:
        raise Hidden(NO_CLASS) from error
    seat = registry.seat_of_learner(pupil_id, day=max(min(today, when.last), when.first))
    group = next(iter(registry.groups([seat.group_id])), None) if seat else None
    if seat is None or group is None:
        raise Hidden(NO_CLASS)
    return when, seat, group


def _formative(pupil_id: uuid.UUID, subject: str, when: Term) -> tuple[FormativeRow, ...]:
    rows = Cell.objects.filter(
        pupil_id=pupil_id, subject=subject, day__gte=when.first, day__lte=when.last, mark__isnull=False
    ).seen_by_system()
    found = rows.order_by("day", "id").values_list("lesson_id", "day", "mark", "mark_day", "mark_id")
    return tuple(FormativeRow(lesson, day, mark, (fact_day, fact)) for lesson, day, mark, fact_day, fact in found)


def _scores(pupil_id: uuid.UUID, subject: str, when: Term) -> tuple[ScoreRow, ...]:
    rows = Score.objects.filter(
        pupil_id=pupil_id, subject=subject, school_year=when.year, quarter__in=QUARTERS_OF[when.period]
    ).seen_by_system()
    standing = rows.exclude(state=ScoreState.WITHDRAWN).order_by("summative__day", "id")
    return tuple(score_of(row) for row in standing.values_list(*SCORE))


def _brought(pupil_id: uuid.UUID, subject: str, when: Term) -> tuple[tuple[str, int, int], ...]:
    rows = brought_points([pupil_id], when, {"subject": subject})
    return tuple((part, got, most) for _pupil, _subject, part, got, most in rows)


def _published(result: ResultRow, when: Term) -> tuple[Outcome | None, str]:
    """The result with its own steps, and why it was corrected."""
    day, key = result.key
    fact = PeriodFact.objects.filter(day=day, id=key).seen_by_system().first()
    if fact is None:
        return None, ""
    steps = basis.rebuilt(period=result.period, code=result.scheme, basis=fact.basis, day=when.last)
    return steps, str(facts.payloads_of([result.key]).get(key, {}).get("reason", ""))


def scheme_of_pupil(pupil_id: uuid.UUID, subject: str, *, year: int, day: dt.date) -> Scheme:
    """How the subject is assessed in the pupil's class of that day. Raises Hidden."""
    _when, _seat, group = _where(pupil_id, Period.Q1, year, day)
    return scheme_in(group, subject, year=year)
