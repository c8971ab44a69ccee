from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FamilyConfig(AppConfig):
    name = "shanyraq.portals.family"
    label = "family"

    def ready(self) -> None:
        from shanyraq.kernel.ui.navigation import NavItem, register

        register(
            "family",
            [
                NavItem(_("Today"), "children", "home"),
                NavItem(_("Diary"), "own_diary", "book-2"),
                NavItem(pgettext_lazy("place of the bar", "Messages"), "notices", "message", badge=unread),
                NavItem(_("More"), "family_more", "dots"),
            ],
        )


def unread(request: HttpRequest) -> int:
    """Notices the reader has not opened."""
    from shanyraq.kernel.scope import current_scope
    from shanyraq.spine.notices import api as notices

    person = current_scope().person_id
    return notices.unread(person) if person else 0
