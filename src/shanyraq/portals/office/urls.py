from django.urls import path

from shanyraq.portals.office.pages.home import home

urlpatterns = [path("office/", home, name="office")]
