"""Cells of the register, written again from what has just been recorded.

One prepared statement for all rows (see kernel/facts/inserts.py): a term of a school is 65,000 cells.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.models import AttendanceFact, Cell, Lesson, MarkFact

MARK = ("mark", "mark_day", "mark_id", "changed_at", "changed_by")
CODE = ("code", "attendance_day", "attendance_id", "changed_at", "changed_by")


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
        (
            _cell(
                lessons[fact.lesson_id],
                fact.pupil_id,
                fact,
                mark=fact.value,
                mark_day=fact.day,
                mark_id=fact.id,
            )
            for fact in facts
        ),
        change=MARK,
    )


def put_codes(changes: Iterable[CodeChange]) -> None:
    """The cell of each pupil shows the code with its fact."""
    _put(
        (
            _cell(
                change.lesson,
                change.pupil_id,
                change.fact,
                code=change.code,
                attendance_day=change.fact.day,
                attendance_id=change.fact.id,
            )  # fmt: skip
            for change in changes
        ),
        change=CODE,
    )


def _cell(lesson: Lesson, pupil_id: uuid.UUID, fact: MarkFact | AttendanceFact, **values: object) -> Cell:
    return Cell(
        id=new_id(),
        lesson_id=lesson.id,
        pupil_id=pupil_id,
        group_id=lesson.group_id,
        organisation_id=lesson.organisation_id,
        subject=lesson.subject,
        day=lesson.day,
        changed_at=fact.happened_at,
        changed_by=fact.actor_id,
        **values,
    )


def _put(cells: Iterable[Cell], *, change: Sequence[str]) -> None:
    name = connection.ops.quote_name
    fields = Cell._meta.concrete_fields
    columns = ",".join([name(field.column) for field in fields])
    marks = ",".join(["%s"] * len(fields))
    news = ",".join([f"{name(column)} = excluded.{name(column)}" for column in change])
    prepare = [(field.attname, field.get_db_prep_save) for field in fields]
    rows = [[prep(getattr(cell, attname), connection) for attname, prep in prepare] for cell in cells]
    if not rows:
        return
    statement = (
        f"INSERT INTO {name(Cell._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
        f" ON CONFLICT (lesson_id, pupil_id) DO UPDATE SET {news}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
