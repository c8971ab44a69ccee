"""The colours are legible: AA in light and in dark, computed from the stylesheet itself."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[1] / "static" / "ui" / "ui.css").read_text("utf-8")
TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    *(
        (ink, ground, TEXT)
        for ink in ("ink", "ink-soft", "sky", "sky-strong")
        for ground in ("paper", "surface", "sunk")
    ),
    *((tone, f"{tone}-soft", TEXT) for tone in ("sky", "good", "care", "act")),
    *((tone, ground, TEXT) for tone in ("good", "care", "act") for ground in ("surface", "paper")),
    *(("ink", f"{tone}-soft", TEXT) for tone in ("sky", "good", "care", "act", "saffron")),
    ("care", "saffron-soft", TEXT),
    ("on-sky", "sky", TEXT),
    ("on-sky", "sky-strong", TEXT),
    ("on-saffron", "saffron", TEXT),
    ("on-saffron", "saffron-strong", TEXT),
    ("on-act", "act", TEXT),
    *(("line-strong", ground, SHAPE) for ground in ("paper", "surface")),
]


def colours(theme: str) -> dict[str, str]:
    block = re.search(rf'\[data-bs-theme="{theme}"\] \{{(.*?)\n\}}', CSS, re.DOTALL)
    assert block, f"the stylesheet has no {theme} colours"
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_and_edges_stand_out_from_their_ground(theme):
    known = colours(theme)
    weak = {
        f"{ink} on {ground}": round(ratio(known[ink], known[ground]), 2)
        for ink, ground, least in PAIRS
        if ratio(known[ink], known[ground]) < least
    }
    assert weak == {}


def test_initials_are_legible_on_every_persons_colour():
    hues = re.findall(r"\.hue-\d \{ background: (#[0-9a-f]{6}); \}", CSS)
    assert len(hues) == 8
    assert min(ratio("#ffffff", hue) for hue in hues) >= TEXT


def test_nothing_moves_longer_than_150_milliseconds_and_nothing_for_those_who_ask():
    seconds = [float(time) for time in re.findall(r"(?:transition|animation):[^;]*?(?<![\w-])(\d*\.\d+|\d+)s", CSS)]
    assert seconds
    assert max(seconds) <= 0.15
    assert "prefers-reduced-motion: reduce" in CSS
