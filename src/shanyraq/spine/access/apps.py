from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "shanyraq.spine.access"
    label = "access"

    def ready(self) -> None:
        from shanyraq.kernel.ui import navigation
        from shanyraq.spine.access import panels, signals

        signals.connect()
        navigation.identify_with(panels.identity)
