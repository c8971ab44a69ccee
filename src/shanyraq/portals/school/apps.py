from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SchoolConfig(AppConfig):
    name = "shanyraq.portals.school"
    label = "school"

    def ready(self) -> None:
        from shanyraq.kernel.ui.navigation import NavItem, register

        register(
            "school",
            [
                NavItem(_("Today"), "school", "home"),
                NavItem(_("To find out"), "cases", "help-circle"),
                NavItem(pgettext_lazy("place of the bar", "Gates"), "gates", "login"),
                NavItem(_("People"), "people", "users"),
                NavItem(pgettext_lazy("place of the bar", "Messages"), "notices", "message", badge=unread),
                NavItem(_("Classes"), "groups", "school"),
                NavItem(_("Figures"), "figures", "chart-bar"),
                NavItem(_("History"), "history", "history"),
            ],
        )


def unread(request: HttpRequest) -> int:
    """Notices the reader has not opened."""
    from shanyraq.kernel.scope import current_scope
    from shanyraq.spine.notices import api as notices

    person = current_scope().person_id
    return notices.unread(person) if person else 0
