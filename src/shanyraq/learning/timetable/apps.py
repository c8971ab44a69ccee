from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "shanyraq.learning.timetable"
    label = "timetable"
