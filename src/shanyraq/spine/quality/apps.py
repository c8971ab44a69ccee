from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    name = "shanyraq.spine.quality"
    label = "quality"

    def ready(self) -> None:
        from shanyraq.spine.access import api as access
        from shanyraq.spine.quality.actions.findings import ask_school

        import_module("shanyraq.spine.quality.projections.checks")  # tells `verify` how findings are checked
        access.name_act(ask_school.action_name, _("asked a school about its register"))  # type: ignore[attr-defined]
