"""Rows into one table by one prepared statement.

Measured (bench/bench_passages.py): bulk_create spends two thirds of its time building one very long statement and
its expressions; facts have no expressions, so their values are prepared once by the fields and handed to the driver.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Model


def insert_rows(rows: Sequence[Model]) -> None:
    """All rows, of one model, stand in its table. Constraints are the database's own and raise as usual."""
    if not rows:
        return
    fields = type(rows[0])._meta.concrete_fields
    name = connection.ops.quote_name
    columns = ",".join(name(str(field.column)) for field in fields)
    marks = ",".join(["%s"] * len(fields))
    prepare = [(field.attname, field.get_db_prep_save) for field in fields]
    values = [[prep(getattr(row, attname), connection) for attname, prep in prepare] for row in rows]
    with connection.cursor() as cursor:
        table = name(type(rows[0])._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias
