from django.apps import AppConfig
from django.core.checks import register


class EventsConfig(AppConfig):
    name = "shanyraq.kernel.events"
    label = "events"

    def ready(self) -> None:
        from shanyraq.kernel.events.checks import every_event_is_heard

        register(every_event_is_heard)
