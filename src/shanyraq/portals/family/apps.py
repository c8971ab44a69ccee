from django.apps import AppConfig


class FamilyConfig(AppConfig):
    name = "shanyraq.portals.family"
    label = "family"
