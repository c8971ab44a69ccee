"""A template and data become a tagged PDF."""

import datetime as dt
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import segno

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
HOUSE = HERE / "house.typ"


class Unprintable(RuntimeError):
    """The template cannot be typeset with this data: a mistake of ours, in the words of Typst."""


def typeset(template: Path, data: Mapping[str, Any], *, title: str, language: str, at: dt.datetime) -> bytes:
    """The paper as PDF/UA-1. `at` is the moment written into the file as its own; the same input gives the same bytes.

    `data` is anything JSON can hold, with dates already in words. `language` is "kk", "ru" or "en". Raises Unprintable.
    """
    import typst

    said = orjson.dumps({"title": title, "language": language, **data}).decode()
    # A folder of its own is the root: nothing else on this machine can be read from a template.
    with tempfile.TemporaryDirectory(prefix="shanyraq-paper-") as folder:
        root = Path(folder)
        (root / "house.typ").write_bytes(HOUSE.read_bytes())
        main = root / "paper.typ"
        main.write_bytes(template.read_bytes())
        try:
            made = typst.compile(
                str(main), root=str(root), font_paths=[str(FONTS)], ignore_system_fonts=True, format="pdf",
                pdf_standards="ua-1", sys_inputs={"data": said}, timestamp=at,
                package_path=str(root), package_cache_path=str(root),
            )  # fmt: skip
        except typst.TypstError as fault:
            raise Unprintable(f"{template.name}: {fault}") from fault
    return bytes(made or b"")


def qr_code(address: str) -> str:
    """The address as a QR code, an SVG that `seal` of house.typ draws. Middle correction: folded papers are read."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
