"""Tables in: Excel and CSV as people send them. What cannot be read is refused in words."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.kernel.actions.results import Denied
from shanyraq.kernel.sheets.cells import OLE, UNHOLDABLE, WAY, ZIP
from shanyraq.kernel.sheets.workbooks import workbook_lines

LARGEST_FILE = 5 * 1024 * 1024
MOST_COLUMNS = 200

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


def read_table(data: bytes, filename: str, limit: int = 5000) -> Sheet:
    """The table in this file. Raises Denied, in words, where it is no readable table of that size."""
    if not data.strip():
        raise Denied(_("The file is empty."), way=WAY)
    if len(data) > LARGEST_FILE:
        raise Denied(_("The file is larger than %(size)s MB.") % {"size": LARGEST_FILE // 1024**2}, way=WAY)
    suffix = filename.rpartition(".")[2].lower()
    if suffix == "csv":
        return _sheet(_csv_lines(data), limit)
    if suffix == "xlsx":
        return _sheet(workbook_lines(data, limit=limit + 2), limit)
    raise Denied(_("Only .xlsx and .csv files can be read."), way=WAY)


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
            words = ngettext("The table has more than %(n)s row.", "The table has more than %(n)s rows.", limit)
            raise Denied(words % {"n": limit}, way=_("Divide it into smaller tables."))
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


def _clean(cell: Any) -> Value:
    if isinstance(cell, str):
        return UNHOLDABLE.sub("", cell).strip() or None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return int(cell)  # Excel knows no whole numbers: 7 comes as 7.0
    return cell
