"""What stands of a lesson after its latest facts: attendance taken, topic, homework."""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

from shanyraq.learning.journal.models import AttendanceFact, Lesson, LessonEntry

TAKEN = ("taken_at", "taken_by", "roll", "attendance_day", "attendance_id")
WRITTEN = ("topic", "homework", "objectives", "homework_due", "entry_day", "entry_id")


def put_taken(facts: Sequence[AttendanceFact]) -> None:
    """Each lesson shows when, by whom and by which fact its attendance was taken."""
    _put(TAKEN, [(f.happened_at, f.actor_id, f.roll, f.day, f.id, f.lesson_id) for f in facts])


def put_written(facts: Sequence[LessonEntry], *, words: Sequence[tuple[str, str, str]]) -> None:
    """Each lesson shows the (topic, homework, objectives) of its latest entry."""
    rows = [
        (topic, homework, objectives, fact.due, fact.day, fact.id, fact.lesson_id)
        for fact, (topic, homework, objectives) in zip(facts, words, strict=True)
    ]
    _put(WRITTEN, rows)


def _put(columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    name, plain = connection.ops.quote_name, connections[DEFAULT_DB_ALIAS]
    known = {field.name: field for field in Lesson._meta.concrete_fields}
    fields = [known[column] for column in (*columns, "id")]
    news = ",".join([f"{name(column)} = %s" for column in columns])
    prepared = [
        [field.get_db_prep_save(value, plain) for field, value in zip(fields, row, strict=True)] for row in rows
    ]
    if prepared:
        with connection.cursor() as cursor:
            table = name(Lesson._meta.db_table)
            cursor.executemany(f"UPDATE {table} SET {news} WHERE id = %s", prepared)  # noqa: S608 - our own names
