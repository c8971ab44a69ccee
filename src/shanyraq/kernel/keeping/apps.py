from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "shanyraq.kernel.keeping"
    label = "keeping"
