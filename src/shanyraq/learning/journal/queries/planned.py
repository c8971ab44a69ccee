"""The calendar plans of teachers laid over the lessons of the journal."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from shanyraq.kernel import clock
from shanyraq.learning.journal.models import Lesson
from shanyraq.learning.journal.queries.rows import LessonRow
from shanyraq.learning.timetable import api as timetable
from shanyraq.spine.registry import api as registry

Topic = timetable.Topic
STREAM = ("organisation_id", "teacher_id", "subject", "grade", "group_id", "subgroup_id")


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One class: hours planned for the year, given so far, written down, and to be caught up."""

    group: str
    subject: str
    hours: int
    laid: int
    written: int
    held: int
    behind: int


def planned_topics_of(lesson_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Topic]:
    """The topic and objectives that each of these lessons is for by its teacher's calendar plan. Three queries,
    however many lessons; lessons without a plan are left out."""
    ids = list(lesson_ids)
    wanted = Q()
    # A class is of one school year, so its lessons of a subject are those of that year.
    for teacher, subject, group in set(
        Lesson.objects.filter(id__in=ids).values_list("teacher_id", "subject", "group_id")
    ):
        wanted |= Q(teacher=teacher, subject=subject, group=group)
    if not wanted:
        return {}
    laid = timetable.planned_topics(list(_streams(wanted)))
    return {lesson: laid[lesson] for lesson in ids if lesson in laid}


def planned_topic(row: LessonRow) -> Topic | None:
    """The topic that this lesson is for. Two queries."""
    of_class = Q(teacher=row.teacher_id, subject=row.subject_code, group=row.group_id)
    return timetable.planned_topics(list(_streams(of_class))).get(row.id)


def _streams(wanted: Q) -> Iterable[timetable.Stream]:
    """The lessons of each class, part, subject and teacher in order. One query."""
    found: dict[tuple[object, ...], list[tuple[uuid.UUID, dt.date]]] = defaultdict(list)
    rows = Lesson.objects.filter(wanted).order_by("day", "number", "id").values_list(*STREAM, "id", "day")
    for *key, lesson, day in rows:
        found[tuple(key)].append((lesson, day))
    for (at, teacher, subject, grade, group, _part), lessons in found.items():
        yield timetable.Stream(at, teacher, subject, grade, group, tuple(lessons))  # type: ignore[arg-type]


def progress_of_teacher(teacher_id: uuid.UUID) -> list[ProgressRow]:
    """Plan and fact of every class for which this teacher has a calendar plan. Five queries."""
    today = clock.today()
    year = registry.school_year_of(today)
    own = Q(teacher=teacher_id, day__gte=year.lessons_from, day__lte=year.lessons_to)
    rows = timetable.progress(list(_streams(own)))
    written = set(Lesson.objects.filter(own, day__lt=today).exclude(topic="").values_list("id", flat=True))
    names = {group.id: group.name for group in registry.groups({row.stream.group_id for row in rows})}
    return [
        ProgressRow(
            group=names.get(row.stream.group_id, ""),
            subject=registry.subject_name(row.stream.subject),
            hours=row.hours,
            laid=row.laid,
            written=sum(lesson in written for lesson, _day in row.stream.lessons),
            held=sum(day < today for _lesson, day in row.stream.lessons),
            behind=row.behind,
        )
        for row in rows
    ]
