from django.apps import AppConfig


class TextConfig(AppConfig):
    name = "shanyraq.kernel.text"
    label = "text"
