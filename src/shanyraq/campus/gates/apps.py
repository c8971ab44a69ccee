from django.apps import AppConfig


class GatesConfig(AppConfig):
    name = "shanyraq.campus.gates"
    label = "gates"
