from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PupilConfig(AppConfig):
    name = "shanyraq.portals.pupil"
    label = "pupil"

    def ready(self) -> None:
        """A pupil reads the same pages as the family, about themself."""
        from shanyraq.kernel.ui.navigation import NavItem, register
        from shanyraq.spine.notices.api import unread_badge

        register(
            "pupil",
            [
                NavItem(_("Today"), "children", "home"),
                NavItem(_("Diary"), "own_diary", "book-2"),
                NavItem(pgettext_lazy("place of the bar", "Messages"), "notices", "message", badge=unread_badge),
                NavItem(_("More"), "family_more", "dots"),
            ],
        )
