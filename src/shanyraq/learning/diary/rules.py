"""When a homework is due, and what is still to be done. Pure: no Django, no clock."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Given(Protocol):
    """What the rules need to know of a lesson."""

    @property
    def lesson_id(self) -> uuid.UUID: ...
    @property
    def day(self) -> dt.date: ...
    @property
    def subject_code(self) -> str: ...
    @property
    def homework(self) -> str: ...
    @property
    def due(self) -> dt.date | None: ...


class Held(Protocol):
    """What the rules need to know of a summative test and the pupil's part in it."""

    @property
    def day(self) -> dt.date: ...
    @property
    def subject_code(self) -> str: ...
    @property
    def state(self) -> str | None: ...
    @property
    def due(self) -> dt.date | None: ...


class Why(StrEnum):
    """Why something is still to be done."""

    NOT_TICKED = "not_ticked"
    EXCUSED = "excused"
    """Missed with a valid reason: the school gives another day."""
    ABSENT = "absent"
    """The pupil was not there, and nothing is settled yet."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing to be done: the lesson or test, the day until which, and why. `late` tells that the day is over."""

    thing: Given | Held
    until: dt.date | None
    why: Why
    late: bool


def due_day(lesson: Given, lessons: Iterable[Given]) -> dt.date | None:
    """The day the teacher named, or else the next day on which the subject is taught; None where neither is known."""
    if not lesson.homework:
        return None
    if lesson.due:
        return lesson.due
    later = (other.day for other in lessons if other.subject_code == lesson.subject_code and other.day > lesson.day)
    return min(later, default=None)


def homework_owed(lessons: Sequence[Given], *, ticked: Collection[uuid.UUID], today: dt.date) -> list[Owed]:
    """The homework that is not ticked, of lessons that have been, the nearest day first."""
    found = [
        Owed(lesson, due, Why.NOT_TICKED, late=due is not None and due < today)
        for lesson in lessons
        if lesson.homework and lesson.day <= today and lesson.lesson_id not in ticked
        for due in [due_day(lesson, lessons)]
    ]
    return sorted(found, key=lambda one: (one.until or dt.date.max, one.thing.day))


def tests_owed(tests: Iterable[Held], *, away: Collection[tuple[dt.date, str]], today: dt.date) -> list[Owed]:
    """The tests that were held without the pupil. One that was written and waits for its points is not owed."""
    found = []
    for test in tests:
        if test.state == "excused":
            found.append(Owed(test, test.due, Why.EXCUSED, late=test.due is not None and test.due < today))
        elif test.state is None and test.day <= today and (test.day, test.subject_code) in away:
            found.append(Owed(test, None, Why.ABSENT, late=False))
    return found
