from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterfaceConfig(AppConfig):
    name = "shanyraq.spine.interface"
    label = "interface"

    def ready(self) -> None:
        from shanyraq.spine.access import api as access

        access.name_act("spine.interface.tokens.make_token", _("gave a program a token"))
        access.name_act("spine.interface.tokens.make_office_token", _("gave a program a token"))
        access.name_act("spine.interface.tokens.make_own_token", _("made a token of their own"))
        access.name_act("spine.interface.tokens.revoke_tokens_of", _("took the tokens of a locked account away"))
        access.add_account_row(_("My tokens"), "own_tokens", "key")
        access.name_look_page("interface", _("record, read by a program of their own"))
        access.name_look_page("interface_service", _("record, read by a program they answer for"))
        access.name_act("spine.interface.tokens.revoke_token", _("took a program's token away"))
