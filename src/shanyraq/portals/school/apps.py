from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SchoolConfig(AppConfig):
    name = "shanyraq.portals.school"
    label = "school"

    def ready(self) -> None:
        from shanyraq.kernel.ui.navigation import NavItem, register
        from shanyraq.spine.notices.api import unread_badge

        register(
            "school",
            [
                NavItem(_("Today"), "school", "home"),
                NavItem(_("To find out"), "cases", "help-circle"),
                NavItem(pgettext_lazy("place of the bar", "Gates"), "gates", "login"),
                NavItem(_("People"), "people", "users"),
                NavItem(pgettext_lazy("place of the bar", "Messages"), "notices", "message", badge=unread_badge),
                NavItem(_("Classes"), "groups", "school"),
                NavItem(_("Control of the register"), "register_control", "list-check"),
                NavItem(pgettext_lazy("place of the bar", "Marks"), "marks_desk", "star"),
                NavItem(_("Timetable"), "timetable", "calendar-week"),
                NavItem(_("Health"), "health_sheets", "stethoscope"),
                NavItem(_("Needs"), "needs", "certificate"),
                NavItem(_("Movement"), "movement", "arrow-right"),
                NavItem(pgettext_lazy("place of the bar", "Register"), "quality", "clipboard-check"),
                NavItem(pgettext_lazy("place of the bar", "Statistics"), "snapshots", "table"),
                NavItem(_("Import desk"), "exchange", "file-spreadsheet"),
                NavItem(_("Tokens"), "service_tokens", "key"),
                NavItem(_("Figures"), "figures", "chart-bar"),
                NavItem(_("History"), "history", "history"),
            ],
        )
