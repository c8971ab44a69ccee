"""A scratch file for one reading: the rows of the hand-over, joined on disk and not in memory.

The files of OneRoster come in any order and point at each other; half a million pupils with their roles, birth
dates and classes do not fit a process that may take a gigabyte. So the rows go into a temporary SQLite file, which is
gone when the reading ends. Nothing of the register is here, and no other process sees it.
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson

from shanyraq.spine.exchange.gateways.oneroster.fields import OLDER_USERS, OWN, TABLES, Table

AT_ONCE = 5000
MEMORY = -64 * 1024
"""Kilobytes of pages kept in memory, as SQLite counts them."""

Cells = dict[str, str]


@dataclass(slots=True)
class Row:
    """One row of one file: its number as a sheet shows it, and its cells that are not empty, by heading."""

    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")

    def own(self, name: str) -> str:
        return self.cells.get(OWN + name, "")

    @property
    def id(self) -> str:
        return self.cells.get("sourcedId", "")


def headings(table: Table) -> tuple[str, ...]:
    """Every heading that the specification or we know."""
    more = OLDER_USERS if table.name == "users" else ()
    return (*table.written, *more)


ASKED = {
    "orgs": (),
    "academicSessions": (),
    "courses": (),
    "classes": ("classType", "courseSourcedId", "metadata.shanyraq.group"),
    "users": ("role", "agentSourcedIds"),
    "roles": ("userSourcedId", "role"),
    "enrollments": ("classSourcedId", "userSourcedId", "role", "endDate"),
    "demographics": (),
}
"""The headings by which rows are asked for or joined; the whole row lies beside them as it stood."""


def _table(name: str) -> str:
    columns = ", ".join(f"[{heading}] TEXT" for heading in ("sourcedId", *ASKED[name]))
    return f"CREATE TABLE {name} (number INTEGER, {columns}, cells TEXT)"


_SCHEMA = [
    *map(_table, TABLES),
    "CREATE TABLE agents (number INTEGER, user TEXT, agent TEXT)",
    "CREATE TABLE stays (enrollment INTEGER, user TEXT, class TEXT)",
    "CREATE TABLE homes (class TEXT, home TEXT)",
    "CREATE TABLE pairs (guardian TEXT, child TEXT, role TEXT)",
]
_INDEXES = [
    *(f"CREATE INDEX {name}_id ON {name} (sourcedId)" for name in TABLES),
    "CREATE INDEX roles_user ON roles (userSourcedId)",
    "CREATE INDEX enrollments_class ON enrollments (classSourcedId)",
    "CREATE INDEX agents_agent ON agents (agent)",
]
_LEARNERS = (
    "INSERT INTO stays SELECT e.rowid, e.userSourcedId, e.classSourcedId FROM enrollments e"
    " JOIN classes c ON c.sourcedId = e.classSourcedId"
    " WHERE lower(c.classType) = 'homeroom' AND lower(e.role) = 'student'"
)
# A taught class belongs to the homeroom that our own column names, else to the one from which all its pupils come:
# those who stand there now, else all who ever did.
_HOMES = (
    "INSERT INTO homes SELECT e.classSourcedId, min(s.class) FROM enrollments e"
    " JOIN classes c ON c.sourcedId = e.classSourcedId AND lower(c.classType) = 'scheduled'"
    " JOIN stays s ON s.user = e.userSourcedId JOIN enrollments f ON f.rowid = s.enrollment"
    " WHERE lower(e.role) = 'student' AND c.[metadata.shanyraq.group] = '' AND {which}"
    " GROUP BY e.classSourcedId HAVING count(DISTINCT s.class) = 1"
)
_NOW, _EVER = "f.endDate = ''", "e.classSourcedId NOT IN (SELECT class FROM homes)"
# Either side may name the other: a child its guardians, a guardian the children.
_PAIRS = (
    "INSERT INTO pairs SELECT guardian, child, max(role) FROM ("
    " SELECT a.agent AS guardian, a.user AS child, g.role AS role FROM agents a"
    "  JOIN roles g ON g.userSourcedId = a.agent AND lower(g.role) IN ('parent', 'guardian', 'relative')"
    "  JOIN roles p ON p.userSourcedId = a.user AND lower(p.role) = 'student'"
    " UNION ALL SELECT a.user, a.agent, g.role FROM agents a"
    "  JOIN roles g ON g.userSourcedId = a.user AND lower(g.role) IN ('parent', 'guardian', 'relative')"
    "  JOIN roles p ON p.userSourcedId = a.agent AND lower(p.role) = 'student'"
    ") GROUP BY guardian, child"
)


class Scratch:
    """The rows of one hand-over. Fill it file by file, `settle` it once, then ask."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="oneroster-")
        self._rows = sqlite3.connect(Path(self._folder.name) / "rows.sqlite3", isolation_level=None)
        for statement in ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", f"PRAGMA cache_size={MEMORY}", *_SCHEMA):
            self._rows.execute(statement)

    def __enter__(self) -> "Scratch":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._rows.close()
        self._folder.cleanup()

    def fill(self, table: Table, rows: Iterable[tuple[int, Cells]]) -> None:
        """Keep the rows of one file, numbered as the file has them."""
        asked = ("sourcedId", *ASKED[table.name])
        kept = ((number, *[cells.get(name, "") for name in asked], orjson.dumps(cells)) for number, cells in rows)
        self._insert(table.name, len(asked) + 2, kept)

    def note_agents(self, agents: Iterable[tuple[int, str, str]]) -> None:
        self._insert("agents", 3, agents)

    def _insert(self, name: str, width: int, rows: Iterable[Sequence[object]]) -> None:
        statement = f"INSERT INTO {name} VALUES ({','.join('?' * width)})"  # noqa: S608 - our own names
        left = iter(rows)
        self._rows.execute("BEGIN")
        while some := list(islice(left, AT_ONCE)):
            self._rows.executemany(statement, some)
        self._rows.execute("COMMIT")

    def settle(self) -> None:
        """Everything is in: make what is asked of it quick, and find who belongs with whom."""
        for statement in (
            *_INDEXES, _LEARNERS, "CREATE INDEX stays_user ON stays (user)", _HOMES.format(which=_NOW),
            "CREATE INDEX homes_class ON homes (class)", _HOMES.format(which=_EVER), _PAIRS,
            "CREATE INDEX pairs_guardian ON pairs (guardian)",
        ):  # fmt: skip
            self._rows.execute(statement)

    def rows(self, name: str, where: str = "1", values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of one file in their order."""
        file = TABLES[name].file
        for number, cells in self._found(f"SELECT number, cells FROM {name} WHERE {where} ORDER BY rowid", values):  # noqa: S608
            yield Row(file, number, orjson.loads(cells))

    def joined(self, names: Sequence[tuple[str, str]], joins: str) -> Iterator[list[Row | None]]:
        """Rows of several files side by side; None where nothing stands on that side. `names` are (file, letter)."""
        columns = ", ".join(f"{letter}.number, {letter}.cells" for _name, letter in names)
        sides = [(at, TABLES[name].file) for at, (name, _letter) in enumerate(names)]
        read = orjson.loads
        for found in self._found(f"SELECT {columns} FROM {joins}", ()):  # noqa: S608 - our own names
            yield [
                None if (cells := found[2 * at + 1]) is None else Row(file, found[2 * at], read(cells))
                for at, file in sides
            ]

    def grouped(self, names: Sequence[tuple[str, str]], joins: str) -> Iterator[tuple[Row, list[list[Row | None]]]]:
        """The same, together for each row of the first file, which must come in its order."""
        for _number, together in groupby(self.joined(names, joins), key=lambda rows: rows[0] and rows[0].number):
            found = list(together)
            assert found[0][0] is not None
            yield found[0][0], found

    def values(self, statement: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Bare values of a question of ours."""
        return self._found(statement, values)

    def known(self, name: str, sourced_id: str) -> bool:
        return next(self._found(f"SELECT 1 FROM {name} WHERE sourcedId = ? LIMIT 1", [sourced_id]), None) is not None  # noqa: S608

    def twice(self, name: str) -> dict[int, int]:
        """Rows whose sourcedId an earlier row has: the row, and that earlier one."""
        first = f"SELECT sourcedId AS id, min(number) AS first FROM {name} GROUP BY 1 HAVING count(*) > 1"  # noqa: S608
        joined = f"SELECT r.number, f.first FROM ({first}) f JOIN {name} r ON r.sourcedId = f.id"  # noqa: S608
        found = self._found(f"{joined} WHERE r.number > f.first AND f.id <> ''", ())
        return {int(number): int(earlier) for number, earlier in found}

    def _found(self, statement: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        return iter(self._rows.execute(statement, values))
