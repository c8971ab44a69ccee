"""The frozen rows of a subject's month: pupils, lessons, and what stands where they cross."""

import datetime as dt
import uuid
from dataclasses import dataclass
from fractions import Fraction

from shanyraq.learning.journal.queries.term_rows import ResultRow, ScoreRow, TestRow
from shanyraq.learning.journal.rules.register import Right


@dataclass(frozen=True, slots=True)
class MonthLesson:
    """One column: a lesson, as who the reader writes in it, and when a change of it needs a reason."""

    id: uuid.UUID
    day: dt.date
    number: int
    teacher_id: uuid.UUID
    teacher: str
    is_taken: bool
    is_over: bool
    is_coming: bool
    topic: str
    part: str
    pupils: frozenset[uuid.UUID] | None
    """Who learns in it where the class is divided; None for all of it."""
    right: Right | None
    reason: str
    """When the reader must say why: "" never, "changes" where something stands, "always"."""


@dataclass(frozen=True, slots=True)
class MonthCell:
    """What stands about one pupil in one lesson; a pupil who was present and has no mark has no cell."""

    code: str
    mark: int | None
    mark_id: uuid.UUID | None
    state: str


@dataclass(frozen=True, slots=True)
class MonthPupil:
    """One line. A pupil who came or left within the month is on the list only from `since` to `until`."""

    pupil_id: uuid.UUID
    name: str
    cells: tuple[MonthCell | None, ...]
    since: dt.date
    until: dt.date | None
    total: int
    number: int
    scores: tuple[ScoreRow | None, ...] = ()
    """In the order of the page's tests; None where nothing was entered."""
    result: ResultRow | None = None
    """What is published of the term."""

    @property
    def average(self) -> Fraction | None:
        return Fraction(self.total, self.number) if self.number else None

    def is_listed(self, lesson: MonthLesson) -> bool:
        """Whether this pupil is on the list of the lesson."""
        there = self.since <= lesson.day and (self.until is None or lesson.day <= self.until)
        return there and (lesson.pupils is None or self.pupil_id in lesson.pupils)


@dataclass(frozen=True, slots=True)
class MonthPage:
    """The register of one class in one subject for one month."""

    group_id: uuid.UUID
    group: str
    grade: int
    organisation_id: uuid.UUID
    subject_code: str
    subject: str
    first: dt.date
    last: dt.date
    quarter: int | None
    quarter_first: dt.date
    quarter_last: dt.date
    lessons: tuple[MonthLesson, ...]
    rows: tuple[MonthPupil, ...]
    marked: bool
    tests: tuple[TestRow, ...] = ()

    @property
    def unfilled(self) -> int:
        """Lessons that are over and whose attendance nobody has taken."""
        return sum(each.is_over and not each.is_taken for each in self.lessons)

    @property
    def writes(self) -> bool:
        return any(each.right for each in self.lessons)
