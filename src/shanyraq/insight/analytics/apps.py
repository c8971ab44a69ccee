from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "shanyraq.insight.analytics"
    label = "analytics"
