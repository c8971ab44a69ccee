"""The control of the register: what is not filled, what cannot well be, and how much homework a class has."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q

from shanyraq.learning.journal.models import Cell, Lesson
from shanyraq.learning.journal.queries.lessons import COLUMNS, row_of
from shanyraq.learning.journal.queries.rows import LessonRow
from shanyraq.learning.journal.reference.assessment import number
from shanyraq.learning.journal.rules.control import are_all_alike, is_too_much
from shanyraq.spine.registry import api as registry

MOST_ROWS = 400


@dataclass(frozen=True, slots=True)
class Unfilled:
    """The lessons of one teacher, class or day that are over and miss their attendance or their topic."""

    title: str
    lessons: tuple[LessonRow, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """A lesson in which (nearly) everybody got the same mark."""

    lesson: LessonRow
    mark: int
    number: int


@dataclass(frozen=True, slots=True)
class Load:
    """The homework that a class has for one day."""

    group_id: uuid.UUID
    group: str
    day: dt.date
    lessons: tuple[LessonRow, ...]
    most: int

    @property
    def subjects(self) -> int:
        return len({row.subject_code for row in self.lessons})


BY: dict[str, Callable[[LessonRow], tuple[object, object]]] = {
    "teacher": lambda row: (row.teacher, row.teacher_id),
    "group": lambda row: (row.group, row.group_id),
    "day": lambda row: (row.day, row.day),
}
"""By what lessons that are not filled are put together: what is shown of each, and what keeps namesakes apart."""


def unfilled_lessons(
    organisation_id: uuid.UUID, first: dt.date, last: dt.date, *, by: str, now: dt.datetime
) -> tuple[int, list[Unfilled]]:
    """How many lessons from first to last are over and not filled, and the latest of them put together. Two queries."""
    rows = Lesson.objects.filter(
        Q(attendance_id=None) | Q(topic=""),
        organisation=organisation_id,
        day__gte=first,
        day__lte=last,
        ends_at__lt=now,
    )
    shown = [row_of(values) for values in rows.order_by("-day", "number", "id").values_list(*COLUMNS)[:MOST_ROWS]]
    total = len(shown) if len(shown) < MOST_ROWS else rows.count()
    found: dict[tuple[object, object], list[LessonRow]] = defaultdict(list)
    for row in shown:
        found[BY[by](row)].append(row)
    many = sorted(found.items(), key=lambda pair: (-len(pair[1]), str(pair[0][0])))
    return total, [Unfilled(str(title) if by != "day" else "", tuple(lessons)) for (title, _key), lessons in many]


def lessons_alike(organisation_id: uuid.UUID, first: dt.date, last: dt.date) -> list[Alike]:
    """Lessons whose marks are all one mark, the latest first. Two queries."""
    counts: dict[uuid.UUID, Counter[int]] = defaultdict(Counter)
    rows = (
        Cell.objects.filter(organisation_id=organisation_id, day__gte=first, day__lte=last, mark__isnull=False)
        .values_list("lesson_id", "mark")
        .annotate(number=Count("id"))
        .order_by()
    )
    for lesson_id, mark, count in rows:
        counts[lesson_id][mark] += count
    least, share = number("all_fives_least", last), number("all_fives_share", last)
    alike = {
        key: mark for key, each in counts.items() if (mark := are_all_alike(each, least=least, share=share)) is not None
    }
    return [Alike(row, alike[row.id], counts[row.id][alike[row.id]]) for row in _rows(alike)]


def lessons_on_days_off(organisation_id: uuid.UUID, first: dt.date, last: dt.date) -> list[LessonRow]:
    """Lessons with attendance or marks on days without lessons for their grade, the latest first. One query."""
    grades = range(12)
    days = [first + dt.timedelta(days=offset) for offset in range((last - first).days + 1)]
    off = Q(pk__in=[])
    for grade in grades:
        free = [day for day in days if not _is_school_day(day, grade)]
        off |= Q(grade=grade, day__in=free)
    rows = Lesson.objects.filter(off, organisation=organisation_id, day__gte=first, day__lte=last)
    marked = rows.filter(Q(attendance_id__isnull=False) | Q(cells__mark__isnull=False)).distinct()
    return [row_of(values) for values in marked.order_by("-day", "number", "id").values_list(*COLUMNS)[:MOST_ROWS]]


def _is_school_day(day: dt.date, grade: int) -> bool:
    try:
        return registry.is_school_day(day, grade).is_school_day
    except registry.CalendarUnknown:
        return True


def homework_loads(organisation_id: uuid.UUID, first: dt.date, last: dt.date) -> list[Load]:
    """The classes and days with homework of more subjects than the house lets them have, the heaviest first."""
    rows = (
        Lesson.objects.filter(organisation=organisation_id, homework_due__gte=first, homework_due__lte=last)
        .exclude(homework="")
        .order_by("homework_due", "group__sort_key", "group_id", "day", "number", "id")
        .values_list(*COLUMNS)
    )
    found: dict[tuple[uuid.UUID, dt.date], list[LessonRow]] = defaultdict(list)
    for row in map(row_of, rows):
        if row.due:
            found[row.group_id, row.due].append(row)
    loads = [
        Load(group_id, lessons[0].group, day, tuple(lessons), number("homework_lessons_a_day", day))
        for (group_id, day), lessons in found.items()
    ]
    heavy = [load for load in loads if is_too_much(load.subjects, most=load.most)]
    return sorted(heavy, key=lambda load: (-load.subjects, load.day))


def homework_of_day(group_id: uuid.UUID, day: dt.date, *, but: str) -> tuple[str, ...]:
    """The other subjects of which the class has homework for that day already. One query."""
    rows = Lesson.objects.filter(group=group_id, homework_due=day).exclude(homework="").exclude(subject=but)
    codes = rows.order_by("subject").values_list(F("subject"), flat=True).distinct()
    return tuple(registry.subject_name(code) for code in codes)


def _rows(ids: Iterable[uuid.UUID]) -> list[LessonRow]:
    wanted = list(ids)[:MOST_ROWS]
    if not wanted:
        return []
    rows = Lesson.objects.filter(id__in=wanted).order_by("-day", "number", "id")
    return [row_of(values) for values in rows.values_list(*COLUMNS)]
