from django.apps import AppConfig


class TestingConfig(AppConfig):
    name = "shanyraq.kernel.testing"
    label = "testing"
