"""The two databases: a consistent copy into a file, and a file into an empty database."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from shanyraq.kernel.keeping.contents import Contents, Query, contents_of
from shanyraq.kernel.keeping.refusals import Refused

# What a client program of another version also understands: a newer libpq reports words an older one refuses.
ADDRESS = (
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "options",
)


def part_name(vendor: str) -> str:
    """The name of the database's part in the archive."""
    return "database.sqlite3" if vendor == "sqlite" else "database.dump"


def copy_database(target: Path) -> Contents:
    """A consistent copy of the running database stands in `target`; returns what is in it."""
    return _copy_sqlite(target) if connection.vendor == "sqlite" else _copy_postgresql(target)


def _copy_sqlite(target: Path) -> Contents:
    """By SQLite's online backup in one step: a reader's view of one moment, while others go on writing."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, no log beside it
    return sqlite_contents(target)


def sqlite_contents(path: Path) -> Contents:
    """What stands in this file. Raises Refused where SQLite finds it damaged."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        try:
            verdict = database.execute("PRAGMA quick_check").fetchone()[0]
            if verdict != "ok":
                raise Refused(f"SQLite finds the database damaged: {verdict}")
            return contents_of(lambda sql: database.execute(sql).fetchall(), vendor="sqlite")
        except sqlite3.DatabaseError as error:
            raise Refused(f"SQLite cannot read the database: {error}") from error


def _copy_postgresql(target: Path) -> Contents:
    """By pg_dump over an exported snapshot, in which the rows are counted too."""
    program = _program("pg_dump")
    with _own_connection() as raw:
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = raw.execute("SELECT pg_export_snapshot()").fetchone()[0]
        _run([program, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
              f"--file={target}", f"--dbname={_address(raw)}"])  # fmt: skip
        return contents_of(_asking(raw), vendor="postgresql")


def restore_postgresql(dump: Path) -> Contents:
    """The dump stands in the empty database of the settings, or nothing does; returns what is in it now."""
    program = _program("pg_restore")
    with _own_connection() as raw:
        _run([program, "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error",
              f"--dbname={_address(raw)}", str(dump)])  # fmt: skip
        return contents_of(_asking(raw), vendor="postgresql")


def refuse_full_postgresql() -> None:
    with _own_connection() as raw:
        tables = contents_of(_asking(raw), vendor="postgresql").counts
    if tables:
        raise Refused(f"the database holds {len(tables)} tables; a backup is restored into an empty one only")


@contextmanager
def _own_connection() -> Iterator[Any]:
    """A connection beside Django's, outside any transaction of the caller."""
    raw = connection.get_new_connection(connection.get_connection_params())
    try:
        raw.autocommit = True
        yield raw
    finally:
        raw.close()


def _asking(raw: Any) -> Query:
    return lambda sql: raw.execute(sql).fetchall()


def _address(raw: Any) -> str:
    """Where the database is, without the password, which goes through the environment."""
    from psycopg.conninfo import make_conninfo

    known = raw.info.get_parameters()
    return make_conninfo(**{name: known[name] for name in ADDRESS if name in known})


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise Refused(f"{name} is not on the PATH; install the PostgreSQL client programs")
    return path


def _run(command: list[str]) -> None:
    password = str(connection.settings_dict.get("PASSWORD") or "")
    env = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise Refused(f"{Path(command[0]).name} failed: {done.stderr.strip()[-500:]}")
