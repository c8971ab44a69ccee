from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "shanyraq.portals.public"
    label = "public"
