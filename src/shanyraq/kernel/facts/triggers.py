"""Database triggers that refuse to change or remove a fact, on SQLite and on PostgreSQL.

Django's SQLite table rebuilds drop triggers silently, so they are put back after every migrate, and a system check
compares the database with the models. REPLACE on SQLite is caught by recursive_triggers, TRUNCATE on PostgreSQL by a
statement trigger on the table and on each of its partitions.
"""

from django.apps import apps
from django.db import connection
from django.db.models import Model

_WORDS = "facts are append-only: record a new fact that supersedes this one"


def append_only_models() -> list[type[Model]]:
    return [m for m in apps.get_models() if getattr(m, "append_only", False) and m._meta.managed]


def forget_only_models() -> list[type[Model]]:
    return [m for m in apps.get_models() if getattr(m, "forget_only", False)]


def _sqlite(model: type[Model], forget: bool) -> dict[str, str]:
    table = model._meta.db_table
    change = (
        "WHEN NOT (NEW.salt IS OLD.salt AND NEW.payload_salt IS NULL AND NEW.payload IS NULL"
        " AND NEW.forgotten_by IS NOT NULL AND NEW.id = OLD.id AND NEW.day = OLD.day"
        " AND NEW.organisation_id = OLD.organisation_id AND OLD.forgotten_by IS NULL)"
        if forget
        else ""
    )
    return {
        f"{table}_no_update": f'CREATE TRIGGER IF NOT EXISTS "{table}_no_update" BEFORE UPDATE ON "{table}" {change} '
        f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END",
        f"{table}_no_delete": f'CREATE TRIGGER IF NOT EXISTS "{table}_no_delete" BEFORE DELETE ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END",
    }


_FUNCTION = f"""
CREATE OR REPLACE FUNCTION shanyraq_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_WORDS}'; END $$;
CREATE OR REPLACE FUNCTION shanyraq_forget_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.salt = OLD.salt AND NEW.payload_salt IS NULL AND NEW.payload IS NULL
     AND NEW.forgotten_by IS NOT NULL AND OLD.forgotten_by IS NULL AND NEW.id = OLD.id AND NEW.day = OLD.day
     AND NEW.organisation_id = OLD.organisation_id THEN RETURN NEW; END IF;
  RAISE EXCEPTION '{_WORDS}';
END $$;
"""


def _postgresql(model: type[Model], forget: bool) -> dict[str, str]:
    table = model._meta.db_table
    function = "shanyraq_forget_only" if forget else "shanyraq_refuse"
    return {
        f"{table}_no_change": f'CREATE TRIGGER "{table}_no_change" BEFORE UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION {function}()",
        f"{table}_no_truncate": f'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" '
        "FOR EACH STATEMENT EXECUTE FUNCTION shanyraq_refuse()",
    }


def wanted() -> dict[str, str]:
    """Every trigger that must stand, with the statement that makes it."""
    build = _sqlite if connection.vendor == "sqlite" else _postgresql
    statements: dict[str, str] = {}
    for model in append_only_models():
        statements |= build(model, False)
    for model in forget_only_models():
        statements |= build(model, True)
    # Row triggers reach the partitions by themselves; a TRUNCATE of one partition would not be seen by the parent.
    for partition in _partitions():
        name = f"{partition}_no_truncate"
        statements[name] = (
            f'CREATE TRIGGER "{name}" BEFORE TRUNCATE ON "{partition}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION shanyraq_refuse()"
        )
    return statements


def _partitions() -> list[str]:
    """Every partition of an append-only table; none on SQLite."""
    if connection.vendor != "postgresql":
        return []
    tables = [model._meta.db_table for model in [*append_only_models(), *forget_only_models()]]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid"
            " JOIN pg_class parent ON parent.oid = inhparent"
            " WHERE parent.relname = ANY(%s) AND pg_table_is_visible(parent.oid) ORDER BY 1",
            [tables],
        )
        return [row[0] for row in cursor.fetchall()]


def standing() -> set[str]:
    """The names of the triggers the database has now."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def missing() -> list[str]:
    """The triggers that should stand and do not; names of tables that are not migrated yet are left out."""
    tables = set(connection.introspection.table_names()) | set(_partitions())
    there = standing()
    return [name for name in wanted() if name not in there and name.rsplit("_no_", 1)[0] in tables]


def install() -> list[str]:
    """Every wanted trigger stands. Returns the names of those that had to be made."""
    statements = wanted()
    names = missing()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for name in names:
            cursor.execute(statements[name])
    return names
