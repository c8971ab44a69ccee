"""System check: every address of the house has declared access."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

# Views of libraries, looked at one by one: sign-in and own factors (allauth asks for sign-in itself), static files.
REVIEWED_PREFIXES = ("allauth.", "django.contrib.staticfiles.", "django.views.i18n", "django.views.static")


def every_pattern(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address pattern of the house with its full route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from every_pattern(entry, route)
        else:
            yield route, entry


def every_page_declares_access(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """A page without `page(...)`, `public_page(...)` or `device_endpoint(...)` is an error."""
    return [
        Error(f"the page at {route!r} has no declared access", obj=pattern.callback, id="pages.E001")
        for route, pattern in every_pattern()
        if not hasattr(pattern.callback, "page_access")
        and not pattern.callback.__module__.startswith(REVIEWED_PREFIXES)
    ]
