"""Rows written again from what has just been recorded: one prepared statement for all of them."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def upsert(
    model: type[Model], rows: Sequence[dict[str, Any]], *, unique: Sequence[str], changing: Sequence[str]
) -> None:
    """Each row stands once by its `unique` columns; of one that stood before, the `changing` columns are the new ones.
    Values are as the driver takes them."""
    name = connection.ops.quote_name
    columns = {field.attname: name(field.column or "") for field in model._meta.concrete_fields}
    news = ",".join([f"{columns[each]} = excluded.{columns[each]}" for each in changing])
    places = ",".join(columns[each] for each in unique)
    statement = (
        f"INSERT INTO {name(model._meta.db_table)} ({','.join(columns.values())})"  # noqa: S608 - our own names
        f" VALUES ({','.join(['%s'] * len(columns))}) ON CONFLICT ({places}) DO UPDATE SET {news}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[row[each] for each in columns] for row in rows])
