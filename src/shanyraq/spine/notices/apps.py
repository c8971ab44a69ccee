from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "shanyraq.spine.notices"
    label = "notices"
