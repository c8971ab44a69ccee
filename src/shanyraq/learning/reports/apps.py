from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "shanyraq.learning.reports"
    label = "reports"

    def ready(self) -> None:
        exports = import_module("shanyraq.learning.reports.queries.exports")
        exports.announce_holdings()
        registry = import_module("shanyraq.spine.registry.api")
        registry.stands_on_people("reports", exports.people_with_cards)
