"""The addresses of the house: each module brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("shanyraq.kernel.ui.urls")),
]
