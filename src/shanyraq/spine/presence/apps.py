from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PresenceConfig(AppConfig):
    name = "shanyraq.spine.presence"
    label = "presence"

    def ready(self) -> None:
        registry = import_module("shanyraq.spine.registry.api")
        standing = import_module("shanyraq.spine.presence.queries.standing")
        registry.stands_on_people("presence", standing.people_with_days)
        access = import_module("shanyraq.spine.access.api")
        access.name_look_page("absence_paper", _("the document about an absence"))
