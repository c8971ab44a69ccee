"""A school's own lists, Excel or CSV: whatever stands above, beside and below the table, its rows become records."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.sheets.api import read_book
from shanyraq.kernel.text.folding import fold
from shanyraq.spine.exchange.drafts import Fault, Kind, Place, Record
from shanyraq.spine.exchange.gateways.cells import as_entered, filled
from shanyraq.spine.exchange.gateways.rows import records_of
from shanyraq.spine.exchange.gateways.sheets import Table, heading_of, section_class, table_of
from shanyraq.spine.exchange.gateways.words import slot_words
from shanyraq.spine.exchange.rules import vocabulary
from shanyraq.spine.exchange.rules.fields import FIELD_OF_SLOT, NOT_TAKEN, Column

MOST_ROWS = 20_000
UNSEEN = "\u2060"
MOST_KEPT = 2000  # letters of a cell that go back with a refused row
_ORDER = {kind: place for place, kind in enumerate(Kind)}
# One row a person is expected; a guardian has a row for each child.
_ROW_KINDS_ONCE = frozenset({Kind.PUPIL, Kind.STAFF})


@dataclass(frozen=True, slots=True)
class Note:
    """Something left aside or understood by itself, with its place and a word."""

    place: Place
    message: Any


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: its tables, and either records or, where a table must be asked about, none yet."""

    tables: tuple[Table, ...]
    records: tuple[Record, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def asks(self) -> tuple[Table, ...]:
        """The tables that somebody must explain before anything is read."""
        return tuple(table for table in self.tables if not table.is_understood)


def read_lists(
    data: bytes,
    filename: str,
    *,
    today: dt.date,
    kinds: Mapping[str, str] | None = None,
    known: Mapping[str, Mapping[str, str]] | None = None,
) -> Reading:
    """Every list of the file. `kinds` says what a sheet is where somebody was asked ("" for every sheet); `known` is
    what folded headings mean to this organisation, kind by kind. Raises Denied where the file cannot be read."""
    said = kinds or {}
    leaves = [leaf for leaf in read_book(data, filename, limit=MOST_ROWS) if leaf.lines]
    found = [(leaf, table_of(leaf, kind=said.get(leaf.name, said.get("", "")), known=known)) for leaf in leaves]
    tables = tuple(table for _leaf, table in found if table is not None)
    notes = [Note(Place(leaf.name, 1), _("No table with known headings was found on this sheet; it was left aside."))
             for leaf, table in found if table is None]  # fmt: skip
    if not all(table.is_understood for table in tables):
        return Reading(tables, (), tuple(notes))
    records: list[Record] = []
    for table in tables:
        records += _records(table, notes, today=today)
    in_order = sorted(_twice(records), key=lambda record: _ORDER[record.kind])
    return Reading(tables, tuple(in_order), tuple(notes))


def _records(table: Table, notes: list[Note], *, today: dt.date) -> Iterator[Record]:
    """The records of a table, row by row; rows of nobody are noted."""
    taken = [column for column in table.columns if column.slot not in {"", NOT_TAKEN}]
    titles = [(column.position, _as_it_stood(column)) for column in table.columns]
    class_name = table.class_name
    if class_name and table.kind == Kind.PUPIL:
        words = filled(
            _("The class %(name)s was taken from the title, since no column tells it."), {"name": class_name}
        )
        notes.append(Note(Place(table.sheet, table.header), words))
    for number, cells in table.lines:
        place = Place(table.sheet, number)
        if not any(str(cell).strip() for cell in cells if cell is not None):
            continue
        if why := _of_nobody(table, cells):
            notes.append(Note(place, why))
            continue
        if section := section_class(cells):
            class_name = section
            notes.append(Note(place, filled(_("From here on the class is %(name)s."), {"name": section})))
            continue
        row = {column.slot: _held(cells, column.position) for column in taken}
        if not any(cell is not None for cell in row.values()):
            notes.append(Note(place, _("Nothing that is taken stands in this row.")))
            continue
        if class_name and "class" not in row and "grade" not in row and table.kind == Kind.PUPIL:
            row["class"] = class_name
            said = {slot_words("class"): class_name}
        else:
            said = {}
        raw = said | {title: as_entered(_held(cells, at))[:MOST_KEPT] for at, title in titles}
        merged = _merged(table, number, cells, taken)
        for record in records_of(Kind(table.kind), place, row, raw, today=today):
            yield replace(record, faults=(*record.faults, *merged)) if merged and record.kind == table.kind else record


def _as_it_stood(column: Column) -> str:
    """The heading under which the cell goes back. Headings that are alike differ by signs that nobody sees, so that
    neither column is lost and both are known again when the file comes back."""
    turn = int(column.key.rpartition("#")[2]) if "#" in column.key else 1
    return (column.heading or column.key.partition("#")[0]) + UNSEEN * (turn - 1)


def _held(cells: Sequence[object], position: int) -> object:
    cell = cells[position] if position < len(cells) else None
    return None if isinstance(cell, str) and not cell.strip() else cell


def _of_nobody(table: Table, cells: Sequence[object]) -> Any:
    """Why this row is nobody's, in words; "" for somebody's."""
    texts = [str(cell).strip() for cell in cells if cell is not None and str(cell).strip()]
    if any(vocabulary.is_example(text) for text in texts):
        return _("The example of the template was left aside.")
    if vocabulary.is_footer(texts[0]) or (len(texts) > 1 and texts[0].isdigit() and vocabulary.is_footer(texts[1])):
        return filled(_("“%(text)s” sums up or signs the list and was left aside."), {"text": texts[0][:40]})
    titles = [column.heading for column in table.columns if column.position < len(cells)]
    held = [heading_of(cells[c.position]) for c in table.columns if c.position < len(cells)]
    if len(texts) > 1 and held == titles:
        return _("The headings stood here once more and were left aside.")
    return ""


def _merged(table: Table, number: int, cells: Sequence[object], taken: Sequence[Any]) -> tuple[Fault, ...]:
    if not table.filled:
        return ()
    words = _("The cell is merged with the one above; its value was taken for this row too.")
    return tuple(
        Fault(FIELD_OF_SLOT.get(column.slot, column.slot), words, as_entered(_held(cells, column.position)), False)
        for column in taken
        if (number, column.position) in table.filled
    )


def _twice(records: list[Record]) -> Iterator[Record]:
    """The records; where one number stands in several rows, each says so. Rows of two different people with one number
    are refused, since nobody knows whose it is; the same person again is a warning."""
    seen: dict[tuple[Kind, str], dict[str, list[Place]]] = {}
    for record in records:
        if iin := record.values.get("iin"):
            places = seen.setdefault((record.kind, str(iin)), {}).setdefault(_name(record), [])
            if len(places) < 2:
                places.append(record.place)
    for record in records:
        fault = _clash(record, seen.get((record.kind, str(record.values.get("iin"))), {}))
        yield replace(record, faults=(*record.faults, fault)) if fault else record


def _clash(record: Record, named: Mapping[str, Sequence[Place]]) -> Fault | None:
    iin, own = str(record.values.get("iin")), _name(record)
    stranger = next((places[0] for name, places in named.items() if name != own), None)
    if stranger is not None:
        words = _("The same IIN stands beside another name too: %(where)s.")
        return Fault("iin", filled(words, {"where": _where(stranger)}), iin)
    other = next((place for place in named.get(own, ()) if place != record.place), None)
    if record.kind in _ROW_KINDS_ONCE and other is not None:
        words = _("The same person stands here too: %(where)s.")
        return Fault("iin", filled(words, {"where": _where(other)}), iin, grave=False)
    return None


def _where(place: Place) -> Any:
    if not place.sheet:
        return filled(_("row %(row)s"), {"row": place.row})
    return filled(_("“%(sheet)s”, row %(row)s"), {"sheet": place.sheet, "row": place.row})


def _name(record: Record) -> str:
    return fold(f"{record.values.get('family') or ''} {record.values.get('given') or ''}")
