from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "shanyraq.kernel.actions"
    label = "actions"
