"""What is vendored is whole, loads nothing from outside, and can write Kazakh."""

import hashlib
import json
import re
from pathlib import Path

from shanyraq.kernel.ui.icons import icon_names

STATIC = Path(__file__).parents[1] / "static"
VENDOR = STATIC / "vendor"
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸№«»—–…"


def test_every_file_is_the_one_that_was_fetched():
    listed = json.loads((VENDOR / "manifest.json").read_text("utf-8"))["files"]
    present = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "manifest.json"
    }
    assert present == listed


def test_no_stylesheet_drawing_or_script_loads_from_outside():
    outside = re.compile(r"""(?:url\(\s*["']?|@import\s+["']?|href=["']|src=["']|fetch\(["'])(?:https?:)?//""")
    found = [
        path.name
        for path in STATIC.rglob("*")
        if path.suffix in {".css", ".svg", ".js"} and outside.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_the_declared_ranges_of_the_font_cover_kazakh():
    faces = (VENDOR / "inter.css").read_text("utf-8")
    ranges = [
        (int(low, 16), int(high or low, 16)) for low, high in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", faces)
    ]
    missing = [letter for letter in KAZAKH if not any(low <= ord(letter) <= high for low, high in ranges)]
    assert missing == []
    assert all((VENDOR / name).exists() for name in re.findall(r"url\(([^)]+)\)", faces))


def test_the_sprite_draws_every_icon_it_promises():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (VENDOR / "icons.svg").read_text("utf-8")))
    assert drawn == icon_names()


def test_our_signs_draw_the_ring_in_its_four_states_and_the_logo():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "ui" / "signs.svg").read_text("utf-8")))
    assert drawn == {"logo", "mark", "ring-local", "ring-sent", "ring-sealed", "ring-conflict"}
