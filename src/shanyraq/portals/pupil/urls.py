from django.urls import path

from shanyraq.portals.pupil.pages.home import home

urlpatterns = [path("pupil/", home, name="pupil")]
