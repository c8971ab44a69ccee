from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.core.checks import register


class ScopeConfig(AppConfig):
    name = "shanyraq.kernel.scope"
    label = "scope"

    def ready(self) -> None:
        from shanyraq.kernel import clock
        from shanyraq.kernel.scope.checks import every_model_answers

        clock.assert_zone()

        register(every_model_answers)
        load("policies")


def load(module: str) -> None:
    """Imports `<app>.<module>` of every app of the house that has one; web, live and work do so alike."""
    for config in apps.get_app_configs():
        ours = config.name.startswith("shanyraq.") and config.name != "shanyraq.kernel.scope"
        if ours and find_spec(f"{config.name}.{module}"):
            import_module(f"{config.name}.{module}")
