"""The frozen rows of tests, scores and results of periods."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from fractions import Fraction

from shanyraq.learning.journal.queries.rows import FactKey
from shanyraq.learning.journal.rules.locks import Term
from shanyraq.learning.journal.rules.period import Earned, Outcome, Verdict
from shanyraq.learning.journal.rules.scheme import Period, Scheme
from shanyraq.learning.journal.rules.scores import ScoreState
from shanyraq.learning.journal.rules.summative import Test

Place = tuple[uuid.UUID, str]
"""A pupil and a subject."""


@dataclass(frozen=True, slots=True)
class TestRow:
    """A summative test on the calendar; `scored` of the class have their points."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    group: str
    grade: int
    subject_code: str
    subject: str
    test: Test
    school_year: int
    quarter: int
    number: int
    maximum: int
    day: dt.date
    title: str
    scored: int = 0

    __test__ = False

    @property
    def quarter_period(self) -> Period:
        """The quarter as a period of an address."""
        return Period(f"q{self.quarter}")


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """What stands of one pupil in one test."""

    summative_id: uuid.UUID
    pupil_id: uuid.UUID
    subject_code: str
    test: Test
    quarter: int
    number: int
    day: dt.date
    maximum: int
    state: ScoreState
    value: int | None
    due: dt.date | None
    key: FactKey


@dataclass(frozen=True, slots=True)
class FormativeRow:
    """One formative mark that a term counts."""

    lesson_id: uuid.UUID
    day: dt.date
    mark: int
    key: FactKey


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A published result of a period."""

    pupil_id: uuid.UUID
    group_id: uuid.UUID
    organisation_id: uuid.UUID
    grade: int
    subject_code: str
    subject: str
    school_year: int
    period: Period
    scheme: str
    verdict: Verdict
    mark: int | None
    percent: int | None
    corrected: bool
    key: FactKey
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class PupilTerm:
    """One pupil in a subject's term: what was earned, what it comes to, and what is published of it."""

    pupil_id: uuid.UUID
    name: str
    earned: Earned
    outcome: Outcome
    result: ResultRow | None
    scores: tuple[ScoreRow | None, ...] = ()
    """In the order of the page's tests; None where nothing was entered."""

    @property
    def average(self) -> Fraction | None:
        """The exact mean of the formative marks."""
        return Fraction(self.earned.fo_sum, self.earned.fo_count) if self.earned.fo_count else None

    @property
    def differs(self) -> bool:
        """Whether the facts of today would come to another result than the published one."""
        if self.result is None or not self.outcome.counts:
            return False
        return (self.result.verdict, self.result.mark) != (self.outcome.verdict, self.outcome.mark)

    @property
    def may_be_published(self) -> bool:
        """Nothing is published yet, or it was put off and has come to a result."""
        open_still = self.result is None or self.result.verdict is Verdict.TEMPORARILY
        fresh = self.outcome.counts or (self.result is None and self.outcome.verdict is Verdict.TEMPORARILY)
        return open_still and fresh


@dataclass(frozen=True, slots=True)
class TermPage:
    """One subject of a class in one term: everything the page shows."""

    organisation_id: uuid.UUID
    group_id: uuid.UUID
    group: str
    grade: int
    subject_code: str
    subject: str
    scheme: Scheme
    term: Term
    tests: tuple[TestRow, ...]
    rows: tuple[PupilTerm, ...]
    locked: bool
    confirms: bool
    """Whether the reader may publish, today."""
    heads: bool
    opens_on: dt.date
    """The first day on which the term's results may be published."""

    @property
    def published(self) -> int:
        return sum(row.result is not None for row in self.rows)

    @property
    def ready(self) -> tuple[PupilTerm, ...]:
        return tuple(row for row in self.rows if row.may_be_published)


@dataclass(frozen=True, slots=True)
class Explained:
    """How one result came about, from the formative marks and tests to the mark."""

    pupil_id: uuid.UUID
    name: str
    group: str
    grade: int
    subject_code: str
    subject: str
    scheme: Scheme
    term: Term
    earned: Earned
    outcome: Outcome
    formative: tuple[FormativeRow, ...]
    scores: tuple[ScoreRow, ...]
    brought: tuple[tuple[str, int, int], ...]
    """(part, got, most) of what came from another school."""
    result: ResultRow | None
    published: Outcome | None
    """The published result with its own steps, from its sealed basis."""
    reason: str = ""
    """Why it was corrected, if it was."""


@dataclass(frozen=True, slots=True)
class SubjectYear:
    """One subject of a pupil's year: how it is assessed, each published result, and where the running term stands."""

    subject_code: str
    subject: str
    scheme: Scheme
    results: dict[Period, ResultRow] = field(default_factory=dict)
    running: Period | None = None
    earned: Earned | None = None
    outcome: Outcome | None = None
    """Where the pupil stands in the running term by what is there so far (`rules.period.so_far`)."""
