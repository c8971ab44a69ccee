"""Bytes to lines: sizes, encodings, refusals, and the sieve that holds biometrics back."""

import datetime as dt
import enum
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field


class Family(enum.StrEnum):
    """The two tongues of the protocol."""

    ATTENDANCE = "attendance"
    ACCESS = "access"


class Reason(enum.StrEnum):
    """Why a line or an upload was not taken. Words for our own tables, not for people."""

    BAD_SERIAL = "bad_serial"
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_LINES = "too_many_lines"
    LONG_LINE = "long_line"
    FEW_COLUMNS = "few_columns"
    BAD_PIN = "bad_pin"
    BAD_TIME = "bad_time"
    BAD_STATUS = "bad_status"
    UNKNOWN_LINE = "unknown_line"


@dataclass(frozen=True, slots=True)
class Refused:
    """The whole request is not taken."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Fault:
    """One line that could not be read. The excerpt shows its shape, never its content."""

    line_no: int
    reason: Reason
    excerpt: str


@dataclass(frozen=True, slots=True)
class Limits:
    """A terminal keeps up to some 100,000 records and sends them by hundreds; this leaves it room and a
    flood none."""

    max_bytes: int = 2 * 1024 * 1024
    max_lines: int = 20_000
    max_line: int = 1_024


LIMITS = Limits()

BIOMETRIC_KINDS = frozenset({
    "fp", "face", "fvein", "palm", "pv", "biodata", "biophoto", "userpic", "attphoto", "photo", "fpimage",
    "fpimag", "fingertmp", "facetmp", "template", "templatev10", "facev7", "fvtemplate", "pvtemplate",
    "extuserpic",
})  # fmt: skip
_BIOMETRIC_KEYS = re.compile(r"(?i)(?:^|[\t ,&])(?:tmp|template|content|feature|photo|pic|image)\s*=")
_KIND = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)[ \t]+")
_TIME = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}))?\Z", re.ASCII)
_BREAK = re.compile(rb"\r\n|\n|\r")
_SHOWN = 60
_BYTES = {str(number): number for number in range(256)}


@dataclass(slots=True)
class Sieve:
    """Gathers what went wrong and what was held back while lines are read."""

    faults: list[Fault] = field(default_factory=list)
    dropped: int = 0
    lines: int = 0

    def fault(self, line_no: int, reason: Reason, line: str) -> None:
        self.faults.append(Fault(line_no, reason, shape(line)))


def sift(body: bytes, *, sieve: Sieve, limits: Limits) -> Refused | Iterator[tuple[int, str]]:
    """The readable lines with their numbers, biometrics held back and only counted; or why there is too
    much."""
    if len(body) > limits.max_bytes:
        return Refused(Reason.TOO_MANY_BYTES)
    raw = _BREAK.split(body.removeprefix(b"\xef\xbb\xbf"))
    if len(raw) > limits.max_lines + 1:
        return Refused(Reason.TOO_MANY_LINES)
    return _readable(raw, sieve=sieve, limits=limits)


def _readable(raw: list[bytes], *, sieve: Sieve, limits: Limits) -> Iterator[tuple[int, str]]:
    for line_no, chunk in enumerate(raw, start=1):
        if not chunk.strip(b" \t\x00\x1a\x0b\x0c"):
            continue
        sieve.lines += 1
        # The head is enough to know a template; nothing longer than a line is ever decoded.
        line = decode(chunk[: limits.max_line])
        if is_biometric(line):
            sieve.dropped += 1
        elif len(chunk) > limits.max_line:
            sieve.fault(line_no, Reason.LONG_LINE, line)
        else:
            yield line_no, line


def decode(chunk: bytes) -> str:
    """Text of one line. New firmware writes UTF-8, old firmware GBK in names; every column we read is ASCII
    in both."""
    for encoding in ("utf-8", "gbk"):
        try:
            return chunk.decode(encoding).strip("\x00\x1a \ufeff")
        except UnicodeDecodeError:
            continue
    return chunk.decode("latin-1").strip("\x00\x1a ")


def kind_of(line: str) -> str:
    """The leading word of a line such as `USER PIN=6 ...`, folded; empty where there is none."""
    found = _KIND.match(line)
    return found.group(1).lower() if found else ""


def is_biometric(line: str) -> bool:
    """Whether a line carries a template or a picture, wherever it was sent."""
    # A kind always introduces key=value pairs; without them "FP" is somebody's alphanumeric PIN.
    if "=" not in line:
        return False
    return kind_of(line) in BIOMETRIC_KINDS or _BIOMETRIC_KEYS.search(line) is not None


def shape(line: str) -> str:
    """What a line looks like without what it says: digits become 9, letters x, columns |."""
    return "".join(_masked(char) for char in line[:_SHOWN])


def _masked(char: str) -> str:
    if char == "\t":
        return "|"
    if char.isdigit():
        return "9"
    if char.isalpha():
        return "x"
    return char if char in " -/:.,;=_+~&" else "?"


def pairs_of(text: str, *, separator: str = "\t") -> dict[str, str]:
    """`PIN=6<tab>Card=..` as a mapping with folded keys; firmware versions disagree on PIN, Pin and pin."""
    pairs: dict[str, str] = {}
    for part in text.split(separator):
        key, sign, value = part.partition("=")
        if sign:
            pairs.setdefault(key.strip().lstrip("~").lower(), value.strip())
    return pairs


def time_of(text: str, *, tz: dt.tzinfo) -> dt.datetime | None:
    """The device's wall time, aware; None where it is no time at all."""
    text = text.strip()
    # What nearly every terminal writes; read by the interpreter itself it costs a tenth (bench/bench_passages.py).
    if len(text) == 19 and text[4] == text[7] == "-" and text[13] == text[16] == ":" and text[10] in " T":
        return _usual_time(text, tz=tz)
    found = _TIME.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    if not 1970 <= year <= 2199:
        return None
    try:
        return dt.datetime(year, month, day, hour, minute, second, tzinfo=tz)
    except ValueError:
        return None


def _usual_time(text: str, *, tz: dt.tzinfo) -> dt.datetime | None:
    """In UTC: what is asked of an instant later costs a tenth there of what it costs under a zone's rules."""
    try:
        moment = dt.datetime.fromisoformat(text + "Z")
    except ValueError:
        return None
    if not 1970 <= moment.year <= 2199:
        return None
    shift = _shift(text[:10], tz)
    return moment.replace(tzinfo=tz).astimezone(dt.UTC) if shift is None else moment - shift


@functools.lru_cache(maxsize=64)
def _shift(day: str, tz: dt.tzinfo) -> dt.timedelta | None:
    """How far the zone stands from UTC all that day; None on a day on which it moves."""
    midnight = dt.datetime.fromisoformat(day).replace(tzinfo=tz)
    first, last = midnight.utcoffset(), (midnight + dt.timedelta(days=1)).utcoffset()
    return first if first == last else None


def number_of(text: str, *, most: int = 255) -> int | None:
    """A small whole number written in plain digits, or None."""
    if (known := _BYTES.get(text)) is not None and known <= most:
        return known
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        return None
    number = int(text)
    return number if number <= most else None
