"""Every template of the house: no inline style or script, nothing from outside, icons that exist."""

import re
from pathlib import Path

import pytest

from shanyraq.kernel.ui.icons import icon_names

ROOT = Path(__file__).resolve().parents[1] / "src" / "shanyraq"
TEMPLATES = sorted(path for path in ROOT.rglob("templates/**/*.html"))
RULES = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "a handler attribute": r"<[^>]*\son[a-z]+\s*=",
    "a script without src": r"<script\b(?![^>]*\ssrc\s*=)",
    "a script address": r"javascript:",
    "an hx-on handler": r"\shx-on[:=-]",
    "something loaded from outside": r"""(?:src|href|action|srcset|poster|data)\s*=\s*["']?(?:https?:)?//""",
}


def markup(path: Path) -> str:
    """The template without its own tags, so that a variable called «one» is no handler."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("rule", RULES)
def test_no_template_holds(rule):
    pattern = re.compile(RULES[rule], re.IGNORECASE)
    found = [str(path.relative_to(ROOT)) for path in TEMPLATES if pattern.search(markup(path))]
    assert TEMPLATES
    assert found == []


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = {
        (name, str(path.relative_to(ROOT)))
        for path in TEMPLATES
        for name in re.findall(r"""\{%\s*icon\s+["']([\w-]+)["']""", path.read_text("utf-8"))
    }
    assert sorted(place for place in named if place[0] not in icon_names()) == []
