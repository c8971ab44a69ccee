from django.apps import AppConfig


class PupilConfig(AppConfig):
    name = "shanyraq.portals.pupil"
    label = "pupil"
