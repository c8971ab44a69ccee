"""Pictures of medical documents, as they are read back: what the bytes themselves say they are."""

from django.core.files.storage import default_storage

SIGNS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf"}


def kind_of(data: bytes) -> str:
    """The content type by the first bytes, whatever the file is called; empty for anything we do not take."""
    return next((kind for sign, kind in SIGNS.items() if data.startswith(sign)), "")


def paper_at(path: str) -> tuple[bytes, str] | None:
    """(bytes, content type); None where it is kept no longer."""
    try:
        with default_storage.open(path) as handle:
            data = bytes(handle.read())
    except FileNotFoundError:
        return None
    return data, kind_of(data)
