"""Names and what they mean, kept beside the memory: short runs stay in it, long ones lie in a file that goes with them.

A region brings two million records with five names each; a dictionary of them takes several gigabytes. So what is
put here goes to a temporary SQLite file as soon as there is much of it, and a batch asks for its names beforehand.
"""

import sqlite3
import tempfile
import uuid
from collections.abc import Iterable
from pathlib import Path

MOST = 60_000
"""Names kept in memory before they go to the file."""
MEMORY = -48 * 1024
"""Kilobytes of pages kept in memory, as SQLite counts them."""
ASKED = 5000

Value = uuid.UUID | bytes | str
_SCHEMA = (
    "PRAGMA journal_mode=OFF",
    "PRAGMA synchronous=OFF",
    f"PRAGMA cache_size={MEMORY}",
    "CREATE TABLE names (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE people (name TEXT, id BLOB)",
)


class Shelves:
    """Values by name, and people by their full name. What is put later stands instead of what was."""

    def __init__(self) -> None:
        self._near: dict[str, Value | None] = {}
        self._fresh: dict[str, Value] = {}
        self._people: list[tuple[str, bytes]] = []
        self._by_name: dict[str, list[bytes]] = {}
        self._sorted = 0
        self._file: sqlite3.Connection | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def get(self, name: str) -> Value | None:
        if name in self._near:
            return self._near[name]
        if self._file is None:
            return None
        found = self._file.execute("SELECT value FROM names WHERE name = ?", (name,)).fetchone()
        value: Value | None = found[0] if found else None
        self._near[name] = value
        return value

    def put(self, name: str, value: Value) -> None:
        self._near[name] = self._fresh[name] = value

    def id_of(self, name: str) -> uuid.UUID | None:
        value = self.get(name)
        if isinstance(value, bytes):
            value = self._near[name] = uuid.UUID(bytes=value)
        return value if isinstance(value, uuid.UUID) else None

    def put_id(self, name: str, value: uuid.UUID) -> None:
        self._near[name] = self._fresh[name] = value

    def meet(self, name: str, person: uuid.UUID) -> None:
        """Somebody is called so."""
        self._people.append((name, person.bytes))

    def named(self, name: str) -> set[uuid.UUID]:
        for met, person in self._people[self._sorted :]:
            self._by_name.setdefault(met, []).append(person)
        self._sorted = len(self._people)
        found = set(self._by_name.get(name, ()))
        if self._file is not None:
            self._file.execute("CREATE INDEX IF NOT EXISTS people_name ON people (name)")  # most files never ask
            found |= {person for (person,) in self._file.execute("SELECT id FROM people WHERE name = ?", (name,))}
        return {uuid.UUID(bytes=person) for person in found}

    def look_ahead(self, names: Iterable[str]) -> None:
        """A batch begins that may ask for these names: they lie near, and the last batch's are put away."""
        if self._file is None and len(self._near) + len(self._people) <= MOST:
            return
        file = self._opened()
        file.execute("BEGIN")
        fresh = ((name, value.bytes if isinstance(value, uuid.UUID) else value) for name, value in self._sorted_names())
        file.executemany("INSERT OR REPLACE INTO names VALUES (?, ?)", fresh)
        file.executemany("INSERT INTO people VALUES (?, ?)", self._people)
        file.execute("COMMIT")
        self._near, self._fresh, self._people, self._by_name, self._sorted = {}, {}, [], {}, 0
        self.look_for(names)

    def look_for(self, names: Iterable[str]) -> None:
        """These names will be asked for as well."""
        file = self._file
        if file is None:
            return
        wanted = sorted({name for name in names if name not in self._near})
        self._near.update(dict.fromkeys(wanted))
        for start in range(0, len(wanted), ASKED):
            some = wanted[start : start + ASKED]
            marks = ",".join("?" * len(some))
            self._near.update(file.execute(f"SELECT name, value FROM names WHERE name IN ({marks})", some))  # noqa: S608

    def _sorted_names(self) -> list[tuple[str, Value]]:
        """In the order of the file, so that its pages are met one after another."""
        return [(name, self._fresh[name]) for name in sorted(self._fresh)]

    def _opened(self) -> sqlite3.Connection:
        if self._file is None:
            self._folder = tempfile.TemporaryDirectory(prefix="import-")
            self._file = sqlite3.connect(Path(self._folder.name) / "names.sqlite3", isolation_level=None)
            for statement in _SCHEMA:
                self._file.execute(statement)
        return self._file

    def close(self) -> None:
        if self._file is not None and self._folder is not None:
            self._file.close()
            self._folder.cleanup()
            self._file = self._folder = None
