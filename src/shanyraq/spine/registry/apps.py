from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "shanyraq.spine.registry"
    label = "registry"
