"""A paper is typeset with every Kazakh letter, runs nothing of what it is told, and is the same twice."""

import datetime as dt
import re
import zlib
from pathlib import Path

import pytest

from shanyraq.kernel.papers.api import Unprintable, qr_code, typeset

AT = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
LETTERS = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя₸№«»—"
TEMPLATE = """#import "house.typ": *
#show: paper
= #data.title
#entries(data.pairs)
#table-of(data.header, data.rows, numbers: (1,))
#seal(data.qr, data.words, data.words)
#signature("Директор", data.name)
"""


def paper(folder: Path, text: str = TEMPLATE, **change: object) -> bytes:
    (folder / "card.typ").write_text(text)
    given = {
        "pairs": [{"name": "Оқушы", "value": "Қайратұлы Ержан"}], "header": ["Пән", "Баға"], "name": "Әубәкірова А.",
        "rows": [["Математика", "5"]], "qr": qr_code("http://localhost:8000/seals/1"), "words": "Мөр",
    }  # fmt: skip
    return typeset(folder / "card.typ", {**given, **change}, title="Үлгерім табелі", language="kk", at=AT)


def test_a_paper_is_tagged_in_its_language_and_the_same_twice(tmp_path):
    made = paper(tmp_path)
    assert made == paper(tmp_path)
    assert made.startswith(b"%PDF")
    assert b"/MarkInfo" in made
    assert b"(kk" in made
    assert b"pdfuaid:part" in made


def test_every_letter_of_ours_has_a_shape(tmp_path):
    """What no font can draw is drawn as the shape of number 0; a tagged file maps each shape to its letter."""
    from typst import Fonts

    from shanyraq.kernel.papers.typesetting import FONTS

    assert {font.weight for font in Fonts(False, False, [str(FONTS)]).fonts()} == {400, 600}
    made = paper(tmp_path, name=LETTERS)
    maps = b"".join(_streams(made))
    told = {int(code, 16) for code in re.findall(rb"<([0-9A-Fa-f]{4})>", maps)}
    assert {letter for letter in LETTERS if ord(letter) not in told} == set()


def test_words_in_the_data_are_only_words(tmp_path):
    evil = '#read("/etc/passwd") #panic() = $x$ "quoted" \\ \u202e'
    assert paper(tmp_path, name=evil).startswith(b"%PDF")


@pytest.mark.parametrize(
    "line",
    [
        '#read("/etc/passwd")',
        '#read("../../../../../../etc/passwd")',
        '#import "@preview/cetz:0.3.4"',
        '#image(bytes(data.qr), format: "svg")',  # a picture that nobody can hear
    ],
)
def test_a_template_reads_nothing_else_and_says_its_pictures(tmp_path, line):
    with pytest.raises(Unprintable, match=r"card\.typ"):
        paper(tmp_path, TEMPLATE + line)


def _streams(pdf: bytes) -> list[bytes]:
    found = []
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            found.append(raw)
    return found
