from django.apps import AppConfig


class TeacherConfig(AppConfig):
    name = "shanyraq.portals.teacher"
    label = "teacher"
