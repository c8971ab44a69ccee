"""A file for the person to keep, under a name in their own letters."""

from pathlib import PurePath
from urllib.parse import quote

from django.http import HttpResponse

TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".txt": "text/plain; charset=utf-8",
}
FORBIDDEN = frozenset('/\\"<>|:*?')


def download(name: str, data: bytes) -> HttpResponse:
    """The bytes as an attachment. The name goes twice: in ASCII for old programs, and as RFC 5987 has it.

    The answer is never cached by anything between us and the person: a table holds people's data.
    """
    clean = "".join(sign for sign in name if sign.isprintable() and sign not in FORBIDDEN).strip(". ") or "file"
    suffix = PurePath(clean).suffix.lower()
    kind = TYPES.get(suffix, "application/octet-stream")
    response = HttpResponse(data, content_type=kind)
    names = f"filename=\"{_in_ascii(clean)}\"; filename*=UTF-8''{quote(clean, safe='')}"
    response["Content-Disposition"] = f"attachment; {names}"
    response["Cache-Control"] = "private, no-store"
    return response


def _in_ascii(name: str) -> str:
    """What is left of the name for a program that knows ASCII only; "file" where nothing is."""
    stem, dot, ending = (part.encode("ascii", "ignore").decode() for part in name.rpartition("."))
    return (" ".join(stem.split()).strip(" ._-") or "file") + (dot + ending if ending else "")
