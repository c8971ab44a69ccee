"""A subject's term, a class's year, and one pupil's standing."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.models.words import NO_CLASS
from shanyraq.learning.journal.policies import heads_at, may_assess
from shanyraq.learning.journal.queries.earned import Seat, earned_in
from shanyraq.learning.journal.queries.results import results_among
from shanyraq.learning.journal.queries.summatives import scores_of_tests, summatives_of_term
from shanyraq.learning.journal.queries.term_rows import Place, PupilTerm, ResultRow, ScoreRow, SubjectYear, TermPage
from shanyraq.learning.journal.reference.assessment import number
from shanyraq.learning.journal.rules.locks import Term, quarter_around, term
from shanyraq.learning.journal.rules.period import Earned, Outcome, outcome, so_far
from shanyraq.learning.journal.rules.scheme import QUARTERS_OF, TERMS, NoScheme, Period, Scheme, scheme_of
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import quarters_of


def current_quarter(day: dt.date) -> tuple[int, int]:
    """The school year and quarter of the day; in breaks the quarter that has just ended."""
    quarter = quarter_around(day)
    if quarter is None:
        raise LookupError(f"no quarter before {day}")
    return quarter.year, quarter.number


def schemes_of_groups(
    groups: Iterable[registry.GroupRow], *, year: int, day: dt.date | None = None
) -> dict[tuple[uuid.UUID, str], Scheme]:
    """How each subject that is taught in these classes is assessed, by class and subject. One query."""
    rows = {row.id: row for row in groups}
    ends = quarters_of(year)
    first, last = ends[0].first, day or ends[-1].last
    hours = registry.hours_of_groups(list(rows), first=first, last=last)
    return {
        place: found
        for place, weekly in hours.items()
        if (found := scheme_or_none(place[1], rows[place[0]].grade, hours=weekly, day=last))
    }


def scheme_or_none(subject: str, grade: int, *, hours: Decimal | None, day: dt.date) -> Scheme | None:
    try:
        return scheme_of(subject, grade, hours=hours, day=day)
    except NoScheme:
        return None


def scheme_in(group: registry.GroupRow, subject: str, *, year: int) -> Scheme:
    """How the subject is assessed in this class. One query. Raises Hidden where the tables know no scheme for it."""
    last = quarters_of(year)[-1].last
    hours = registry.hours_of_groups([group.id], first=quarters_of(year)[0].first, last=last)
    found = scheme_or_none(subject, group.grade, hours=hours.get((group.id, subject)), day=last)
    if found is None:
        raise Hidden(NO_CLASS)
    return found


def group_or_hidden(group_id: uuid.UUID) -> registry.GroupRow:
    """The class, as far as the scope sees it. Raises Hidden."""
    found = next(iter(registry.groups([group_id])), None)
    if found is None or not may_assess(current_scope(), found.id, found.organisation_id):
        raise Hidden(NO_CLASS)
    return found


def term_page(
    group_id: uuid.UUID, subject: str, period: Period, *, year: int, today: dt.date | None = None
) -> TermPage:
    """One subject of a class in one term: each pupil with what was earned, the result it comes to, and what is
    published. A quarter of a half-year subject is shown as its half-year. Raises Hidden. A dozen queries for any class.
    """
    today = today or clock.today()
    group = group_or_hidden(group_id)
    scheme = scheme_in(group, subject, year=year)
    if period not in TERMS:
        raise Hidden(NO_CLASS)
    if period not in scheme.terms:
        period = scheme.term_of(QUARTERS_OF[period][-1])
    when = term(period, year)
    tests = tuple(summatives_of_term(group_id, subject, year=year, quarters=QUARTERS_OF[period]))
    seats = registry.seated([group_id], day=max(min(today, when.last), when.first))
    earned = earned_in(_seats(seats), term=when, subject=subject, today=today, tests=tests)
    published = results_by_place(seats, year=year, subject=subject, period=period)
    scores = scores_of_tests([test.id for test in tests]) if tests else {}
    scope = current_scope()
    opens_on = when.last - dt.timedelta(days=number("confirm_from_days", when.last))
    return TermPage(
        organisation_id=group.organisation_id,
        group_id=group.id,
        group=group.name,
        grade=group.grade,
        subject_code=subject,
        subject=registry.subject_name(subject),
        scheme=scheme,
        term=when,
        tests=tests,
        rows=tuple(
            pupil_term(seat, subject, scheme, when, earned, published, [scores.get((t.id, seat.id)) for t in tests])
            for seat in seats
        ),
        locked=when.is_locked(today),
        confirms=may_assess(scope, group.id, group.organisation_id) and today >= opens_on,
        heads=heads_at(scope, group.organisation_id),
        opens_on=opens_on,
    )


def _seats(seats: Iterable[registry.SeatedLearner]) -> list[Seat]:
    return [Seat(seat.id, seat.group_id, seat.since) for seat in seats]


def pupil_term(
    seat: registry.SeatedLearner,
    subject: str,
    scheme: Scheme,
    when: Term,
    earned: Mapping[Place, Earned],
    published: Mapping[Place, ResultRow],
    scores: Sequence[ScoreRow | None] = (),
) -> PupilTerm:
    own = earned.get((seat.id, subject), Earned())
    return PupilTerm(
        pupil_id=seat.id,
        name=seat.name,
        earned=own,
        outcome=outcome(scheme, own, day=when.last),
        result=published.get((seat.id, subject)),
        scores=tuple(scores),
    )


def results_by_place(
    seats: Iterable[registry.SeatedLearner], *, year: int, period: Period, subject: str | None = None
) -> dict[Place, ResultRow]:
    rows = results_among([seat.id for seat in seats], year=year, subject=subject, periods=[period])
    return {(row.pupil_id, row.subject_code): row for row in rows}


def outcomes_of_groups(
    groups: Sequence[registry.GroupRow], *, year: int, quarter: int, today: dt.date | None = None
) -> dict[tuple[uuid.UUID, str], list[PupilTerm]]:
    """Every subject of these classes in the term in which the quarter lies: each pupil's standing and result, by class
    and subject. For the machine and the heads; a few queries for a whole school."""
    today = today or clock.today()
    schemes = schemes_of_groups(groups, year=year)
    terms = {half: term(_term(half, quarter), year) for half in (False, True)}
    seats = registry.seated([group.id for group in groups], day=min(today, terms[False].last))
    by_group: dict[uuid.UUID, list[registry.SeatedLearner]] = {group.id: [] for group in groups}
    for seat in seats:
        by_group[seat.group_id].append(seat)
    halves = {scheme.half_years for scheme in schemes.values()}
    earned = {half: earned_in(_seats(seats), term=terms[half], today=today) for half in halves}
    published = {half: results_by_place(seats, year=year, period=terms[half].period) for half in halves}
    return {
        (group, subject): [
            pupil_term(
                seat, subject, scheme, terms[scheme.half_years], earned[scheme.half_years], published[scheme.half_years]
            )
            for seat in by_group[group]
        ]
        for (group, subject), scheme in schemes.items()
    }


def _term(half_years: bool, quarter: int) -> Period:
    if half_years:
        return Period.H1 if quarter <= 2 else Period.H2
    return Period(f"q{quarter}")


def year_of_pupil(pupil_id: uuid.UUID, *, year: int, today: dt.date | None = None) -> list[SubjectYear]:
    """Each subject of a pupil's year: its scheme, what is published, and where the running term stands so far.
    For the diary and the report card: who sees the pupil sees this. Raises Hidden. Eight or nine queries."""
    today = today or clock.today()
    ends = quarters_of(year)
    seat = registry.seat_of_learner(pupil_id, day=min(today, ends[-1].last))
    group = next(iter(registry.groups([seat.group_id])), None) if seat else None
    if seat is None or group is None:
        raise Hidden(NO_CLASS)
    schemes = {code: found for (_group, code), found in schemes_of_groups([group], year=year).items()}
    results: dict[str, dict[Period, ResultRow]] = {}
    for row in results_among([pupil_id], year=year):
        results.setdefault(row.subject_code, {})[row.period] = row
    quarter = next((each.number for each in reversed(ends) if each.first <= today), 1)
    earned = {
        half: earned_in(_seats([seat]), term=term(_term(half, quarter), year), today=today)
        for half in {scheme.half_years for scheme in schemes.values()}
    }
    return [
        _subject_year(pupil_id, code, scheme, results.get(code, {}), earned[scheme.half_years], quarter, year)
        for code, scheme in sorted(schemes.items(), key=lambda pair: registry.subject_name(pair[0]))
    ]


def _subject_year(
    pupil_id: uuid.UUID,
    code: str,
    scheme: Scheme,
    results: dict[Period, ResultRow],
    earned: Mapping[Place, Earned],
    quarter: int,
    year: int,
) -> SubjectYear:
    running = scheme.term_of(quarter)
    own = earned.get((pupil_id, code), Earned())
    standing: Outcome = so_far(scheme, own, day=term(running, year).last)
    return SubjectYear(code, registry.subject_name(code), scheme, results, running, own, standing)
