"""Tables out: Excel and CSV. What a person wrote stays text, whatever it looks like."""

import csv
import datetime as dt
import decimal
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from shanyraq.kernel.sheets.cells import Cell, as_text, harmless, shown_width

MOST_ROWS = 1_048_575
WIDEST = 60
SAMPLE = 200
LARGEST = 10**15  # Excel keeps 15 digits of a number; longer ones are written as text


def write_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, below: Sequence[str] = ()
) -> bytes:
    """An Excel workbook of one sheet: frozen header, filter, widths that fit, dates as dates, texts as texts.

    Texts are written as strings, never as formulas, links or numbers, so an ИИН keeps its leading zero and a
    hostile name runs nothing. `below` are lines that stand under the table, a row apart, outside its filter.
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
        "default_date_format": "dd.mm.yyyy",
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(sheet_name(title))
        pens = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "day": book.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
            "moment": book.add_format({"num_format": "dd.mm.yyyy hh:mm", "align": "left"}),
            "hour": book.add_format({"num_format": "hh:mm", "align": "left"}),
            "text": book.add_format({"num_format": "@"}),
        }
        widths = [shown_width(as_text(name)) for name in columns]
        for position, name in enumerate(columns):
            sheet.write_string(0, position, as_text(name), pens["head"])
        count = 0
        for count, row in enumerate(rows, start=1):
            if count > MOST_ROWS:
                raise ValueError(f"a sheet holds at most {MOST_ROWS} rows")
            for position, value in enumerate(row):
                _write_cell(sheet, count, position, value, pens)
                if count <= SAMPLE and position < len(widths):
                    widths[position] = max(widths[position], shown_width(as_text(value)))
        for position, width in enumerate(widths):
            sheet.set_column(position, position, min(width, WIDEST) + 2)
        sheet.freeze_panes(1, 0)
        if columns:
            sheet.autofilter(0, 0, count, len(columns) - 1)
            sheet.repeat_rows(0)
        for line, words in enumerate(below, start=count + 2):
            sheet.write_string(line, 0, as_text(words), pens["text"])
    return out.getvalue()


def _write_cell(sheet: Any, line: int, position: int, value: Cell, pens: dict[str, Any]) -> None:
    if isinstance(value, bool):
        sheet.write_string(line, position, as_text(value))
    elif value is None:
        sheet.write_blank(line, position, None)
    elif isinstance(value, int | float | decimal.Decimal) and -LARGEST < value < LARGEST:
        sheet.write_number(line, position, value)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(line, position, value, pens["moment"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(line, position, value, pens["day"])
    elif isinstance(value, dt.time):
        sheet.write_datetime(line, position, value, pens["hour"])
    else:
        sheet.write_string(line, position, as_text(value), pens["text"])


def sheet_name(title: str) -> str:
    """A name that Excel accepts: no more than 31 characters, none of []:*?/\\, no apostrophe at an end."""
    clean = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip().strip("'")[:31].strip().strip("'")
    return clean if clean and clean.casefold() != "history" else "1"


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV that a Kazakh or Russian Excel opens with a double click: UTF-8 with BOM, semicolons."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(name) for name in columns])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
