"""What the parts of one reading share: the rows, what the manifest says, and where pointers lead."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from shanyraq.spine.exchange.drafts import Deed, Fault, Kind, Record, Ref, Value
from shanyraq.spine.exchange.gateways.oneroster.archive import Manifest
from shanyraq.spine.exchange.gateways.oneroster.cells import common_faults, fault, ids, kept, place
from shanyraq.spine.exchange.gateways.oneroster.fields import DELETED, TABLES
from shanyraq.spine.exchange.gateways.oneroster.scratch import Row, Scratch
from shanyraq.spine.registry import api as registry

MID_YEAR = 7
"""A year of lessons that begins in July or later is named by that year here."""


@dataclass(frozen=True)
class Reading:
    """One hand-over on its way through."""

    scratch: Scratch
    manifest: Manifest
    today: dt.date
    iin_of: Callable[[str], registry.Iin] = field(default_factory=registry.iin_reader)
    _files: dict[str, tuple[bool, dict[int, int]]] = field(default_factory=dict)

    @property
    def is_older(self) -> bool:
        """1.1 tells roles in users.csv."""
        return self.manifest.version == "1.1"

    def is_delta(self, name: str) -> bool:
        return self.manifest.modes.get(name) == "delta"

    def is_whole(self, name: str) -> bool:
        """Whether what is not in this file does not exist for the other system."""
        return self.manifest.modes.get(name) == "bulk"

    @cached_property
    def orgs(self) -> Mapping[str, Row]:
        return {row.id: row for row in self.scratch.rows("orgs")}

    @cached_property
    def sole(self) -> str:
        """The one school of a file that has no BIN for it: its rows are meant for whoever reads the file in."""
        schools = [row for row in self.orgs.values() if row["type"].lower() in ("school", "department")]
        return schools[0].id if len(schools) == 1 and not bin_of(schools[0]) else ""

    @cached_property
    def years(self) -> Mapping[str, int]:
        """The first calendar year of the school year of each session, by its dates, else by its name."""
        found = {}
        for row in self.scratch.rows("academicSessions"):
            year = _first_year(row)
            if year:
                found[row.id] = year
        return found

    def common(self, row: Row) -> list[Fault]:
        """The faults that any row may have, an identifier that stands twice among them."""
        file = row.file
        if file not in self._files:
            name = file.removesuffix(".csv")
            self._files[file] = self.is_delta(name), self.scratch.twice(name)
        delta, repeated = self._files[file]
        faults = common_faults(row, delta=delta)
        if repeated and (earlier := repeated.get(row.number)):
            words = _("The same sourcedId stands in row %(row)s already.")
            faults.append(fault(row, "sourcedId", words, row=earlier))
        return faults

    def organisation(self, row: Row, field: str, faults: list[Fault], *, id: str = "") -> dict[str, Value]:
        """The organisation to which the cell points: nothing where it is the reader's own."""
        wanted = id or row[field]
        if not wanted or wanted == self.sole:
            return {}
        self.point(row, field, "orgs", faults, id=wanted)
        return {"organisation": Ref("source", wanted)}

    def point(self, row: Row, field: str, name: str, faults: list[Fault], *, id: str = "") -> None:
        """Whether the other end of a pointer is there. A file of changes may point at what it does not repeat."""
        wanted = id or row[field]
        if not self.is_whole(name):
            return
        if wanted not in self.orgs if name == "orgs" else not self.scratch.known(name, wanted):
            words = _("%(file)s has no row %(id)s.")
            faults.append(fault(row, field, words, file=TABLES[name].file, id=wanted[:60]))


def record(
    kind: Kind, row: Row, values: Mapping[str, Value], faults: list[Fault], *, key: str = "", removed: bool = False
) -> Record:
    """The record of this row; `removed` where the source has removed it."""
    return Record(
        kind=kind,
        place=place(row),
        values=values,
        faults=kept(faults) if faults else (),
        source_key=key or row.id,
        deed=Deed.REMOVED if removed or is_deleted(row) else Deed.STANDS,
        raw=row.cells,
    )


def is_deleted(row: Row) -> bool:
    return row["status"].lower() == DELETED


def bin_of(row: Row) -> str:
    """The BIN of an organisation: in our own column, or as its identifier."""
    identifier = row["identifier"]
    return row.own("bin") or (identifier if len(identifier) == 12 and identifier.isdecimal() else "")


def year_of_class(reading: Reading, row: Row) -> int | None:
    years = {reading.years[id] for id in ids(row["termSourcedIds"]) if id in reading.years}
    return max(years) if years else None


def _first_year(row: Row) -> int | None:
    try:
        begins = dt.date.fromisoformat(row["startDate"][:10])
    except ValueError:
        text = row["schoolYear"]
        return int(text) - 1 if text.isdecimal() and len(text) == 4 else None
    return begins.year if begins.month >= MID_YEAR else begins.year - 1


Records = Iterator[Record]
