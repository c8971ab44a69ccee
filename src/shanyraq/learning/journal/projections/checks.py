"""Whether the cells of the register are what the facts say: part of `shanyraq verify`."""

import uuid
from collections.abc import Iterable, Iterator

from django.db.models import Model, QuerySet

from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.sealing.api import projection_check
from shanyraq.learning.journal.models import AttendanceFact, Cell, Lesson, LessonEntry, MarkFact

CHUNK = 500


@projection_check("journal")
def cells_against_facts() -> Iterator[str]:
    """One line for each lesson or cell that shows something else than its latest facts."""
    for lessons in _chunks(Lesson.objects.order_by("id")):
        yield from _differences({lesson.id: lesson for lesson in lessons})


def _chunks(rows: QuerySet[Lesson]) -> Iterator[list[Lesson]]:
    last: uuid.UUID | None = None
    while part := list((rows.filter(id__gt=last) if last else rows)[:CHUNK]):
        yield part
        last = part[-1].id


def _differences(lessons: dict[uuid.UUID, Lesson]) -> Iterator[str]:
    cells = {(c.lesson_id, c.pupil_id): c for c in Cell.objects.filter(lesson_id__in=lessons)}
    sheets = {f.lesson_id: f for f in _latest(AttendanceFact.objects.filter(lesson_id__in=lessons))}
    marks = {(f.lesson_id, f.pupil_id): f for f in _latest(MarkFact.objects.filter(lesson_id__in=lessons))}
    entries = {f.lesson_id: f for f in _latest(LessonEntry.objects.filter(lesson_id__in=lessons))}
    codes = {(sheet.lesson_id, uuid.UUID(pupil)): code for sheet in sheets.values() for pupil, code in sheet.exceptions}
    for place in sorted(cells.keys() | marks.keys() | codes.keys(), key=str):
        yield from _cell(place, cells.get(place), marks.get(place), codes.get(place, ""))
    words = facts.payloads_of((entry.day, entry.id) for entry in entries.values())
    for lesson in lessons.values():
        yield from _lesson(lesson, sheets.get(lesson.id), entries.get(lesson.id), words)


def _latest(rows: Iterable[Model]) -> list:
    """The facts that no other one supersedes."""
    found = list(rows)
    gone = {fact.supersedes_id for fact in found}  # type: ignore[attr-defined]
    return [fact for fact in found if fact.id not in gone]  # type: ignore[attr-defined]


def _cell(place: tuple[uuid.UUID, uuid.UUID], cell: Cell | None, mark: MarkFact | None, code: str) -> Iterator[str]:
    where = f"lesson {place[0]}, pupil {place[1]}"
    shown, said = (
        (cell.mark, cell.mark_id) if cell else (None, None),
        (mark.value, mark.id) if mark else (None, None),
    )
    if shown != said:
        yield f"{where}: the mark shows {shown[0]}, its fact says {said[0]}"
    if (cell.code if cell else "") != code:
        yield f"{where}: the attendance shows {cell.code if cell else ''!r}, its fact says {code!r}"


def _lesson(
    lesson: Lesson,
    sheet: AttendanceFact | None,
    entry: LessonEntry | None,
    words: dict[uuid.UUID, dict[str, str]],
) -> Iterator[str]:
    if lesson.attendance_id != (sheet.id if sheet else None):
        yield f"lesson {lesson.id}: another attendance fact is the latest"
    if lesson.entry_id != (entry.id if entry else None):
        yield f"lesson {lesson.id}: another entry is the latest"
        return
    said = words.get(entry.id, {}) if entry else {}
    shown = (lesson.topic, lesson.homework, lesson.objectives)
    if shown != tuple(said.get(name, "") for name in ("topic", "homework", "objectives")):
        yield f"lesson {lesson.id}: topic, homework or objectives differ from their entry"
    elif lesson.homework_due != (entry.due if entry else None):
        yield f"lesson {lesson.id}: the day on which homework is due differs from its entry"
