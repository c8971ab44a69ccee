from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "shanyraq.spine.access"
    label = "access"

    def ready(self) -> None:
        from shanyraq.kernel.ui import navigation
        from shanyraq.spine.access import panels
        from shanyraq.spine.access.endpoints import key_changes

        key_changes.connect()
        navigation.identify_with(panels.identity)
