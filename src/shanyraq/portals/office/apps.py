from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "shanyraq.portals.office"
    label = "office"

    def ready(self) -> None:
        from shanyraq.kernel.ui.navigation import NavItem, register

        register(
            "office",
            [
                NavItem(_("Today"), "office", "home"),
                NavItem(_("Figures"), "figures", "chart-bar"),
                NavItem(_("Notices"), "notices", "bell"),
            ],
        )
