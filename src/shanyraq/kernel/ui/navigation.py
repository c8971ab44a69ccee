"""The bar of an audience and the person in the corner: portals and access register, the shell shows."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import get_urlconf, resolve, reverse
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place of the bar. `badge` counts what waits for this person; nothing is shown for zero."""

    title: Text
    url_name: str
    icon: str
    badge: Callable[[HttpRequest], int] | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is signed in, as the corner of the page shows it."""

    id: str
    name: str
    role: Text = ""
    organisation: Text = ""
    url_name: str = ""


_bars: dict[str, tuple[NavItem, ...]] = {}
_urls: dict[tuple[str | None, str], str] = {}
_identify: list[Callable[[HttpRequest], Identity | None]] = []


def register(audience: str, items: Sequence[NavItem]) -> None:
    """From now on pages of this audience carry this bar: four places on a phone, the rest under «Тағы»."""
    _bars[audience] = tuple(items)


def items_for(audience: str) -> tuple[NavItem, ...]:
    return _bars.get(audience, ())


def identify_with(function: Callable[[HttpRequest], Identity | None]) -> None:
    """From now on this function tells the shell who is signed in."""
    _identify[:] = [function]


def identity_of(request: HttpRequest) -> Identity | None:
    return _identify[0](request) if _identify else None


def address(url_name: str) -> str:
    """The address of a bar's place, resolved once."""
    key = (get_urlconf(), url_name)
    if key not in _urls:
        _urls[key] = reverse(url_name)
    return _urls[key]


def opens_for(url_name: str, roles: Collection[str]) -> bool:
    """Whether the page behind this place opens for somebody with these roles: a bar leads to no closed door."""
    access = getattr(resolve(address(url_name)).func, "page_access", None)
    if access is None or not access.roles:
        return True
    return "*" in access.roles or bool(set(access.roles) & set(roles))


def current(path: str, items: Sequence[NavItem]) -> NavItem | None:
    """The place that the page belongs to: the longest address that begins its path."""
    inside = [item for item in items if path == address(item.url_name) or path.startswith(_folder(item))]
    return max(inside, key=lambda item: len(address(item.url_name)), default=None)


def _folder(item: NavItem) -> str:
    own = address(item.url_name)
    return own if own.endswith("/") and own != "/" else own + "\0"
