"""Rows into one table by one statement.

Measured (bench/bench_passages.py): bulk_create spends two thirds of its time building one very long statement and
its expressions, and asking each field about each value costs ten times what the driver needs. Facts have no
expressions; their values are turned column by column, once where a whole column holds the same.
"""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import islice, repeat
from operator import is_, itemgetter
from typing import Any

import orjson
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Model

Convert = Callable[[Any], Any]
UTC = dt.UTC
TOGETHER = 500
"""Rows in one statement; PostgreSQL takes 65,535 values in one."""


def insert_rows(rows: Sequence[Model]) -> None:
    """All rows, of one model, stand in its table. Constraints are the database's own and raise as usual."""
    if not rows:
        return
    model = type(rows[0])
    take = itemgetter(*(field.attname for field in stored_fields(model)))
    insert_values(model, list(zip(*[take(vars(row)) for row in rows], strict=True)))
    for row in rows:
        row._state.adding = False
        row._state.db = DEFAULT_DB_ALIAS


def pour_rows(rows: Sequence[Model]) -> None:
    """As `insert_rows`, for very many rows: PostgreSQL takes them as one COPY."""
    if rows:
        take = itemgetter(*(field.attname for field in stored_fields(type(rows[0]))))
        pour_values(type(rows[0]), list(zip(*[take(vars(row)) for row in rows], strict=True)))


def insert_values(model: type[Model], columns: Sequence[Sequence[Any]]) -> None:
    """These values stand in the model's table, given column by column in the order of `stored_fields`."""
    if not columns[0]:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    statement, marks, converters = _plan(model, connection.vendor)
    turned: list[Iterable[Any]] = []
    done: dict[tuple[int, Convert], Iterable[Any]] = {}  # two fields may hold one column
    for column, convert in zip(columns, converters, strict=True):
        if (id(column), convert) not in done:
            done[id(column), convert] = _turned(column, convert)
        turned.append(done[id(column), convert])
    rows = list(zip(*turned, strict=True))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(statement + marks, rows)
            return
        # A server is a way off: one statement of many rows costs it a third of many statements of one.
        for start in range(0, len(rows), TOGETHER):
            part = rows[start : start + TOGETHER]
            cursor.execute(statement + ",".join([marks] * len(part)), [value for row in part for value in row])


def pour_values(model: type[Model], columns: Sequence[Sequence[Any]]) -> None:
    """As `insert_values`, for very many rows: PostgreSQL takes them as one COPY."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        insert_values(model, columns)
        return
    if not columns[0]:
        return
    fields = stored_fields(model)
    name = connection.ops.quote_name
    listed = ",".join(name(str(field.column)) for field in fields)
    lines = map("\t".join, zip(*map(_copied, columns, fields), strict=True))
    with connection.cursor() as cursor, cursor.copy(f"COPY {name(model._meta.db_table)} ({listed}) FROM STDIN") as copy:
        while part := list(islice(lines, TOGETHER)):
            copy.write("\n".join(part) + "\n")


def _copied(column: Sequence[Any], field: "models.Field[Any, Any]") -> Iterable[str]:
    """The column as the text of COPY."""
    copied = _copied_json if isinstance(field, models.JSONField) else _copied_value
    if all(map(is_, column, repeat(column[0]))):
        return repeat(copied(column[0]), len(column))
    return map(copied, column)


def _copied_json(value: Any) -> str:
    """Within JSON every sign that COPY minds is escaped already, but for the escape itself."""
    return "\\N" if value is None else orjson.dumps(value).decode().replace("\\", "\\\\")


def _copied_value(value: Any) -> str:
    kind = type(value)
    if kind is str:
        return value.translate(_ESCAPED) if _TO_ESCAPE(value) else value
    if value is None:
        return "\\N"
    if kind is uuid.UUID:
        return f"{value.int:032x}"
    if isinstance(value, dt.datetime):
        return _aware(value).isoformat()
    return _text(str(value)).translate(_ESCAPED)


_TO_ESCAPE = re.compile(r"[\\\t\n\r]").search
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def stored_fields(model: type[Model]) -> "list[models.Field[Any, Any]]":
    """The fields we give a value to: all but a number that the database counts itself."""
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def _turned(column: Sequence[Any], convert: Convert) -> Iterable[Any]:
    """The column as the driver takes it."""
    first = column[0]
    if column[-1] is first and all(map(is_, column, repeat(first))):
        return [None if first is None else convert(first)] * len(column)
    if convert is _same:
        return column
    if None in column:
        return [None if value is None else convert(value) for value in column]
    return list(map(convert, column))


@cache
def _plan(model: type[Model], vendor: str) -> tuple[str, str, list[Convert]]:
    """The statement of a model up to its rows, the places of one row, and what each of its fields does to a value."""
    fields = stored_fields(model)
    name = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = ",".join(name(str(field.column)) for field in fields)
    marks = f"({','.join(['%s'] * len(fields))})"
    statement = f"INSERT INTO {name(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608 - our own names
    return statement, marks, [converter(field, vendor) for field in fields]


def converter(field: "models.Field[Any, Any]", vendor: str) -> Convert:
    """What makes of a value what the driver takes. Fields we know by heart are done here; any other is asked itself."""
    target: Any = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    known = _SQLITE if vendor == "sqlite" else _POSTGRESQL
    return known.get(type(target)) or _asked(field)


def _asked(field: "models.Field[Any, Any]") -> Convert:
    prepare = field.get_db_prep_save
    return lambda value: prepare(value, connections[DEFAULT_DB_ALIAS])


def _same(value: Any) -> Any:
    return value


def _text(value: Any) -> str:
    # An enum member is stored as the text it holds; psycopg would write its name.
    return value if type(value) is str else str.__str__(value)


def _id(value: Any) -> str:
    return f"{value.int:032x}" if type(value) is uuid.UUID else uuid.UUID(str(value)).hex


def _uuid(value: Any) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))


def _instant(value: dt.datetime) -> str:
    return _aware(value).astimezone(UTC).isoformat(" ")[:-6]


def _aware(value: dt.datetime) -> dt.datetime:
    if value.tzinfo is None:
        raise ValueError("a time without a zone is no instant")
    return value


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _day(value: dt.date) -> str:
    return value.isoformat()


_SQLITE: dict[type, Convert] = {
    models.UUIDField: _id,
    models.DateTimeField: _instant,
    models.DateField: _day,
    models.CharField: _text,
    models.TextField: _text,
    models.BinaryField: bytes,
    models.BooleanField: _same,
    models.JSONField: _json,
    models.IntegerField: _same,
    models.PositiveSmallIntegerField: _same,
}
_POSTGRESQL: dict[type, Convert] = {
    **_SQLITE,
    models.UUIDField: _uuid,
    models.DateTimeField: _aware,
    models.DateField: _same,
}
