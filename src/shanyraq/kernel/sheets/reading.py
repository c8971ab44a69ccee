"""Tables in: Excel and CSV as people send them. What cannot be read is refused in words."""

import csv
import datetime as dt
import io
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.kernel.actions.results import Denied
from shanyraq.kernel.sheets.cells import OLE, UNHOLDABLE, WAY, ZIP
from shanyraq.kernel.sheets.workbooks import Leaf, workbook_leaves, workbook_lines

LARGEST_FILE = 5 * 1024 * 1024
MOST_COLUMNS = 200
MOST_SHEETS = 60

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
Lines = Iterable[tuple[int, list[Any]]]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. `number` is what the person sees at its left edge in Excel; the header is row 1 as a rule."""

    number: int
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet: its header and its rows, empty rows left out, every row as wide as the header."""

    headers: tuple[str, ...]
    rows: tuple[SheetRow, ...]

    def named(self) -> Iterator[tuple[int, dict[str, Value]]]:
        """Each row's number and its cells by header."""
        for row in self.rows:
            yield row.number, dict(zip(self.headers, row.cells, strict=True))


def read_book(data: bytes, filename: str, limit: int = 20_000) -> tuple[Leaf, ...]:
    """Every visible sheet as it stands, whatever is above its header; a CSV is one nameless sheet. Raises Denied, in
    words, where the file cannot be read or has more rows than the limit."""
    if _suffix(data, filename) == "csv":
        leaves = [Leaf("", (), list(itertools.islice(_csv_lines(data), limit + 1)))]
    else:
        leaves = workbook_leaves(data, limit=limit + 1, sheets=MOST_SHEETS)
    read = tuple(Leaf(leaf.name, leaf.merged, [(n, _as_stands(row)) for n, row in leaf.lines]) for leaf in leaves)
    if sum(len(leaf.lines) for leaf in read) > limit:
        raise _too_long(limit)
    if any(len(row) > MOST_COLUMNS for leaf in read for _n, row in leaf.lines):
        raise Denied(_("The table has more than %(n)s columns.") % {"n": MOST_COLUMNS}, way=WAY)
    return read


def read_table(data: bytes, filename: str, limit: int = 5000) -> Sheet:
    """The table in this file. Raises Denied, in words, where it is no readable table of that size."""
    if _suffix(data, filename) == "csv":
        return _sheet(_csv_lines(data), limit)
    return _sheet(workbook_lines(data, limit=limit + 2), limit)


def _suffix(data: bytes, filename: str) -> str:
    """csv or xlsx; whatever else it is, too large or empty, is refused."""
    if not data.strip():
        raise Denied(_("The file is empty."), way=WAY)
    if len(data) > LARGEST_FILE:
        raise Denied(_("The file is larger than %(size)s MB.") % {"size": LARGEST_FILE // 1024**2}, way=WAY)
    suffix = filename.rpartition(".")[2].lower()
    if suffix not in {"csv", "xlsx"}:
        raise Denied(_("Only .xlsx and .csv files can be read."), way=WAY)
    return suffix


def _too_long(limit: int) -> Denied:
    words = ngettext("The table has more than %(n)s row.", "The table has more than %(n)s rows.", limit)
    return Denied(words % {"n": limit}, way=_("Divide it into smaller tables."))


def _csv_lines(data: bytes) -> Lines:
    if data.startswith((ZIP, OLE)) or b"\x00" in data[:4096]:
        raise Denied(_("The file's name says CSV, but its content is something else."), way=WAY)
    text = _decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    before = 0
    try:
        for cells in reader:
            yield before + 1, [_unmarked(cell) for cell in cells]
            before = reader.line_num
    except csv.Error as error:
        words = _("The CSV file is damaged near line %(line)s.") % {"line": reader.line_num}
        raise Denied(words, way=WAY) from error


def _decoded(data: bytes) -> str:
    """UTF-8, else the Cyrillic code page of Windows (which has Russian letters only)."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1251")
    except UnicodeDecodeError as error:
        words = _("The letters of the file cannot be read.")
        raise Denied(words, way=_("Save it as “CSV UTF-8” and send it again.")) from error


def _delimiter(text: str) -> str:
    """Semicolon, tab or comma: the one that stands most often in the first line, outside quotes."""
    first = text.lstrip().split("\n", 1)[0]
    outside = "".join(first.split('"')[::2])
    return max((";", "\t", ","), key=outside.count)


def _unmarked(cell: str) -> str:
    """The text without our own mark "this is text", which write_csv puts before what looks like a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in set("=+-@\t\r\n") else cell


def _sheet(lines: Lines, limit: int) -> Sheet:
    headers: tuple[str, ...] | None = None
    rows: list[SheetRow] = []
    for number, raw in lines:
        cells = [_clean(cell) for cell in raw]
        if all(cell in ("", None) for cell in cells):
            continue
        if headers is None:
            headers = _headers(cells)
            continue
        if len(rows) == limit:
            raise _too_long(limit)
        rows.append(SheetRow(number=number, cells=_fitted(cells, len(headers))))
    if headers is None:
        raise Denied(_("The file is empty."), way=WAY)
    return Sheet(headers=headers, rows=tuple(rows))


def _headers(cells: list[Value]) -> tuple[str, ...]:
    names = ["" if cell is None else " ".join(str(cell).split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise Denied(_("The table has more than %(n)s columns.") % {"n": MOST_COLUMNS}, way=WAY)
    doubled = {name for name in names if name and names.count(name) > 1}
    if doubled:
        words = _("Two columns have the same header: %(name)s.") % {"name": min(doubled)}
        raise Denied(words, way=_("Give each column a header of its own."))
    return tuple(names)


def _fitted(cells: list[Value], width: int) -> tuple[Value, ...]:
    return tuple((cells + [None] * width)[:width])


def _as_stands(row: list[Any]) -> list[Any]:
    """The cells with their spaces, up to the last that holds anything."""
    cells = [UNHOLDABLE.sub("", cell) or None if isinstance(cell, str) else _clean(cell) for cell in row]
    while cells and (cells[-1] is None or (isinstance(cells[-1], str) and not cells[-1].strip())):
        cells.pop()
    return cells


def _clean(cell: Any) -> Value:
    if isinstance(cell, str):
        return UNHOLDABLE.sub("", cell).strip() or None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return int(cell)  # Excel knows no whole numbers: 7 comes as 7.0
    return cell
