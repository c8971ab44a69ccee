"""The frozen rows of the journal."""

import datetime as dt
import uuid
from dataclasses import dataclass
from fractions import Fraction

from shanyraq.learning.journal.models.words import CODE_SHORT, CODE_WORDS
from shanyraq.learning.journal.rules.register import Code, Right
from shanyraq.learning.timetable import api as timetable
from shanyraq.spine.presence import api as presence

FactKey = tuple[dt.date, uuid.UUID]


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson in a teacher's day."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    teacher_id: uuid.UUID
    subject_code: str
    subject: str
    group: str
    grade: int
    day: dt.date
    number: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    topic: str
    homework: str
    due: dt.date | None
    entry_id: uuid.UUID | None
    taken_at: dt.datetime | None
    taken_by: uuid.UUID | None
    roll: int | None
    attendance: FactKey | None
    teacher: str
    objectives: str
    subgroup_id: uuid.UUID | None = None
    part_number: int | None = None
    part_name: str | None = None
    room: str = ""

    @property
    def part(self) -> str:
        """Which part of the class learns here; empty for all of it."""
        return timetable.part_words(self.part_number, self.part_name)

    @property
    def is_taken(self) -> bool:
        return self.taken_at is not None

    @property
    def is_written(self) -> bool:
        return bool(self.topic)

    def is_now(self, moment: dt.datetime) -> bool:
        return self.starts_at <= moment <= self.ends_at

    def is_unfilled(self, moment: dt.datetime) -> bool:
        """The lesson is over, and its attendance or its topic is missing."""
        return moment > self.ends_at and not (self.is_taken and self.is_written)


@dataclass(frozen=True, slots=True)
class TeacherDay:
    """A teacher's day for the home page: the lessons with what is still to be filled."""

    lessons: tuple[LessonRow, ...]
    now: LessonRow | None
    next: LessonRow | None
    unfilled: tuple[LessonRow, ...]


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One line of the register."""

    pupil_id: uuid.UUID
    name: str
    code: str | None
    """None while nobody has taken the attendance."""
    mark: int | None
    mark_id: uuid.UUID | None
    mark_state: str
    code_state: str
    recent: tuple[int | None, ...]
    average: Fraction | None
    told: presence.Told | None = None
    """What a parent has told of the day: the code it proposes while nobody has taken the attendance."""

    @property
    def proposed(self) -> str:
        """The code that the parent's word proposes; empty once the attendance is taken."""
        return self.told.code if self.told and self.code is None else ""

    @property
    def proposed_short(self) -> str:
        return str(CODE_SHORT.get(self.proposed, ""))

    @property
    def code_short(self) -> str:
        return str(CODE_SHORT.get(self.code or "", ""))

    @property
    def code_words(self) -> str:
        return str(CODE_WORDS[self.code]) if self.code else ""


@dataclass(frozen=True, slots=True)
class LessonPage:
    """The register of one lesson: everything the page shows."""

    lesson: LessonRow
    right: Right | None
    rail: tuple[LessonRow, ...]
    recent_days: tuple[dt.date, ...]
    rows: tuple[PupilRow, ...]
    marked: bool
    """Whether this class gets marks at all."""
    reason: str
    """When the reader must say why: "" never, "changes" where something stands, "always"."""

    @property
    def told(self) -> tuple[PupilRow, ...]:
        """The pupils of whom a parent has told something for this day."""
        return tuple(row for row in self.rows if row.told)

    @property
    def absent(self) -> int:
        return sum(row.code in {Code.UNEXCUSED, Code.ILL, Code.EXCUSED} for row in self.rows)

    @property
    def present(self) -> int:
        return len(self.rows) - self.absent if self.lesson.is_taken else 0


@dataclass(frozen=True, slots=True)
class PupilLesson:
    """One lesson in a pupil's day, with the words and the keys of the facts behind them."""

    lesson_id: uuid.UUID
    day: dt.date
    number: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    subject_code: str
    subject: str
    teacher: str
    topic: str
    homework: str
    due: dt.date | None
    code: str | None
    mark: int | None
    mark_key: FactKey | None
    attendance_key: FactKey | None
    entry_key: FactKey | None
    mark_sealed: bool
    part: str = ""
    room: str = ""

    @property
    def code_words(self) -> str:
        """The attendance in the reader's language; empty while nobody has taken it."""
        return str(CODE_WORDS[self.code]) if self.code else ""


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A mark as it stands, for lists of news."""

    pupil_id: uuid.UUID
    lesson_id: uuid.UUID
    day: dt.date
    number: int
    subject_code: str
    subject: str
    mark: int
    mark_key: FactKey
    changed_at: dt.datetime


@dataclass(frozen=True, slots=True)
class CellState:
    """What the page compares its cells with: after a seal, or after another teacher's entry."""

    pupil_id: uuid.UUID
    code: str | None
    code_state: str
    mark: int | None
    mark_id: uuid.UUID | None
    mark_state: str
