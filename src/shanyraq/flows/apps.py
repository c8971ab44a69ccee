from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "shanyraq.flows"
    label = "flows"

    def ready(self) -> None:
        """Every story subscribes; web, live and work know the same subscriptions."""
        for module in iter_modules(__import__("shanyraq.flows", fromlist=["_"]).__path__):
            if module.name not in {"apps", "tests", "management"}:
                import_module(f"shanyraq.flows.{module.name}")
