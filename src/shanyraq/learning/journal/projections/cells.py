"""Cells of the register, written again from what has just been recorded.

One prepared statement for all rows (see kernel/inserts.py): a term of a school is 65,000 cells.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.models import AttendanceFact, Cell, Lesson, MarkFact
from shanyraq.learning.journal.projections.upserts import upsert


@dataclass(frozen=True, slots=True)
class CodeChange:
    """A pupil's code after an attendance fact; an empty code where they were present after all."""

    lesson: Lesson
    pupil_id: uuid.UUID
    code: str
    fact: AttendanceFact


def put_marks(facts: Sequence[MarkFact], *, lessons: dict[uuid.UUID, Lesson]) -> None:
    """The cell of each mark shows it with its fact; a withdrawn mark leaves the key of the withdrawal."""
    _put(
        (lessons[fact.lesson_id], fact.pupil_id, fact, {"mark": fact.value, "mark_day": fact.day, "mark_id": fact.id})
        for fact in facts
    )


def put_codes(changes: Iterable[CodeChange]) -> None:
    """The cell of each pupil shows the code with its fact."""
    _put(
        (
            change.lesson,
            change.pupil_id,
            change.fact,
            {"code": change.code, "attendance_day": change.fact.day, "attendance_id": change.fact.id},
        )
        for change in changes
    )


_Change = tuple[Lesson, uuid.UUID, MarkFact | AttendanceFact, dict[str, Any]]
OF_LESSON = ("lesson_id", "group_id", "organisation_id", "subject", "day")
EMPTY = {field.attname: field.get_default() for field in Cell._meta.concrete_fields if field.attname != "id"}


def _put(changes: Iterable[_Change]) -> None:
    """Rows are prepared without making a model of each, and a lesson's own columns once a lesson: measured, this
    halves the time of a term."""
    plain = connections[DEFAULT_DB_ALIAS]  # the proxy costs a thread-local look-up for each value
    prepare = {f.attname: partial(f.get_db_prep_save, connection=plain) for f in Cell._meta.concrete_fields}
    shared: dict[uuid.UUID, dict[str, Any]] = {}
    rows: list[dict[str, Any]] = []
    for lesson, pupil_id, fact, news in changes:
        if lesson.id not in shared:
            shared[lesson.id] = EMPTY | _of_lesson(lesson, prepare)
        own = {"id": new_id(), "pupil_id": pupil_id, "changed_at": fact.happened_at, "changed_by": fact.actor_id}
        rows.append(shared[lesson.id] | {name: prepare[name](value) for name, value in (own | news).items()})
    if rows:
        changing = sorted({*news, "changed_at", "changed_by"})
        upsert(Cell, rows, unique=("lesson_id", "pupil_id"), changing=changing)


def _of_lesson(lesson: Lesson, prepare: dict[str, Any]) -> dict[str, Any]:
    values = (lesson.id, lesson.group_id, lesson.organisation_id, lesson.subject, lesson.day)
    return {name: prepare[name](value) for name, value in zip(OF_LESSON, values, strict=True)}
