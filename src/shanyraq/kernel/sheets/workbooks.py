"""The parent's side of reading a workbook: refusals that cost nothing, then the reader process."""

import datetime as dt
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from shanyraq.kernel.actions.results import Denied
from shanyraq.kernel.sheets.cells import OLE, WAY, ZIP

LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2000
SECONDS = 30
READER = Path(__file__).with_name("workbook_reader.py")


@dataclass(frozen=True, slots=True)
class Leaf:
    """One visible sheet: the rows that hold anything under their numbers, and what is merged, as
    ((first row, first column), (last row, last column)), counted from 0."""

    name: str
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    lines: list[tuple[int, list[Any]]] = field(default_factory=list)


def workbook_lines(data: bytes, *, limit: int) -> list[tuple[int, list[Any]]]:
    """The rows of the first sheet that hold anything, and their numbers. Raises Denied for a hostile file."""
    leaves = workbook_leaves(data, limit=limit, sheets=1)
    return leaves[0].lines if leaves else []


def workbook_leaves(data: bytes, *, limit: int, sheets: int) -> list[Leaf]:
    """The first visible sheets, at most `limit` rows of them all. Raises Denied for a hostile file."""
    refuse_hostile(data)
    command = [sys.executable, "-P", str(READER), str(limit), str(sheets)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Denied(_("The workbook is damaged or too heavy and cannot be read."), way=WAY) from error
    leaves: list[Leaf] = []
    for line in done.stdout.splitlines():
        told = json.loads(line)
        if isinstance(told, dict):
            leaves.append(Leaf(told["sheet"], tuple((tuple(a), tuple(b)) for a, b in told["merged"])))
        else:
            leaves[-1].lines.append((told[0], [_untagged(cell) for cell in told[1]]))
    return leaves


def refuse_hostile(data: bytes) -> None:
    """What the archive says of itself is enough to refuse it in the right words."""
    protected = _("The workbook is protected by a password or is in the old .xls format.")
    if data.startswith(OLE):
        raise Denied(protected, way=WAY)
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist() if data.startswith(ZIP) else []
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Denied(_("The workbook is damaged or too heavy and cannot be read."), way=WAY) from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Denied(_("The file's name says Excel, but its content is something else."), way=WAY)
    if any(part.flag_bits & 1 for part in parts):
        raise Denied(protected, way=WAY)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Denied(_("The workbook is damaged or too heavy and cannot be read."), way=WAY)


def _untagged(cell: Any) -> Any:
    match cell:
        case ["moment", text]:
            return dt.datetime.fromisoformat(text)
        case ["day", text]:
            return dt.date.fromisoformat(text)
        case ["time", text]:
            return dt.time.fromisoformat(text)
        case ["seconds", number]:
            return dt.timedelta(seconds=number)
    return cell
