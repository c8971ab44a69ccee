"""A whole term at once, written by the machine: imports and the lived-in term of a demonstration.

The same facts and projections as by hand, in a few statements. Nothing is announced: these lessons are past, and
whoever loads them tells presence quietly. A lesson that has its attendance, entry or mark already is refused.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.facts import api as facts
from shanyraq.learning.journal.actions.attendance import to_json
from shanyraq.learning.journal.actions.lessons import entry_of, words_of
from shanyraq.learning.journal.models import AttendanceFact, Cell, Lesson, MarkFact
from shanyraq.learning.journal.policies import only_the_machine
from shanyraq.learning.journal.projections.cells import CodeChange, put_codes, put_marks
from shanyraq.learning.journal.projections.lessons import put_taken, put_written
from shanyraq.learning.journal.rules.drafts import AttendanceDraft, EntryDraft, MarkDraft
from shanyraq.learning.journal.rules.register import (
    EXCEPTIONS,
    HOMEWORK_LENGTH,
    TOPIC_LENGTH,
    Kind,
    refusal_of_value,
)

CHUNK = 5_000
T = TypeVar("T")


@action(may=only_the_machine, facts_are_history=True)
def take_attendance_many(*, drafts: Sequence[AttendanceDraft]) -> int:
    """The attendance of each lesson stands as if it had been taken at its hour. Returns the number of lessons."""
    lessons = _lessons({draft.lesson_id for draft in drafts})
    for draft in drafts:
        codes = [code for _pupil, code in draft.exceptions]
        if lessons[draft.lesson_id].attendance_id or not set(codes) <= EXCEPTIONS or len(codes) > draft.roll:
            raise Denied(_("The attendance of a lesson is there already, or its codes are wrong."))
    for part in _parts(drafts):
        new = [_attendance(draft, lessons[draft.lesson_id]) for draft in part]
        facts.record(new)
        put_taken(new)
        put_codes(
            CodeChange(lessons[draft.lesson_id], pupil, code, fact)
            for draft, fact in zip(part, new, strict=True)
            for pupil, code in draft.exceptions
        )
    return len(drafts)


def _attendance(draft: AttendanceDraft, lesson: Lesson) -> AttendanceFact:
    return AttendanceFact(
        **_of(lesson, draft.happened_at),
        subject=lesson.subject,
        number=lesson.number,
        exceptions=to_json(dict(draft.exceptions)),
        roll=draft.roll,
    )


def _of(lesson: Lesson, happened_at: dt.datetime) -> dict[str, Any]:
    """What every fact of a lesson carries."""
    return {
        "organisation_id": lesson.organisation_id,
        "happened_at": happened_at,
        "lesson_id": lesson.id,
        "group_id": lesson.group_id,
    }


@action(may=only_the_machine, facts_are_history=True)
def set_marks_many(*, drafts: Sequence[MarkDraft]) -> int:
    """Each mark stands in an empty cell as if it had been given at its hour. Returns their number."""
    lessons = _lessons({draft.lesson_id for draft in drafts})
    places = {(draft.lesson_id, draft.pupil_id) for draft in drafts}
    if len(places) < len(drafts) or places & _marked(lessons):
        raise Denied(_("A cell has its mark already."))
    for draft in drafts:
        if refusal_of_value(draft.value, grade=lessons[draft.lesson_id].grade):
            raise Denied(_("A mark does not fit the scale of its class."))
    for part in _parts(drafts):
        new = [_mark(draft, lessons[draft.lesson_id]) for draft in part]
        facts.record(new, payloads=[{"comment": draft.comment} if draft.comment else {} for draft in part])
        put_marks(new, lessons=lessons)
    return len(drafts)


def _mark(draft: MarkDraft, lesson: Lesson) -> MarkFact:
    return MarkFact(
        **_of(lesson, draft.happened_at),
        pupil_id=draft.pupil_id,
        subject=lesson.subject,
        kind=Kind.FORMATIVE.value,
        value=draft.value,
    )


@action(may=only_the_machine, facts_are_history=True)
def write_lessons_many(*, drafts: Sequence[EntryDraft]) -> int:
    """Each lesson shows its topic and homework as if written at its hour. Returns the number of lessons."""
    lessons = _lessons({draft.lesson_id for draft in drafts})
    for draft in drafts:
        if lessons[draft.lesson_id].entry_id:
            raise Denied(_("A lesson has its entry already."))
        if len(draft.topic) > TOPIC_LENGTH or len(draft.homework) > HOMEWORK_LENGTH:
            raise Denied(_("A topic or homework is too long."))
    for part in _parts(drafts):
        new = [entry_of(lessons[draft.lesson_id], due=draft.due, at=draft.happened_at) for draft in part]
        facts.record(new, payloads=[words_of(draft.topic, draft.homework) for draft in part])
        put_written(new, words=[(draft.topic, draft.homework, "") for draft in part])
    return len(drafts)


def _lessons(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Lesson]:
    """The lessons by id. Raises Denied where one is missing."""
    found: dict[uuid.UUID, Lesson] = {}
    for part in _parts(list(ids), 500):
        found |= {lesson.id: lesson for lesson in Lesson.objects.filter(id__in=part)}
    if len(found) < len(ids):
        raise Denied(_("There is no such lesson."))
    return found


def _marked(ids: Iterable[uuid.UUID]) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """The cells of these lessons that have had a mark."""
    found: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for part in _parts(list(ids), 500):
        rows = Cell.objects.filter(lesson_id__in=part, mark_id__isnull=False)
        found |= set(rows.values_list("lesson_id", "pupil_id"))
    return found


def _parts(items: Sequence[T], size: int = CHUNK) -> Iterable[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))
