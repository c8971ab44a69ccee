from django.urls import path

from shanyraq.portals.teacher.pages.home import home

urlpatterns = [path("teacher/", home, name="teacher")]
