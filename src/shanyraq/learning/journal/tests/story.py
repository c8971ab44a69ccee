"""The lesson of the tests, and the edits that Bolat makes in it."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from shanyraq.kernel import clock
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.models import Lesson
from shanyraq.spine.registry.factories import School

new = facts.new_id


@pytest.fixture
def lesson(cast: Any) -> Lesson:
    with system_scope("a lesson of today"):
        return lesson_on(cast.school, clock.today())


@pytest.fixture
def as_bolat(cast: Any, lesson: Lesson) -> Iterator[School]:
    with use_scope(cast.school.scope("teacher")):
        yield cast.school


def edit(lesson: Lesson, pupil: uuid.UUID, value: Any, **more: Any) -> journal.MarkEdit:
    return journal.MarkEdit(**{"client_id": new(), "lesson_id": lesson.id, "pupil_id": pupil, "value": value} | more)


def code(lesson: Lesson, pupil: uuid.UUID, said: str, **more: Any) -> journal.CodeEdit:
    return journal.CodeEdit(**{"client_id": new(), "lesson_id": lesson.id, "pupil_id": pupil, "code": said} | more)


def events(name: str) -> list[dict[str, Any]]:
    return list(OutboxEvent.objects.filter(name=name).order_by("id").values_list("body", flat=True))


def why(result: Any) -> str:
    assert isinstance(result, journal.Refused)
    return result.why.value


def draft_of(lesson: Lesson, at: School, **more: Any) -> journal.LessonDraft:
    values = {
        "organisation_id": at.organisation_id, "group_id": at.group_id, "subject": "geometry",
        "teacher_id": at.teacher_id, "day": lesson.day, "number": 2, "starts_at": lesson.starts_at,
        "ends_at": lesson.ends_at,
    }  # fmt: skip
    return journal.LessonDraft(**values | more)
