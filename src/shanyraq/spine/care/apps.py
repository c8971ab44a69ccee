from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CareConfig(AppConfig):
    name = "shanyraq.spine.care"
    label = "care"

    def ready(self) -> None:
        from shanyraq.spine.access import api as access

        import_module("shanyraq.spine.care.projections.checks")  # tells `verify` how groups and needs are checked
        registry = import_module("shanyraq.spine.registry.api")
        standing = import_module("shanyraq.spine.care.queries.standing")
        registry.stands_on_people("care", standing.people_with_papers)
        access.name_look_page("health", _("health sheet"))
        access.name_look_page("needs", _("educational needs"))
