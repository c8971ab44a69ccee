"""Addresses of the interface."""

from django.urls import path, re_path

from shanyraq.spine.interface.endpoints import changes, oneroster, register
from shanyraq.spine.interface.pages import docs, tokens
from shanyraq.spine.interface.queries.kinds import COLLECTIONS
from shanyraq.spine.interface.rules.resources import RESOURCES

ROSTER = "ims/oneroster/rostering/v1p2"
REGISTER = "api/register/v1"

urlpatterns = [
    *(path(f"{ROSTER}/{kind}", oneroster.collection(kind), name=f"oneroster_{kind}") for kind in COLLECTIONS),
    *(path(f"{ROSTER}/{kind}/<str:sourced_id>", oneroster.single(kind), name=f"oneroster_{kind}_one")
      for kind in COLLECTIONS),
    path(f"{ROSTER}/openapi.json", oneroster.openapi, name="oneroster_openapi"),
    *(path(f"{REGISTER}/{name}", register.collection(each), name=f"register_{name}")
      for name, each in RESOURCES.items()),
    *(path(f"{REGISTER}/{name}/<str:key>", register.single(each), name=f"register_{name}_one")
      for name, each in RESOURCES.items()),
    path(f"{REGISTER}/school-years", register.school_years, name="register_school_years"),
    path(f"{REGISTER}/token", register.me, name="register_token"),
    path(f"{REGISTER}/changes", changes.changes_since, name="register_changes"),
    path(f"{REGISTER}/openapi.json", register.openapi, name="register_openapi"),
    re_path(rf"^{REGISTER}/(?P<rest>[\s\S]*)$", register.nothing, name="register_nothing"),
    path("api/", docs.interface_docs, name="interface_docs"),
    path("account/tokens/", tokens.own_tokens, name="own_tokens"),
    path("interface/tokens/", tokens.service_tokens, name="service_tokens"),
]  # fmt: skip
