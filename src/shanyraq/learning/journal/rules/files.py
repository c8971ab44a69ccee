"""Files beside a homework: which kinds, how their name is kept, and whether they are what they say. Pure."""

import enum
import re
import unicodedata
from pathlib import PurePosixPath

NAME_LENGTH = 120
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "docx": (_ZIP,),
    "xlsx": (_ZIP,),
    "pptx": (_ZIP,),
    "odt": (_ZIP,),
    "doc": (_OLE,),
    "txt": (),
}
"""The kinds that are taken, each with the bytes with which it begins. A text begins with anything but a zero byte."""


class FileFault(enum.StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    KIND = "kind"
    PRETENDS = "pretends"


def name_of(brought: str) -> str:
    """The file's own name without folders, hidden dots and letters that deceive the eye; never empty."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", brought))[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*')
    stem, kind = PurePosixPath(shown.strip(" .") or "-").stem.strip(" ."), kind_of(shown)
    return f"{stem[:NAME_LENGTH] or 'file'}.{kind}" if kind else stem[:NAME_LENGTH] or "file"


def kind_of(name: str) -> str:
    """What the name's ending says, in small letters; nothing where it has none."""
    return PurePosixPath(name.strip(" .")).suffix.removeprefix(".").lower()


def fault_of(name: str, data: bytes, *, most_bytes: int) -> FileFault | None:
    """Why this file cannot be taken. Its kind is believed only when its first bytes agree."""
    kind = kind_of(name)
    if not data:
        return FileFault.EMPTY
    if len(data) > most_bytes:
        return FileFault.TOO_BIG
    if kind not in SIGNATURES:
        return FileFault.KIND
    honest = data.startswith(SIGNATURES[kind]) if SIGNATURES[kind] else b"\x00" not in data[:4096]
    return None if honest else FileFault.PRETENDS
