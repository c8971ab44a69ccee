from django.apps import AppConfig


class PresenceConfig(AppConfig):
    name = "shanyraq.spine.presence"
    label = "presence"
