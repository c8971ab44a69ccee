"""OneRoster 1.1 and 1.2, whole (bulk) or as changes (delta), as records for the planner."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import IO

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.spine.exchange.drafts import Fault, Record
from shanyraq.spine.exchange.gateways.oneroster import leftovers, people, structure
from shanyraq.spine.exchange.gateways.oneroster.archive import MOST_COLUMNS, Archive, BadArchive, Line, Manifest
from shanyraq.spine.exchange.gateways.oneroster.cells import ids, say
from shanyraq.spine.exchange.gateways.oneroster.context import Reading
from shanyraq.spine.exchange.gateways.oneroster.fields import EVERY, SECRET, SKIPPED, TABLES, Table
from shanyraq.spine.exchange.gateways.oneroster.scratch import Cells, Scratch, headings

MORE = "?"
"""What stands to the right of the last heading is kept under these headings: "?12" in column 12."""

ORDER = (
    structure.organisations,
    people.staff, leftovers.staff_without_role,
    structure.groups, leftovers.sessions_and_courses,
    structure.loads, leftovers.loads_of_nothing,
    people.pupils, leftovers.students_without_role, leftovers.stays_of_nobody, leftovers.roles_of_nobody,
    people.guardians,
)  # fmt: skip


def read_oneroster(file: IO[bytes]) -> Iterator[Record]:
    """The records of a OneRoster zip in the order of their kinds.

    Raises BadArchive, in words, at once where the archive or its manifest cannot be trusted, and while reading where a
    file breaks off. Whatever is wrong with a row is a fault of its record. What concerns a whole file (a file that is
    skipped, a column nobody knows) is a warning on the first record. Memory does not grow with the file.
    """
    archive = Archive(file)
    manifest = archive.manifest()
    return _records(archive, manifest)


def manifest_of(file: IO[bytes]) -> Manifest:
    """What the hand-over says of itself: its version, which files it brings and how, and which system made it."""
    return Archive(file).manifest()


def _records(archive: Archive, manifest: Manifest) -> Iterator[Record]:
    with Scratch() as scratch:
        notes = _skipped(archive, manifest)
        for name, table in TABLES.items():
            if manifest.modes[name] != "absent":
                _load(archive, table, scratch, notes)
        if manifest.version == "1.1":
            scratch.fill(TABLES["roles"], _older_roles(scratch))
        scratch.note_agents(_agents(scratch))
        scratch.settle()
        reading = Reading(scratch, manifest, clock.today())
        found = chain.from_iterable(part(reading) for part in ORDER)
        first = next(found, None)
        if first is not None:
            yield replace(first, faults=(*first.faults, *notes))
            yield from found


def _skipped(archive: Archive, manifest: Manifest) -> list[Fault]:
    """What lies in the archive and is not read."""
    read = {"manifest.csv", *(TABLES[name].file.lower() for name in TABLES if manifest.modes[name] != "absent")}
    left = [name for name in archive.names if name.lower() not in read]
    known = {f"{name}.csv".lower() for name in (*SKIPPED, *TABLES)}
    return [
        Fault(name, _WHY_SKIPPED if name.lower() in known else _WHY_UNKNOWN, "", False)
        for name in left
    ]  # fmt: skip


_WHY_SKIPPED = _("This file is not read: the register has no place for it, or the manifest calls it absent.")
_WHY_UNKNOWN = _("OneRoster has no such file; it is not read.")


def _load(archive: Archive, table: Table, scratch: Scratch, notes: list[Fault]) -> None:
    lines = archive.lines(table.file)
    first = next(lines, None)
    if first is None:
        raise BadArchive(_now("%(file)s is empty: it has no header row.") % {"file": table.file})
    header = _header(table, first[1], notes)
    scratch.fill(table, _rows(header, lines))


def _header(table: Table, cells: Sequence[str], notes: list[Fault]) -> list[str]:
    """The headings as the specification writes them; what it does not know is kept as it stands."""
    if len(cells) > MOST_COLUMNS:
        said = {"file": table.file, "number": MOST_COLUMNS}
        raise BadArchive(_now("%(file)s has more than %(number)s columns.") % said)
    known = {name.lower(): name for name in headings(table)}
    header = [known.get(cell.strip().lower(), cell.strip()) or f"{MORE}{at}" for at, cell in enumerate(cells, start=1)]
    twice = next((name for at, name in enumerate(header) if name in header[:at]), None)
    if twice is not None:
        said = {"file": table.file, "column": twice[:60]}
        raise BadArchive(_now("%(file)s has two columns called %(column)s.") % said)
    if "sourcedId" not in header:
        raise BadArchive(_now("%(file)s, row 1: there is no column sourcedId.") % {"file": table.file})
    strangers = [name for name in header if name not in known.values() and not name.startswith((MORE, "metadata."))]
    words = _("The column is not one of OneRoster: its words are kept with the row and not used.")
    notes.extend(Fault(f"{table.file}: {name[:60]}", words, "", False) for name in strangers)
    wanted = [name for name in (*EVERY, *table.columns) if name in header]
    if [name for name in header if name in wanted] != wanted:
        words = _("The columns stand in another order than OneRoster's; they are read by name.")
        notes.append(Fault(table.file, words, "", False))
    missing = [name for name in table.required if name not in header]
    if missing:
        words = say(_("Row 1 lacks these columns: %(columns)s."), columns=", ".join(missing))
        notes.append(Fault(table.file, words, "", False))
    return header


def _rows(header: Sequence[str], lines: Iterable[Line]) -> Iterator[tuple[int, Cells]]:
    for number, cells in lines:
        row = {name: text for name, cell in zip(header, cells, strict=False) if cell and (text := cell.strip())}
        if len(cells) > len(header):
            for at, cell in enumerate(cells[len(header) :], start=len(header) + 1):
                if cell.strip():
                    row[f"{MORE}{at}"] = cell.strip()
        for name in SECRET:
            row.pop(name, None)
        if row:
            yield number, row


def _older_roles(scratch: Scratch) -> Iterator[tuple[int, Cells]]:
    """The roles of 1.1, one for each organisation of the user."""
    for row in scratch.rows("users", "role <> ''"):
        for org in ids(row["orgSourcedIds"]) or [""]:
            told = {"userSourcedId": row.id, "role": row["role"], "orgSourcedId": org, "status": row["status"]}
            yield row.number, {name: text for name, text in told.items() if text}


def _agents(scratch: Scratch) -> Iterator[tuple[int, str, str]]:
    for row in scratch.rows("users", "agentSourcedIds <> ''"):
        for agent in ids(row["agentSourcedIds"]):
            yield row.number, row.id, agent
