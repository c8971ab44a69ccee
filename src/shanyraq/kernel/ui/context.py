"""What the shell needs of a request. Nothing is computed until a template asks: fragments cost nothing."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.text import dates
from shanyraq.kernel.ui import navigation
from shanyraq.kernel.ui.icons import icon
from shanyraq.kernel.ui.shown import language

THEMES = ("light", "dark", "auto")
THEME_COOKIE = "theme"
ON_A_PHONE = 4


class Shell:
    """Bar, person, theme and demo clock of one request, each found when it is asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def audience(self) -> str:
        return getattr(self.request, "audience", "public")

    @cached_property
    def language(self) -> str:
        return language()

    @cached_property
    def theme(self) -> str:
        """What the person chose; "auto" follows the device."""
        asked = self.request.GET.get("theme") or self.request.COOKIES.get(THEME_COOKIE, "")
        return asked if asked in THEMES else "auto"

    @cached_property
    def is_dark(self) -> bool:
        return self.theme == "dark"

    @cached_property
    def identity(self) -> navigation.Identity | None:
        return navigation.identity_of(self.request)

    @cached_property
    def demo_moment(self) -> str:
        """«23 қараша 2026, 10:15» of the demo clock; empty on a real installation."""
        return dates.moment(clock.now(), language=language()) if clock.is_demo() else ""

    @cached_property
    def places(self) -> list[SafeString]:
        """The links of the audience's bar."""
        roles = current_scope().roles
        items = [item for item in navigation.items_for(self.audience) if navigation.opens_for(item.url_name, roles)]
        here = navigation.current(self.request.path, items)
        return [self._place(item, is_here=item is here) for item in items]

    @property
    def bar(self) -> list[SafeString]:
        """The places that stand on a phone."""
        return self.places if len(self.places) <= ON_A_PHONE + 1 else self.places[:ON_A_PHONE]

    @property
    def more(self) -> list[SafeString]:
        """The places behind «Тағы» on a phone; the wide screen shows them all."""
        return self.places[len(self.bar) :]

    def _place(self, item: navigation.NavItem, *, is_here: bool) -> SafeString:
        waiting = item.badge(self.request) if item.badge else 0
        said = _("%(count)s waiting") % {"count": waiting}
        badge = f'<b class="nav-badge">{waiting}<span class="visually-hidden"> {said}</span></b>' if waiting else ""
        here = ' aria-current="page"' if is_here else ""
        return mark_safe(  # noqa: S308
            f'<a class="place" href="{navigation.address(item.url_name)}"{here}>'
            f"{icon(item.icon)}<span>{escape(item.title)}</span>{badge}</a>"
        )


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `ui` in every template."""
    return {"ui": Shell(request)}
