"""What stands in a database, in numbers that a backup and its restoration must share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Query = Callable[[str], list[tuple[Any, ...]]]

SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
SQLITE_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"
POSTGRES_TABLES = (
    "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p')"
    " AND NOT relispartition AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
    " AND pg_table_is_visible(pg_class.oid) ORDER BY 1"
)
POSTGRES_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0 ORDER BY 1"


@dataclass(frozen=True, slots=True)
class Contents:
    """Rows by table, triggers and applied migrations by name, and the published roots."""

    counts: dict[str, int]
    triggers: list[str]
    migrations: list[str]
    publications: list[list[str]]

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


def contents_of(query: Query, *, vendor: str) -> Contents:
    """The contents of the database that answers `query`."""
    tables, triggers = (SQLITE_TABLES, SQLITE_TRIGGERS) if vendor == "sqlite" else (POSTGRES_TABLES, POSTGRES_TRIGGERS)
    names = [row[0] for row in query(tables)]
    return Contents(
        counts={name: query(f'SELECT count(*) FROM "{name}"')[0][0] for name in names},  # noqa: S608
        triggers=[row[0] for row in query(triggers)],
        migrations=_migrations(query, names),
        publications=_publications(query, names),
    )


def _migrations(query: Query, tables: list[str]) -> list[str]:
    if "django_migrations" not in tables:
        return []
    return sorted({f"{app}.{name}" for app, name in query("SELECT app, name FROM django_migrations")})


def _publications(query: Query, tables: list[str]) -> list[list[str]]:
    """The published roots: a backup can be held against a root saved outside without being restored."""
    if "sealing_publication" not in tables:
        return []
    rows = query("SELECT number, day, hash FROM sealing_publication ORDER BY number")
    return [[str(number), str(day), bytes(digest).hex()] for number, day, digest in rows]


def differences(before: Contents, after: Contents) -> list[str]:
    """What is not the same, in words for the operator; empty where everything is."""
    found = [
        f"table {name}: {before.counts.get(name, 0)} rows were saved, {after.counts.get(name, 0)} stand now"
        for name in sorted(before.counts.keys() | after.counts.keys())
        if before.counts.get(name) != after.counts.get(name)
    ]
    if before.triggers != after.triggers:
        found.append(f"triggers differ: {sorted(set(before.triggers) ^ set(after.triggers))}")
    if before.migrations != after.migrations:
        found.append(f"migrations differ: {sorted(set(before.migrations) ^ set(after.migrations))}")
    if before.publications != after.publications:
        found.append("published roots differ")
    return found
