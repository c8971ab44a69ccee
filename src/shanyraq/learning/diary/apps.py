from django.apps import AppConfig


class DiaryConfig(AppConfig):
    name = "shanyraq.learning.diary"
    label = "diary"
