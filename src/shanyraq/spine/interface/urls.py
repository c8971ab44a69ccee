"""Addresses of the interface."""

from django.urls import path

from shanyraq.spine.interface.endpoints.oneroster import collection, openapi, single
from shanyraq.spine.interface.queries.kinds import COLLECTIONS

BASE = "ims/oneroster/rostering/v1p2"

urlpatterns = [
    *(path(f"{BASE}/{kind}", collection(kind), name=f"oneroster_{kind}") for kind in COLLECTIONS),
    *(path(f"{BASE}/{kind}/<str:sourced_id>", single(kind), name=f"oneroster_{kind}_one") for kind in COLLECTIONS),
    path(f"{BASE}/openapi.json", openapi, name="oneroster_openapi"),
]
