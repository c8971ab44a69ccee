from django.urls import path

from shanyraq.portals.office.pages.home import home
from shanyraq.portals.office.pages.structure import structure

urlpatterns = [
    path("office/", home, name="office"),
    path("structure/", structure, name="structure"),
]
