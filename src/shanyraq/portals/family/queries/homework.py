"""The homework of some days with the pupil's own ticks."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from shanyraq.learning.diary import api as diary
from shanyraq.learning.journal import api as journal


@dataclass(frozen=True, slots=True)
class Homework:
    """One homework as the family reads it; `done` is the pupil's own word."""

    lesson_id: uuid.UUID
    subject: str
    words: str
    given: dt.date
    due: dt.date | None
    done: bool


def homework_by_day(
    lessons: Sequence[journal.PupilLesson], done: frozenset[uuid.UUID]
) -> dict[dt.date, tuple[Homework, ...]]:
    """The homework by the day for which it is given."""
    found: dict[dt.date, list[Homework]] = defaultdict(list)
    for lesson in lessons:
        due = diary.due_day(lesson, lessons)
        if due:
            found[due].append(homework_of(lesson, due, done))
    return {day: tuple(rows) for day, rows in found.items()}


def homework_of(lesson: journal.PupilLesson, due: dt.date | None, done: frozenset[uuid.UUID]) -> Homework:
    return Homework(lesson.lesson_id, lesson.subject, lesson.homework, lesson.day, due, lesson.lesson_id in done)
