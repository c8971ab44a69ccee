"""Addresses of the exchange."""

from django.urls import path

from shanyraq.spine.exchange.pages import exports

urlpatterns = [
    path("exports/", exports.exports, name="exports"),
    path("exports/people/<uuid:person_id>/", exports.export_of_person, name="person_export"),
    path("exports/<uuid:export_id>/file/", exports.take_export, name="take_export"),
]
