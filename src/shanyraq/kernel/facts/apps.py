from typing import Any

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


def reinstall_triggers(sender: Any, **_: Any) -> None:
    from shanyraq.kernel.facts.triggers import install

    install()


class FactsConfig(AppConfig):
    name = "shanyraq.kernel.facts"
    label = "facts"

    def ready(self) -> None:
        from shanyraq.kernel.facts.checks import database_speaks_utf8, streams_are_declared, triggers_stand

        # Sent once for each app; the last call finds every table there.
        post_migrate.connect(reinstall_triggers, dispatch_uid="facts.triggers")
        register(triggers_stand, Tags.database)
        register(database_speaks_utf8, Tags.database)
        register(streams_are_declared)
