"""A teacher's week: the lessons by day, what is not filled, what comes next."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.learning.journal.models import Lesson
from shanyraq.learning.journal.queries.lessons import COLUMNS, row_of
from shanyraq.learning.journal.queries.rows import LessonRow

DAYS = 7


@dataclass(frozen=True, slots=True)
class WeekLesson:
    """A lesson with what it still lacks: "both", "register", "topic" or nothing."""

    row: LessonRow
    lacks: str
    is_next: bool


@dataclass(frozen=True, slots=True)
class WeekDay:
    day: dt.date
    is_today: bool
    lessons: tuple[WeekLesson, ...]


@dataclass(frozen=True, slots=True)
class TeacherWeek:
    first: dt.date
    last: dt.date
    days: tuple[WeekDay, ...]
    next: LessonRow | None
    unfilled: int


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def teacher_week(teacher_id: uuid.UUID, day: dt.date, *, now: dt.datetime, today: dt.date) -> TeacherWeek:
    """The week in which the day lies, from Monday; days without lessons are left out, today is not. One query."""
    first = monday_of(day)
    last = first + dt.timedelta(days=DAYS - 1)
    rows = [
        row_of(values)
        for values in Lesson.objects.filter(teacher=teacher_id, day__gte=first, day__lte=last)
        .order_by("day", "number", "id")
        .values_list(*COLUMNS)
    ]
    coming = next((row for row in rows if row.starts_at > now), None)
    shown = [WeekLesson(row, _lacks(row, now), row is coming) for row in rows]
    days = [first + dt.timedelta(days=offset) for offset in range(DAYS)]
    return TeacherWeek(
        first=first,
        last=last,
        days=tuple(
            WeekDay(each, each == today, tuple(one for one in shown if one.row.day == each))
            for each in days
            if each == today or any(one.row.day == each for one in shown)
        ),
        next=coming,
        unfilled=sum(bool(one.lacks) for one in shown),
    )


def _lacks(row: LessonRow, now: dt.datetime) -> str:
    if not row.is_unfilled(now):
        return ""
    if row.is_taken:
        return "topic"
    return "register" if row.is_written else "both"
