"""Icons and signs: a vendored sprite of line icons, and one of signs drawn by us (logo, the ring's states)."""

import json
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

VENDOR = Path(__file__).parent / "static" / "vendor"


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """The icons that the vendored sprite holds."""
    return frozenset(json.loads((VENDOR / "manifest.json").read_text("utf-8"))["icons"])


@lru_cache(maxsize=1024)
def icon(name: str, *, label: str = "", css: str = "") -> SafeString:
    """A line icon. Without a label it is decoration and readers of screens pass it by.

    Raises KeyError for a name that is not in the sprite (tools/vendor.py lists them).
    """
    if name not in icon_names():
        raise KeyError(f"the sprite has no icon {name!r}")
    return _use(f"{static('vendor/icons.svg')}#{name}", css=f"icon {css}".strip(), label=label)


@lru_cache(maxsize=256)
def sign(name: str, *, label: str = "", css: str = "") -> SafeString:
    """One of our own signs: logo, ring-local, ring-sent, ring-sealed, ring-conflict."""
    return _use(f"{static('ui/signs.svg')}#{name}", css=css, label=label)


def _use(address: str, *, css: str, label: str) -> SafeString:
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(f'<svg class="{escape(css)}" {said}><use href="{escape(address)}"/></svg>')  # noqa: S308
