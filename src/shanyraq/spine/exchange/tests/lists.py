"""Small lists for the tests, as a person would type them into Excel."""

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter

from shanyraq.spine.exchange.gateways.lists import Reading, read_lists

TODAY = dt.date(2026, 11, 23)


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    """A workbook of these sheets, each a list of rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for position, cell in enumerate(row):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(line, position, cell, day)
                    elif cell is not None:
                        sheet.write(line, position, cell)
    return out.getvalue()


def read(**sheets: Sequence[Sequence[object]]) -> Reading:
    return read_lists(workbook(**sheets), "тізім.xlsx", today=TODAY)
