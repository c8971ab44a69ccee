"""Reads over lessons."""

import datetime as dt
import uuid
from typing import Any

from shanyraq.learning.journal.models import Lesson
from shanyraq.learning.journal.queries.rows import LessonRow, TeacherDay
from shanyraq.spine.registry.api import subject_name

COLUMNS = (
    "id", "organisation_id", "group_id", "teacher_id", "subject", "group__name", "grade", "day", "number",
    "starts_at", "ends_at", "topic", "homework", "homework_due", "entry_id", "taken_at", "taken_by", "roll",
    "attendance_day", "attendance_id", "teacher__family", "teacher__given", "subgroup_id", "subgroup__number",
    "subgroup__name", "room__name", "objectives",
)  # fmt: skip


def row_of(values: tuple[Any, ...]) -> LessonRow:
    """A row from the values of COLUMNS."""
    *front, attendance_day, attendance_id, family, given, subgroup_id, part_number, part_name, room, objectives = values
    key = (attendance_day, attendance_id) if attendance_id else None
    front.insert(5, subject_name(front[4]))
    place = (subgroup_id, part_number, part_name, room or "")
    return LessonRow(*[*front, key, f"{family} {given}".strip(), objectives, *place])


def lessons_of_teacher(teacher_id: uuid.UUID, day: dt.date) -> list[LessonRow]:
    """The lessons of this teacher on that day in the order of the bells, as far as the scope sees them. One query."""
    rows = Lesson.objects.filter(teacher=teacher_id, day=day).order_by("number", "id").values_list(*COLUMNS)
    return [row_of(row) for row in rows]


def lessons_of_group(group_id: uuid.UUID, day: dt.date) -> list[LessonRow]:
    """The lessons of a class on that day. One query."""
    rows = Lesson.objects.filter(group=group_id, day=day).order_by("number", "id").values_list(*COLUMNS)
    return [row_of(row) for row in rows]


def lessons_of_organisation(organisation_id: uuid.UUID, first: dt.date, last: dt.date) -> list[LessonRow]:
    """Every lesson of these days in order. One query."""
    rows = Lesson.objects.filter(organisation=organisation_id, day__gte=first, day__lte=last)
    return [row_of(row) for row in rows.order_by("day", "number", "id").values_list(*COLUMNS)]


def lesson(lesson_id: uuid.UUID) -> LessonRow | None:
    """One lesson, or None where the scope does not see it."""
    row = Lesson.objects.filter(id=lesson_id).values_list(*COLUMNS).first()
    return row_of(row) if row else None


def day_around(lesson_id: uuid.UUID) -> list[LessonRow]:
    """The lessons of the teacher and day of this one, itself among them; none where the scope does not see it.

    Two queries, the first of them only for whom and when to ask; a subquery in their place costs twice as much.
    """
    this = Lesson.objects.filter(id=lesson_id).seen_by_system().values_list("teacher_id", "day")
    found = [row for teacher_id, day in this for row in lessons_of_teacher(teacher_id, day)]
    return found if any(row.id == lesson_id for row in found) else []


def teacher_day(teacher_id: uuid.UUID, day: dt.date, *, now: dt.datetime) -> TeacherDay:
    """The day as the teacher's home page tells it: what runs, what comes, what is not filled. One query."""
    rows = tuple(lessons_of_teacher(teacher_id, day))
    return TeacherDay(
        lessons=rows,
        now=next((row for row in rows if row.is_now(now)), None),
        next=next((row for row in rows if row.starts_at > now), None),
        unfilled=tuple(row for row in rows if row.is_unfilled(now)),
    )
