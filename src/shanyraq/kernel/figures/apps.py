from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "shanyraq.kernel.figures"
    label = "figures"

    def ready(self) -> None:
        from shanyraq.kernel.scope.apps import load

        load("figures")
