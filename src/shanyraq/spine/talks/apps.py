from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TalksConfig(AppConfig):
    name = "shanyraq.spine.talks"
    label = "talks"

    def ready(self) -> None:
        access = import_module("shanyraq.spine.access.api")
        access.name_look_page("talk", _("a conversation that was reported"))
