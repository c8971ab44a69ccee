from django.urls import path

from shanyraq.portals.public.pages.home import home
from shanyraq.portals.public.pages.roots import checker, roots, roots_text

urlpatterns = [
    path("", home, name="home"),
    path("roots/", roots, name="roots"),
    path("roots.txt", roots_text, name="roots_text"),
    path("check_receipt.py", checker, name="check_receipt"),
]
