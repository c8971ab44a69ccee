from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TeacherConfig(AppConfig):
    name = "shanyraq.portals.teacher"
    label = "teacher"

    def ready(self) -> None:
        from shanyraq.kernel.ui.navigation import NavItem, register

        register(
            "teacher",
            [
                NavItem(_("Today"), "teacher", "home"),
                NavItem(_("To find out"), "cases", "help-circle"),
                NavItem(_("Pupils"), "people", "users"),
                NavItem(pgettext_lazy("place of the bar", "Messages"), "notices", "message", badge=unread),
            ],
        )


def unread(request: HttpRequest) -> int:
    """Notices the teacher has not opened."""
    from shanyraq.kernel.scope import current_scope
    from shanyraq.spine.notices import api as notices

    person = current_scope().person_id
    return notices.unread(person) if person else 0
