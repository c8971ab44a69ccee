"""A program of its own: an Excel workbook on standard input, its sheets as JSON lines on output.

A workbook is a zip of XML in which a few kilobytes can ask for gigabytes (one cell in the last corner of the
sheet, one long shared text named a million times). No check beforehand finds every such trick, so the reading
is done in a process that may use this much memory and time and no more. It imports nothing of the house.
"""

import datetime as dt
import io
import json
import sys
from typing import Any

MEMORY = 768 * 1024 * 1024
SECONDS = 20
MOST_MERGED = 20_000


def hold_back() -> None:
    """From here on this process ends rather than take more than its share."""
    try:
        import resource
    except ImportError:  # not on Windows: there the time limit of the parent is all
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def tagged(cell: Any) -> Any:
    """The cell as JSON; days and times as a pair of kind and text."""
    for kind, name in ((dt.datetime, "moment"), (dt.date, "day"), (dt.time, "time")):
        if isinstance(cell, kind):
            return [name, cell.isoformat()]
    if isinstance(cell, dt.timedelta):
        return ["seconds", cell.total_seconds()]
    return cell


def main(limit: int, sheets: int) -> None:
    """Writes each visible sheet as {"sheet": name, "merged": ranges} and then its rows that hold anything, each
    as [number, cells]; at most so many sheets, and rows of them all."""
    hold_back()
    import python_calamine

    book = python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
    shown = [each.name for each in book.sheets_metadata if each.visible == python_calamine.SheetVisibleEnum.Visible]
    written = 0
    for name in (shown or book.sheet_names)[:sheets]:
        sheet = book.get_sheet_by_name(name)
        sys.stdout.write(json.dumps({"sheet": name, "merged": (sheet.merged_cell_ranges or [])[:MOST_MERGED]}) + "\n")
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if any(cell not in ("", None) for cell in row):
                sys.stdout.write(json.dumps([number, [tagged(cell) for cell in row]]) + "\n")
                written += 1
                if written == limit:
                    return


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
