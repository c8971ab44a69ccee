"""A pupil's day, and marks that are news."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import F, Q, QuerySet

from shanyraq.kernel.sealing import api as sealing
from shanyraq.learning.journal.models import Cell, Lesson
from shanyraq.learning.journal.queries.rows import MarkRow, PupilLesson
from shanyraq.learning.journal.rules.register import PRESENT
from shanyraq.learning.timetable import api as timetable
from shanyraq.spine.registry.api import subject_name

_LESSON = (
    "id", "organisation_id", "day", "number", "starts_at", "ends_at", "subject", "teacher__family", "topic",
    "homework", "homework_due", "entry_day", "entry_id", "attendance_day", "attendance_id", "teacher__given",
    "subgroup__number", "subgroup__name", "room__name",
)  # fmt: skip
_CELL = ("lesson_id", "code", "mark", "mark_day", "mark_id")
DUE_WITHIN = dt.timedelta(days=30)
"""Homework that was given longer ago is not looked for."""


def day_of_pupil(pupil_id: uuid.UUID, day: dt.date) -> list[PupilLesson]:
    """The pupil's lessons of that day with what was written in them, as far as the scope sees them.

    Three queries. The lessons are those of the group to which the pupil belonged on that day.
    """
    return lessons_of_pupil(pupil_id, first=day, last=day)


def lessons_of_pupil(pupil_id: uuid.UUID, *, first: dt.date, last: dt.date, due: bool = False) -> list[PupilLesson]:
    """The pupil's lessons from first to last, both included, in the order of time; also those of a past year.

    With `due`, the earlier lessons whose homework is due on one of these days stand among them. Three queries.
    """
    rows = list(_lessons_of(pupil_id, first, last, due=due).order_by("day", "number", "id").values_list(*_LESSON))
    since = min((row[2] for row in rows), default=first)
    marks = Cell.objects.filter(pupil_id=pupil_id, day__gte=since, day__lte=last)
    cells = {row[0]: row for row in marks.values_list(*_CELL)}
    marked = any(cell[4] for cell in cells.values())
    waiting = sealing.waiting_ids(rows[0][1], "marks") if rows and marked else frozenset()
    return [_pupil_lesson(row, cells.get(row[0]), waiting) for row in rows]


def _lessons_of(pupil_id: uuid.UUID, first: dt.date, last: dt.date, *, due: bool) -> QuerySet[Lesson]:
    """A pupil has one enrolment on a day, so the join doubles no lesson. Of a divided class, the own part's."""
    of_others = Q(subgroup__isnull=False) & ~Q(subgroup__in=timetable.parts_joined(pupil_id, day=last))
    stays = Q(group__enrolments__valid_to=None) | Q(group__enrolments__valid_to__gte=F("day"))
    within = Q(day__gte=first, day__lte=last)
    if due:
        within |= Q(homework_due__gte=first, homework_due__lte=last, day__gte=first - DUE_WITHIN, day__lt=first)
    return Lesson.objects.filter(
        stays, within, ~of_others, group__enrolments__person=pupil_id, group__enrolments__valid_from__lte=F("day")
    )


def _pupil_lesson(row: tuple[Any, ...], cell: tuple[Any, ...] | None, waiting: frozenset[uuid.UUID]) -> PupilLesson:
    lesson_id, _organisation, day, number, starts, ends, subject, family, topic, homework, due = row[:11]
    entry_day, entry_id, attendance_day, attendance_id, given, part_number, part_name, room = row[11:]
    _lesson, code, mark, mark_day, mark_id = cell or (None, "", None, None, None)
    return PupilLesson(
        lesson_id=lesson_id,
        day=day,
        number=number,
        starts_at=starts,
        ends_at=ends,
        subject_code=subject,
        subject=subject_name(subject),
        teacher=f"{family} {given}".strip(),
        topic=topic,
        homework=homework,
        due=due,
        code=(code or str(PRESENT)) if attendance_id else None,
        mark=mark,
        mark_key=(mark_day, mark_id) if mark_id else None,
        attendance_key=(attendance_day, attendance_id) if attendance_id else None,
        entry_key=(entry_day, entry_id) if entry_id else None,
        mark_sealed=bool(mark_id) and mark_id not in waiting,
        part=timetable.part_words(part_number, part_name),
        room=room or "",
    )


def marks_since(pupil_ids: Collection[uuid.UUID], moment: dt.datetime) -> dict[uuid.UUID, list[MarkRow]]:
    """The marks of these pupils given or changed since then, the newest first, by pupil. One query."""
    rows = (
        Cell.objects.filter(
            pupil_id__in=pupil_ids, changed_at__gte=moment, mark__isnull=False,
            day__gte=moment.date() - dt.timedelta(days=60),
        )
        .order_by("-changed_at", "id")
        .values_list(
            "pupil_id", "lesson_id", "day", "lesson__number", "subject", "mark", "mark_day", "mark_id", "changed_at"
        )
    )  # fmt: skip
    found: dict[uuid.UUID, list[MarkRow]] = defaultdict(list)
    for pupil, lesson_id, day, number, subject, mark, mark_day, mark_id, changed in rows:
        found[pupil].append(
            MarkRow(pupil, lesson_id, day, number, subject, subject_name(subject), mark, (mark_day, mark_id), changed)
        )
    return dict(found)
