"""Translation catalogues without the gettext programs: a .po file read, a .mo file written.

A fresh machine has Python and nothing else, so the house compiles its own catalogues at start.
Pure Python, no Django: it may run before the settings are read.
"""

import ast
import os
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
PLURALS = {
    "kk": "nplurals=2; plural=(n!=1);",
    "ru": (
        "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
        "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);"
    ),
    "en": "nplurals=2; plural=(n != 1);",
}
_FIELD = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(".*")$')
_MAGIC = 0x950412DE


@dataclass(frozen=True, slots=True)
class Entry:
    """One translated message: `key` is (context, English text), `forms` one text or one per plural form."""

    context: str
    msgid: str
    plural: str
    forms: tuple[str, ...]
    fuzzy: bool
    line: int

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.msgid

    @property
    def translated(self) -> bool:
        return not self.fuzzy and all(self.forms)


class BadCatalogue(ValueError):
    """The file is not a .po file; the words name the file and the line."""


def read_po(path: Path) -> list[Entry]:
    """The messages of a .po file in file order, the header (empty msgid) included, old ones (#~) left out."""
    entries: list[Entry] = []
    fields: dict[str, str] = {}
    fuzzy, start, current = False, 0, ""
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), start=1):
        line = raw.strip()
        starts_next = line.startswith(("msgctxt", "#")) or (line.startswith("msgid ") and "msgid" in fields)
        if (not line or starts_next) and any(name.startswith("msgstr") for name in fields):
            entries.append(_entry(fields, fuzzy, start))
            fields, fuzzy = {}, False
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif match := _FIELD.match(line):
            current, start = match[1], start if fields else number
            if current in fields:
                raise BadCatalogue(f"{path}:{number}: {current} stands twice in one message")
            fields[current] = _unquote(match[2], path, number)
        elif line.startswith('"') and current in fields:
            fields[current] += _unquote(line, path, number)
        elif line:
            raise BadCatalogue(f"{path}:{number}: not a .po line: {line[:60]}")
    if fields:
        entries.append(_entry(fields, fuzzy, start))
    return entries


def _unquote(quoted: str, path: Path, number: int) -> str:
    try:
        return str(ast.literal_eval(quoted))
    except (SyntaxError, ValueError) as problem:
        raise BadCatalogue(f"{path}:{number}: the quotes do not close: {quoted[:60]}") from problem


def _entry(fields: dict[str, str], fuzzy: bool, line: int) -> Entry:
    numbered = sorted((name for name in fields if name.startswith("msgstr[")), key=lambda name: int(name[7:-1]))
    forms = tuple(fields[name] for name in numbered) or (fields.get("msgstr", ""),)
    return Entry(
        context=fields.get("msgctxt", ""),
        msgid=fields.get("msgid", ""),
        plural=fields.get("msgid_plural", ""),
        forms=forms,
        fuzzy=fuzzy,
        line=line,
    )


def quote(text: str) -> str:
    """The text as a .po string in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def header(language: str) -> str:
    """The opening of a new .po file."""
    lines = (
        f"Language: {language}\n",
        "MIME-Version: 1.0\n",
        "Content-Type: text/plain; charset=UTF-8\n",
        "Content-Transfer-Encoding: 8bit\n",
        f"Plural-Forms: {PLURALS[language]}\n",
    )
    return 'msgid ""\nmsgstr ""\n' + "\n".join(quote(line) for line in lines) + "\n"


def mo_bytes(entries: Iterable[Entry]) -> bytes:
    """The messages as a .mo file; fuzzy and empty ones are left out: at worst the reader sees English."""
    pairs = sorted((_mo_key(entry), "\0".join(entry.forms).encode()) for entry in entries if entry.translated)
    count = len(pairs)
    tables: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    blob = b""
    start = 28 + 16 * count
    for column in (0, 1):
        for pair in pairs:
            tables[column].append((len(pair[column]), start + len(blob)))
            blob += pair[column] + b"\0"
    numbers = [_MAGIC, 0, count, 28, 28 + 8 * count, 0, start]
    numbers += [number for table in tables for row in table for number in row]
    return struct.pack(f"<{len(numbers)}I", *numbers) + blob


def _mo_key(entry: Entry) -> bytes:
    msgid = f"{entry.msgid}\0{entry.plural}" if entry.plural else entry.msgid
    return (f"{entry.context}\x04{msgid}" if entry.context else msgid).encode()


def catalogues(root: Path = PACKAGE) -> Iterator[Path]:
    """Every .po file under the package, in a steady order."""
    yield from sorted(root.rglob("locale/*/LC_MESSAGES/*.po"))


def compile_catalogues(root: Path = PACKAGE, *, force: bool = False) -> list[Path]:
    """Every catalogue under `root` has a .mo file at least as new as its .po file; returns those written."""
    return [po for po in catalogues(root) if force or _stale(po, po.with_suffix(".mo")) if _compile(po)]


def _stale(po: Path, mo: Path) -> bool:
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def _compile(po: Path) -> bool:
    # A reader may open the .mo at this very moment, so the new file takes its name in one step.
    fresh = po.with_suffix(f".{os.getpid()}.tmp")
    fresh.write_bytes(mo_bytes(read_po(po)))
    os.replace(fresh, po.with_suffix(".mo"))
    return True
