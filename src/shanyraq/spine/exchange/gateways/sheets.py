"""Where the table of a sheet begins, and what each of its columns holds."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from shanyraq.kernel.sheets.api import Leaf
from shanyraq.spine.exchange.gateways.cells import as_entered
from shanyraq.spine.exchange.rules import fields, headings, shapes
from shanyraq.spine.exchange.rules.fields import Column

LOOKED_THROUGH = 40
MOST_FILLED = 200_000
SAMPLES = 3
Lines = list[tuple[int, list[object]]]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet understood: which kind of list, where its header stands, what the columns hold, and the rows below.

    `filled` are the cells, (row, position), whose value came from the cell above that they are merged with;
    `class_name` is the class that a title or the sheet's name tells where no column does.
    """

    sheet: str
    kind: str
    header: int
    columns: tuple[Column, ...]
    lines: Lines
    filled: frozenset[tuple[int, int]] = frozenset()
    class_name: str = ""

    @property
    def unknown(self) -> tuple[Column, ...]:
        """Columns of which somebody must be asked: nobody knows the heading, or two claim one field."""
        return tuple(column for column in self.columns if not column.slot or column.rivals)

    @property
    def slots(self) -> set[str]:
        return {column.slot for column in self.columns} - {"", fields.NOT_TAKEN}

    @property
    def said(self) -> set[str]:
        return {"class"} if self.class_name else set()

    @property
    def is_understood(self) -> bool:
        return bool(self.kind) and not self.unknown


def table_of(leaf: Leaf, *, kind: str = "", known: Mapping[str, Mapping[str, str]] | None = None) -> Table | None:
    """The table of this sheet, None where there is none. `known` says, kind by kind, what folded headings mean to this
    organisation; `kind` is what somebody said the list is."""
    lines, filled = _filled(leaf)
    found = _header(lines, kind)
    if found is None:
        return None
    index, kinds = found
    titles = _titles(leaf, lines, index)
    class_name = _class_said(leaf, lines[:index])
    tables = [
        Table(
            leaf.name,
            each,
            lines[index][0],
            _columns(titles, each, (known or {}).get(each, {}), lines[index + 1 :]),
            lines[index + 1 :],
            filled,
        )
        for each in kinds
    ]
    tables = [table if table.slots & {"class", "grade"} else replace(table, class_name=class_name) for table in tables]
    fitting = [table for table in tables if kind or fields.fits(table.kind, table.slots | table.said)]
    best = max(fitting or tables, key=lambda table: len(table.slots))
    return best if fitting else replace(best, kind="")


def _filled(leaf: Leaf) -> tuple[Lines, frozenset[tuple[int, int]]]:
    """The lines with every cell of a range merged downwards holding what its first cell holds."""
    by_row = {number - 1: list(cells) for number, cells in leaf.lines}
    filled: set[tuple[int, int]] = set()
    rows = sorted(by_row)
    for (top, left), (bottom, right) in leaf.merged:
        value = by_row[top][left] if top in by_row and left < len(by_row[top]) else None
        if bottom == top or value is None or right - left > 1:
            continue
        # Only rows that hold something: a range may say that it goes down to the millionth.
        for row in rows[bisect_right(rows, top) : bisect_right(rows, bottom)][: MOST_FILLED - len(filled)]:
            cells = by_row[row]
            cells += [None] * (left + 1 - len(cells))
            cells[left] = value
            filled.add((row + 1, left))
    return [(number, by_row[number - 1]) for number, _cells in leaf.lines], frozenset(filled)


def _header(lines: Lines, kind: str) -> tuple[int, list[str]] | None:
    """The row in which most headings are known, and the kinds of which it can be; None below two of them."""
    kinds = [kind] if kind else list(fields.SLOTS)
    best, where = 1, None
    for index, (_number, cells) in enumerate(lines[:LOOKED_THROUGH]):
        texts = [cell for cell in cells if isinstance(cell, str) and len(cell) < 80]
        if len(texts) > 60 or len(texts) < 2:
            continue
        known = max(len({headings.slot_of(text, each) for text in texts} - {"", fields.NOT_TAKEN}) for each in kinds)
        if known > best:
            best, where = known, index
    return (where, kinds) if where is not None else None


def _titles(leaf: Leaf, lines: Lines, index: int) -> list[str]:
    """The headings; one that stands under a heading merged over several columns carries its words in front."""
    number, cells = lines[index]
    width = max([len(cells), *(len(row) for _number, row in lines[index + 1 : index + 200])])
    titles = [heading_of(cell) for cell in (*cells, *[None] * (width - len(cells)))]
    above = dict(lines[max(0, index - 1) : index]).get(number - 1, [])
    for (top, left), (bottom, right) in leaf.merged:
        if (
            bottom == top == number - 2
            and left < right
            and left < len(above)
            and headings.slot_of(as_entered(above[left]), "")
        ):
            for position in range(left, min(right + 1, width)):
                titles[position] = f"{as_entered(above[left])} {titles[position]}".strip()
    return titles


def heading_of(cell: object) -> str:
    """The heading on one line; its own lines, which are often two languages, are parted by a stroke."""
    return " / ".join(" ".join(line.split()) for line in as_entered(cell).split("\n") if line.strip())


def _columns(titles: Sequence[str], kind: str, known: Mapping[str, str], below: Lines) -> tuple[Column, ...]:
    """Each column that has a heading or anything below; columns that claim one field are asked, never chosen."""
    turns: dict[str, int] = {}
    columns: list[Column] = []
    for position, title in enumerate(titles):
        sample = _sample(position, below)
        if not title and not sample:
            continue
        key = headings.squeezed(title)[:60] or f"column{position + 1}"
        turns[key] = turns.get(key, 0) + 1
        key = key if turns[key] == 1 else f"{key}#{turns[key]}"
        slot = (
            known.get(key) or (headings.slot_of(title, kind) if title else "") or ("" if sample else fields.NOT_TAKEN)
        )
        columns.append(Column(position, title, key, slot, (), sample))
    return tuple(_asked(column, columns) for column in columns)


def _asked(column: Column, columns: Sequence[Column]) -> Column:
    if column.slot in {"", fields.NOT_TAKEN}:
        return column
    rivals = tuple(each.heading for each in columns if each.slot == column.slot and each is not column)
    return replace(column, rivals=rivals) if rivals else column


def _sample(position: int, below: Lines) -> tuple[str, ...]:
    found: list[str] = []
    for _number, cells in below[:200]:
        text = as_entered(cells[position]).strip() if position < len(cells) else ""
        if text:
            found.append(text[:40])
        if len(found) == SAMPLES:
            break
    return tuple(found)


def _class_said(leaf: Leaf, above: Lines) -> str:
    """The class that a title above the table or the sheet's name tells."""
    said = [as_entered(cell) for _number, cells in reversed(above) for cell in cells if isinstance(cell, str)]
    for text in (*said, leaf.name):
        if found := shapes.class_in_title(text):
            return found.key
    return ""


def section_class(cells: Sequence[object]) -> str:
    """The class that a row of one cell announces for the rows below: «7 «А» сынып»."""
    held = [cell for cell in cells if cell is not None and not isinstance(cell, dt.date)]
    found = shapes.read_class(str(held[0])) if len(held) == 1 and isinstance(held[0], str) else None
    return found.key if found and found.letter else ""
