from django.apps import AppConfig


class SchoolConfig(AppConfig):
    name = "shanyraq.portals.school"
    label = "school"
