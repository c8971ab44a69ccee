"""When a homework is due. Pure: no Django, no clock."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol


class Given(Protocol):
    """What the rules need to know of a lesson."""

    @property
    def day(self) -> dt.date: ...
    @property
    def subject_code(self) -> str: ...
    @property
    def homework(self) -> str: ...
    @property
    def due(self) -> dt.date | None: ...


def due_day(lesson: Given, lessons: Iterable[Given]) -> dt.date | None:
    """The day the teacher named, or else the next day on which the subject is taught; None where neither is known."""
    if not lesson.homework:
        return None
    if lesson.due:
        return lesson.due
    later = (other.day for other in lessons if other.subject_code == lesson.subject_code and other.day > lesson.day)
    return min(later, default=None)
