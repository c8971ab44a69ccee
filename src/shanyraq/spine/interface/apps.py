from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterfaceConfig(AppConfig):
    name = "shanyraq.spine.interface"
    label = "interface"

    def ready(self) -> None:
        from shanyraq.spine.access import api as access

        access.name_act("spine.interface.tokens.make_token", _("gave a program a token"))
        access.name_act("spine.interface.tokens.revoke_token", _("took a program's token away"))
