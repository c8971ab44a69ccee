from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TeacherConfig(AppConfig):
    name = "shanyraq.portals.teacher"
    label = "teacher"

    def ready(self) -> None:
        from shanyraq.kernel.ui.navigation import NavItem, register
        from shanyraq.spine.notices.api import unread_badge

        register(
            "teacher",
            [
                NavItem(_("Today"), "teacher", "home"),
                NavItem(_("My week"), "journal_week", "calendar"),
                NavItem(_("To find out"), "cases", "help-circle"),
                NavItem(pgettext_lazy("place of the bar", "Marks"), "marks_desk", "star"),
                NavItem(_("Pupils"), "people", "users"),
                NavItem(pgettext_lazy("place of the bar", "Register"), "quality", "clipboard-check"),
                NavItem(pgettext_lazy("place of the bar", "Messages"), "notices", "message", badge=unread_badge),
                NavItem(_("Timetable"), "own_week", "calendar-week"),
                NavItem(pgettext_lazy("place of the bar", "Plans"), "calendar_plans", "notebook"),
                NavItem(_("Newcomers"), "brought_marks", "file-text"),
            ],
        )
