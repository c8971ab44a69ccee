from importlib import import_module

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "shanyraq.learning.journal"
    label = "journal"

    def ready(self) -> None:
        import_module("shanyraq.learning.journal.projections.checks")  # tells `verify` how cells are checked
        import_module("shanyraq.learning.journal.projections.term_checks")
        import_module("shanyraq.learning.journal.queries.exports").announce_holdings()
        import_module("shanyraq.learning.journal.queries.term_exports").announce_holdings()
        registry = import_module("shanyraq.spine.registry.api")
        standing = import_module("shanyraq.learning.journal.queries.standing")
        registry.stands_on_people("journal", standing.people_with_marks)
