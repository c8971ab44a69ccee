from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "shanyraq.kernel.sheets"
    label = "sheets"
