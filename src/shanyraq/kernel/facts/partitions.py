"""Monthly range partitions of the big fact tables on PostgreSQL; ordinary tables on SQLite."""

import datetime as dt
from typing import Any

from django.db import connection, migrations

FIRST = dt.date(2025, 8, 1)
AHEAD_MONTHS = 18


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def months(first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The months from first to last as half-open ranges."""
    ranges = []
    start = first.replace(day=1)
    while start <= last:
        ranges.append((start, _next_month(start)))
        start = _next_month(start)
    return ranges


def partition_statements(table: str, first: dt.date, last: dt.date) -> list[str]:
    """A statement for each month, and one for the days that no month holds."""
    made = [
        f'CREATE TABLE IF NOT EXISTS "{table}_{start:%Y_%m}" PARTITION OF "{table}" '
        f"FOR VALUES FROM ('{start}') TO ('{end}')"
        for start, end in months(first, last)
    ]
    return [*made, f'CREATE TABLE IF NOT EXISTS "{table}_other" PARTITION OF "{table}" DEFAULT']


class CreatePartitioned(migrations.CreateModel):
    """CreateModel whose table is partitioned by its `day` on PostgreSQL."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "postgresql":
            return super().database_forwards(app_label, schema_editor, from_state, to_state)
        plain = schema_editor.sql_create_table
        schema_editor.sql_create_table = plain + " PARTITION BY RANGE (day)"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = plain
        table = to_state.apps.get_model(app_label, self.name)._meta.db_table
        last = FIRST + dt.timedelta(days=31 * (AHEAD_MONTHS + 12))
        for statement in partition_statements(table, FIRST, last):
            schema_editor.execute(statement)
        return None


def partitioned_tables() -> list[str]:
    """The partitioned tables of this database; none on SQLite."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid"
            " WHERE pg_table_is_visible(c.oid) ORDER BY 1"
        )
        return [row[0] for row in cursor.fetchall()]


def make_months_ahead(today: dt.date) -> int:
    """Partitions stand for the next months of every big table. Returns the number of tables seen to."""
    tables = partitioned_tables()
    with connection.cursor() as cursor:
        for table in tables:
            for statement in partition_statements(table, today, today + dt.timedelta(days=31 * AHEAD_MONTHS)):
                cursor.execute(statement)
    return len(tables)
