"""Tables that live in their own key on SQLite; ordinary tables on PostgreSQL.

SQLite keeps an ordinary table twice: by a hidden row number, and in an index of the primary key beside it. Where every
look goes by the key, one tree is enough: half the pages to write at every upload (bench/bench_passages.py).
"""

from typing import Any

from django.db.migrations.operations.base import Operation


class KeepInItsKey(Operation):
    """The table of this model is made anew WITHOUT ROWID, with all its rows. Triggers come back after the migration."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, name: str) -> None:
        self.name = name

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor != "sqlite":
            return
        table = to_state.apps.get_model(app_label, self.name)._meta.db_table
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
            [made] = cursor.fetchone()
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql > ''", [table])
            indexes = [sql for (sql,) in cursor.fetchall()]
            for sql in self._statements(table, made, indexes):
                cursor.execute(sql)

    def _statements(self, table: str, made: str, indexes: list[str]) -> list[str]:
        old = f"{table}__by_row"
        return [
            f'ALTER TABLE "{table}" RENAME TO "{old}"',
            f"{made} WITHOUT ROWID",
            f'INSERT INTO "{table}" SELECT * FROM "{old}"',  # noqa: S608 - our own names
            f'DROP TABLE "{old}"',
            *indexes,
        ]

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """An ordinary table holds no more than this one does: nothing is undone."""

    def describe(self) -> str:
        return f"Keep {self.name} in its key (SQLite)"
