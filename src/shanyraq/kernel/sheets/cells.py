"""What may stand in a cell."""

import datetime as dt
import decimal
import re
import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

# A cell that a spreadsheet would run as a formula when the file is opened (also after a tab or a line break).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,10})?\Z")
# Characters that XML, and so Excel, cannot hold.
UNHOLDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST = 32_767
# What a file begins with: an old or an encrypted Office document; a zip, which every .xlsx is.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
WAY = _("Save the table as an Excel workbook (.xlsx) or as CSV and send it again.")

Cell = str | int | float | bool | decimal.Decimal | dt.date | dt.datetime | dt.time | uuid.UUID | None


def as_text(value: Any) -> str:
    """The value as a person would type it; text without characters that no spreadsheet can hold."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, dt.datetime):
        return value.strftime("%d.%m.%Y %H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return UNHOLDABLE.sub("", str(value))[:LONGEST]


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet might run this text. A plain number with a sign is not dangerous."""
    return text.startswith(FORMULA_STARTS) and not PLAIN_NUMBER.match(text)


def harmless(value: Any) -> str:
    """The value as text that no spreadsheet runs: the apostrophe is its own mark for "this is text"."""
    text = as_text(value)
    return "'" + text if not isinstance(value, int | float | decimal.Decimal) and is_dangerous(text) else text


def shown_width(text: str) -> int:
    """The width in characters of the longest line."""
    return max((len(line) for line in text.split("\n")), default=0)
