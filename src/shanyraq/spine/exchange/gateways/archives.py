"""The archive of an export: JSON Lines and CSV of each kind, a JSON Schema of each, receipts, and a manifest of it all.

Whoever has it needs nothing of ours to read it: the manifest tells every file with its number of rows and its SHA-256.
"""

import csv
import dataclasses
import datetime as dt
import hashlib
import io
import json
import tempfile
import types
import typing
import uuid
import zipfile
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import IO, Any

from shanyraq.kernel.sealing import api as sealing
from shanyraq.kernel.sheets.cells import harmless
from shanyraq.spine.exchange.queries.exporters import Holding

FORMAT = "shanyraq-export"
VERSION = 1
DIALECT = "https://json-schema.org/draft/2020-12/schema"
IN_MEMORY = 1024**2
PLAIN = {
    str: {"type": "string"}, int: {"type": "integer"}, bool: {"type": "boolean"},
    Decimal: {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"},
    uuid.UUID: {"type": "string", "format": "uuid"}, dt.date: {"type": "string", "format": "date"},
    dt.datetime: {"type": "string", "format": "date-time"},
}  # fmt: skip


def schema_of(row: type) -> dict[str, Any]:
    """The JSON Schema of a frozen row."""
    hints = typing.get_type_hints(row)
    names = [each.name for each in dataclasses.fields(row)]
    return {
        "$schema": DIALECT,
        "title": row.__name__,
        "type": "object",
        "properties": {name: _schema(hints[name]) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _schema(hint: Any) -> dict[str, Any]:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return {"anyOf": [{"type": "null"} if each is type(None) else _schema(each) for each in typing.get_args(hint)]}
    if typing.get_origin(hint) in (list, tuple):
        return {"type": "array", "items": _schema(typing.get_args(hint)[0])}
    return dict(PLAIN[hint])


def plain(value: object) -> object:
    """A value as JSON and CSV have it."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID | Decimal) else value


class Box:
    """A zip that keeps account of what was put into it."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.files: list[dict[str, object]] = []

    def put(self, path: str, data: bytes) -> None:
        self._fill(path, io.BytesIO(data))

    def _fill(self, path: str, data: IO[bytes], *, rows: int | None = None) -> None:
        digest = hashlib.sha256()
        with self._zip.open(path, "w", force_zip64=True) as member:
            while part := data.read(IN_MEMORY):
                digest.update(part)
                member.write(part)
        self.files.append({"path": path, "sha256": digest.hexdigest()} | ({} if rows is None else {"rows": rows}))

    def put_rows(self, name: str, row: type, found: Iterable[Any]) -> int:
        """The rows twice, for programs and for a table, with their schema."""
        columns = [each.name for each in dataclasses.fields(row)]
        count = 0
        with _spool() as lines, _spool() as table:
            table.write("\ufeff".encode())
            text = io.TextIOWrapper(table, "utf-8", newline="", write_through=True)
            writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
            writer.writerow(columns)
            for each in found:
                count += 1
                values = {column: plain(getattr(each, column)) for column in columns}
                lines.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")
                writer.writerow([_cell(value) for value in values.values()])
            text.detach()
            for path, data in ((f"{name}.jsonl", lines), (f"{name}.csv", table)):
                data.seek(0)
                self._fill(path, data, rows=count)
        self.put(f"{name}.schema.json", json.dumps(schema_of(row), ensure_ascii=False, indent=2).encode())
        return count

    def put_lines(self, path: str, lines: Iterable[str]) -> None:
        with _spool() as text:
            for line in lines:
                text.write(line.encode())
            text.seek(0)
            self._fill(path, text)

    def close(self, manifest: Mapping[str, object]) -> None:
        whole = {"format": FORMAT, "version": VERSION, **manifest, "files": self.files}
        self._zip.writestr("manifest.json", json.dumps(whole, ensure_ascii=False, indent=2))
        self._zip.close()


def _spool() -> Any:
    return tempfile.SpooledTemporaryFile(IN_MEMORY)


def _cell(value: object) -> object:
    """A cell of the table: lists by commas, and no text that a spreadsheet would run."""
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return harmless(value) if isinstance(value, str) else value


def write_export(
    out: IO[bytes],
    held: Iterable[Holding],
    read: Callable[[Holding], Iterable[Any] | None],
    receipts: Callable[[Holding], Iterable[tuple[str, str]]],
    manifest: Mapping[str, object],
    *,
    sealed: Mapping[str, Iterable[str]] | None = None,
) -> int:
    """Fill the archive and close it. Returns how many rows it has. `sealed` are bundles by stream: whoever takes them
    gets the script that checks them too."""
    box, total = Box(out), 0
    for holding in held:
        found = read(holding)
        if found is not None:
            total += box.put_rows(holding.name, holding.row, found)
        for name, text in receipts(holding):
            box.put(f"receipts/{holding.name}/{name}.json", text.encode())
    for stream, lines in (sealed or {}).items():
        box.put_lines(f"sealed/{stream}.jsonl", lines)
    if sealed:
        box.put("sealed/check_receipt.py", sealing.CHECKER.read_bytes())
    box.close(manifest)
    return total
