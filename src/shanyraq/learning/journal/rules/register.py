"""The register's rules: codes of attendance, marks, and until when a teacher may correct. Pure.

Source: rules of criteria-based assessment No 125 (edition of 30.04.2025): formative marks 1 to 10 in grades 2-11,
grade 1 gets feedback only. Times of correction are the house's own, dated, so that a change leaves the past as it was.
"""

import datetime as dt
import enum
from collections.abc import Collection
from dataclasses import dataclass


class Refusal(enum.StrEnum):
    """Why an edit cannot stand; the words are made where it is shown."""

    NO_MARKS_IN_GRADE = "no_marks_in_grade"
    OUT_OF_SCALE = "out_of_scale"
    NOT_YET = "not_yet"
    NEEDS_REASON = "needs_reason"
    NOT_YOURS = "not_yours"
    NOT_ON_LIST = "not_on_list"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_LESSON = "unknown_lesson"
    TOO_LONG = "too_long"
    OVER_MAXIMUM = "over_maximum"
    UNKNOWN_TEST = "unknown_test"
    LOCKED = "locked"
    PUBLISHED = "published"


class Code(enum.StrEnum):
    """What a register says of one pupil in one lesson; the words of presence, which a test compares."""

    PRESENT = "present"
    UNEXCUSED = "unexcused"
    ILL = "ill"
    EXCUSED = "excused"
    LATE = "late"
    DISTANCE = "distance"
    RELEASED = "released"


PRESENT = Code.PRESENT
EXCEPTIONS = frozenset(Code) - {Code.PRESENT}
"""What an attendance fact lists; everybody else on the class list was present."""

LOWEST, HIGHEST = 1, 10
FIRST_MARKED_GRADE = 2
TOPIC_LENGTH, HOMEWORK_LENGTH, REASON_LENGTH = 300, 2000, 300
RECENT_LESSONS = 5


class Kind(enum.StrEnum):
    """What a mark is given for. Summative tests come with their own scale."""

    FORMATIVE = "formative"


class Right(enum.StrEnum):
    """As who somebody writes in a lesson's register."""

    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Correction:
    """Since `valid_from`, the lesson's teacher corrects freely for this many days after the lesson's own day."""

    valid_from: dt.date
    free_days: int


CORRECTIONS = (Correction(dt.date(2025, 9, 1), free_days=0),)


def may_be_marked(grade: int) -> bool:
    """Grade 1 and the preparatory grade get feedback, never marks."""
    return grade >= FIRST_MARKED_GRADE


def refusal_of_value(value: object, *, grade: int) -> Refusal | None:
    """Why this mark cannot be given; None is a withdrawal and always fits the scale."""
    if not may_be_marked(grade):
        return Refusal.NO_MARKS_IN_GRADE
    if value is None:
        return None
    whole = isinstance(value, int) and not isinstance(value, bool)
    return None if whole and LOWEST <= value <= HIGHEST else Refusal.OUT_OF_SCALE  # type: ignore[operator]


def refusal_of_code(code: object) -> Refusal | None:
    known = isinstance(code, str) and (code == PRESENT or code in set(EXCEPTIONS))
    return None if known else Refusal.UNKNOWN_CODE


def free_until(lesson_day: dt.date) -> dt.date:
    """The last day on which the lesson's teacher corrects without a reason."""
    in_force = [rule for rule in CORRECTIONS if rule.valid_from <= lesson_day] or [CORRECTIONS[0]]
    return lesson_day + dt.timedelta(days=in_force[-1].free_days)


def needs_reason(*, right: Right, lesson_day: dt.date, today: dt.date, stands: bool) -> bool:
    """Whether this writer must say why. `stands` tells that something is there already, which the edit changes.

    A first entry needs no reason from the lesson's own teacher, however late: it fills a gap. Others always say why.
    """
    if right is not Right.TEACHER:
        return True
    return stands and today > free_until(lesson_day)


def when_reason(*, right: Right, lesson_day: dt.date, today: dt.date) -> str:
    """When this writer must say why, for a page that asks before it sends: "", "changes" or "always"."""
    if needs_reason(right=right, lesson_day=lesson_day, today=today, stands=False):
        return "always"
    return "changes" if needs_reason(right=right, lesson_day=lesson_day, today=today, stands=True) else ""


def refusal_of_time(*, lesson_day: dt.date, today: dt.date) -> Refusal | None:
    """Nobody can have been absent from, or been marked in, a lesson that has not come."""
    return Refusal.NOT_YET if lesson_day > today else None


def right_of(
    *,
    person: object,
    teacher: object,
    group: object,
    organisation: object,
    led_groups: Collection[object],
    headed: Collection[object],
) -> Right | None:
    """As who this person may write; None where they may only read, or not even that."""
    if person is not None and person == teacher:
        return Right.TEACHER
    if group in led_groups:
        return Right.CLASS_TEACHER
    return Right.HEAD if organisation in headed else None


def average(values: Collection[int]) -> tuple[int, int] | None:
    """Sum and count of marks, for an exact mean; None without marks."""
    return (sum(values), len(values)) if values else None
