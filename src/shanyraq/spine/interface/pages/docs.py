"""The open interface, described for a programmer: scopes, collections, limits, refusals, examples."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shanyraq.kernel.pages import public_page
from shanyraq.spine.interface.messages import COLLECTIONS, SCOPES, TITLES
from shanyraq.spine.interface.rules.questions import MOST, known_to
from shanyraq.spine.interface.rules.resources import RESOURCES
from shanyraq.spine.interface.rules.scopes import CHANGES, STRUCTURE

STATUSES = {
    "parameter": 400, "token": 401, "scope": 403, "follow": 403, "nothing": 404, "method": 405, "form": 406,
    "renewed": 410, "elsewhere": 422, "often": 429,
}  # fmt: skip
MORE = {
    "school-years": (STRUCTURE, ("year", "name", "opens", "closes", "quarters"), ()),
    "changes": (CHANGES, ("kind", "id", "gone", "noticed_at", "href"), ("organisation", "kinds", "since", "limit")),
}


@public_page(reason="the description of the interface names nobody")
def interface_docs(request: HttpRequest) -> HttpResponse:
    """How does a program read the register?"""
    collections: list[dict[str, Any]] = [
        {
            "name": each.name, "words": COLLECTIONS[each.name], "scope": each.scope,
            "fields": [(one.name, one.needs) for one in each.fields], "asked": known_to(each),
        }
        for each in RESOURCES.values()
    ]  # fmt: skip
    collections += [
        {"name": name, "words": COLLECTIONS[name], "scope": scope, "fields": [(one, "") for one in fields],
         "asked": asked}
        for name, (scope, fields, asked) in MORE.items()
    ]  # fmt: skip
    told = {
        "scopes": list(SCOPES.items()),
        "collections": collections,
        "problems": [(status, kind, TITLES[kind]) for kind, status in STATUSES.items()],
        "most": MOST,
        "of_token": settings.API_TOKEN_LIMIT,
        "of_address": settings.API_ADDRESS_LIMIT,
        "base": request.build_absolute_uri("/api/register/v1"),
    }
    return render(request, "interface/docs.html", told)
