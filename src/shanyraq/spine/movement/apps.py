from django.apps import AppConfig


class MovementConfig(AppConfig):
    name = "shanyraq.spine.movement"
    label = "movement"
