"""Which registers a teacher has: the classes and subjects of the lessons around a day."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.learning.journal.models import Lesson
from shanyraq.spine.registry.api import subject_name

WEEKS = dt.timedelta(weeks=3)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A class in a subject."""

    group_id: uuid.UUID
    group: str
    subject_code: str
    subject: str


def registers_of_teacher(teacher_id: uuid.UUID, *, around: dt.date) -> list[RegisterRow]:
    """The classes and subjects in which this teacher has lessons three weeks around the day. One query."""
    rows = (
        Lesson.objects.filter(teacher=teacher_id, day__gte=around - WEEKS, day__lte=around + WEEKS)
        .order_by("group__sort_key", "group_id", "subject")
        .values_list("group_id", "group__name", "group__sort_key", "subject")
        .distinct()
    )
    return [RegisterRow(group_id, group, code, subject_name(code)) for group_id, group, _key, code in rows]
