from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "shanyraq.spine.quality"
    label = "quality"
