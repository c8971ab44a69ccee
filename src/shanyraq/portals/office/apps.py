from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OfficeConfig(AppConfig):
    name = "shanyraq.portals.office"
    label = "office"

    def ready(self) -> None:
        from shanyraq.kernel.ui.navigation import NavItem, register

        register(
            "office",
            [
                NavItem(_("Today"), "office", "home"),
                NavItem(_("Structure"), "structure", "sitemap"),
                NavItem(_("Lists"), "exchange_of_office", "file-spreadsheet"),
                NavItem(_("Figures"), "figures", "chart-bar"),
                NavItem(_("Children looked for"), "missing_children", "search"),
                NavItem(pgettext_lazy("place of the bar", "Register"), "quality_schools", "clipboard-check"),
                NavItem(pgettext_lazy("place of the bar", "Statistics"), "snapshots", "table"),
                NavItem(_("Tokens"), "service_tokens", "key"),
                NavItem(pgettext_lazy("place of the bar", "Messages"), "notices", "message"),
            ],
        )
