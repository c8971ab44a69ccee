"""What a test takes away as Excel: the list's own rows, without the source beneath them."""

from typing import Any

from shanyraq.kernel.sheets.api import Sheet, SheetRow, read_book


def taken_away(answer: Any) -> Sheet:
    """The list in a downloaded workbook. The rows end where a row is empty; the source stands beneath."""
    assert answer.status_code == 200, answer.status_code
    assert answer["Content-Type"].endswith("spreadsheetml.sheet"), answer["Content-Type"]
    [(first, header), *lines] = read_book(answer.content, "list.xlsx")[0].lines
    wide = len(header)
    cells = [(number, tuple((list(row) + [None] * wide)[:wide])) for number, row in lines]
    rows = [SheetRow(number, row) for at, (number, row) in enumerate(cells, start=1) if number == first + at]
    return Sheet(tuple(str(one) for one in header), tuple(rows))


def source_of(answer: Any) -> list[str]:
    """The lines beneath the list."""
    lines = read_book(answer.content, "list.xlsx")[0].lines
    return [str(row[0]) for _number, row in lines[len(taken_away(answer).rows) + 1 :]]
