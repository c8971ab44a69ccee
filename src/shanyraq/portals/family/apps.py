from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FamilyConfig(AppConfig):
    name = "shanyraq.portals.family"
    label = "family"

    def ready(self) -> None:
        from shanyraq.kernel.ui.navigation import NavItem, register
        from shanyraq.spine.notices.api import unread_badge

        register(
            "family",
            [
                NavItem(_("Today"), "children", "home"),
                NavItem(_("Diary"), "own_diary", "book-2"),
                NavItem(pgettext_lazy("place of the bar", "Messages"), "notices", "message", badge=unread_badge),
                NavItem(_("More"), "family_more", "dots"),
            ],
        )
