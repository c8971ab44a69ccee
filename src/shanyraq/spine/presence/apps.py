from importlib import import_module

from django.apps import AppConfig


class PresenceConfig(AppConfig):
    name = "shanyraq.spine.presence"
    label = "presence"

    def ready(self) -> None:
        registry = import_module("shanyraq.spine.registry.api")
        standing = import_module("shanyraq.spine.presence.queries.standing")
        registry.stands_on_people("presence", standing.people_with_days)
