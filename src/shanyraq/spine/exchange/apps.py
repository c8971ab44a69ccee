from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "shanyraq.spine.exchange"
    label = "exchange"

    def ready(self) -> None:
        from shanyraq.spine.access import api as access

        access.name_look_page("export", _("everything, taken as a file"))
        access.name_act("spine.exchange.exports.ask_export", _("asked for an export"))
