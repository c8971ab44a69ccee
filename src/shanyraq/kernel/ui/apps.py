from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "shanyraq.kernel.ui"
    label = "ui"
