from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "shanyraq.kernel.sealing"
    label = "sealing"
