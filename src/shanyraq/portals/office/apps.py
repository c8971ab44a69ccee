from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "shanyraq.portals.office"
    label = "office"
