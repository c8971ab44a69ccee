from django.apps import AppConfig


class GatesConfig(AppConfig):
    name = "shanyraq.campus.gates"
    label = "gates"

    def ready(self) -> None:
        from shanyraq.campus.gates.queries.exports import announce_holdings

        announce_holdings()
