"""What papers say of the register: lessons missed in a time, and a subject's lessons of a month with their cells."""

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from shanyraq.kernel.sealing import api as sealing
from shanyraq.learning.journal.models import Cell, Lesson
from shanyraq.learning.journal.queries.earned import parts
from shanyraq.learning.journal.queries.lessons import COLUMNS, row_of
from shanyraq.learning.journal.queries.rows import LessonRow
from shanyraq.learning.journal.rules.register import Code

WITH_REASON = (Code.ILL.value, Code.EXCUSED.value)
STREAMS = ("attendance", "marks", "lessons")


@dataclass(frozen=True, slots=True)
class Missed:
    """How many lessons one pupil missed, with a reason and without."""

    with_reason: int = 0
    without_reason: int = 0


def missed_lessons(pupils: Collection[uuid.UUID], *, first: dt.date, last: dt.date) -> dict[uuid.UUID, Missed]:
    """The lessons that each of these pupils missed in these days, in whichever class. The caller has shown that they
    may be seen. One query for a thousand of them."""
    counted: dict[uuid.UUID, Counter[bool]] = defaultdict(Counter)
    for part in parts(pupils):
        rows = Cell.objects.filter(
            pupil_id__in=part, day__gte=first, day__lte=last, code__in=[*WITH_REASON, Code.UNEXCUSED.value]
        )
        for pupil, code in rows.seen_by_system().values_list("pupil_id", "code"):
            counted[pupil][code in WITH_REASON] += 1
    return {pupil: Missed(number[True], number[False]) for pupil, number in counted.items()}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What stands of one pupil in one lesson: the code of attendance and the mark."""

    code: str
    mark: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A subject's lessons of some days with every cell in which something stands."""

    lessons: tuple[LessonRow, ...]
    cells: dict[tuple[uuid.UUID, uuid.UUID], SheetCell]
    """By lesson and pupil."""
    facts: int
    waiting: int
    """How many facts stand behind the sheet, and how many of them wait for their seal."""


def sheet(group_id: uuid.UUID, subject: str, *, first: dt.date, last: dt.date) -> Sheet:
    """The lessons of a subject in a class, as far as the scope sees them. Five queries."""
    rows = Lesson.objects.filter(group=group_id, subject=subject, day__gte=first, day__lte=last)
    lessons = [row_of(row) for row in rows.order_by("day", "number", "id").values_list(*COLUMNS)]
    held = Cell.objects.filter(group_id=group_id, subject=subject, day__gte=first, day__lte=last)
    facts = {each.attendance[1] for each in lessons if each.attendance} | {each.entry_id for each in lessons}
    cells = {}
    for lesson, pupil, code, mark, code_id, mark_id in held.values_list(
        "lesson_id", "pupil_id", "code", "mark", "attendance_id", "mark_id"
    ):
        cells[lesson, pupil] = SheetCell(code, mark)
        facts |= {code_id, mark_id}
    known = facts - {None}
    open_still = {one for stream in STREAMS for one in _waiting(lessons, stream)}
    return Sheet(tuple(lessons), cells, len(known), len(known & open_still))


def _waiting(lessons: list[LessonRow], stream: str) -> frozenset[uuid.UUID]:
    return sealing.waiting_ids(lessons[0].organisation_id, stream) if lessons else frozenset()
