"""OneRoster 1.2 rostering, read only: collections and single objects, with a bearer token."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from shanyraq.kernel import clock
from shanyraq.kernel.pages import device_endpoint, public_page
from shanyraq.kernel.scope import use_scope
from shanyraq.spine.interface.endpoints.door import Turned, enter, looked
from shanyraq.spine.interface.queries.kinds import COLLECTIONS
from shanyraq.spine.interface.queries.roster import Roster
from shanyraq.spine.interface.queries.tokens import DEMOGRAPHICS, ROSTER
from shanyraq.spine.interface.rules.asking import Refused, answer, question
from shanyraq.spine.interface.rules.openapi import document

View = Callable[..., HttpResponseBase]
OF_PEOPLE = ("users", "students", "demographics")
WHY = "programs bring a bearer token instead of a session"


def refusal(status: int, words: str, code: str) -> HttpResponse:
    """An error as the specification has it."""
    minor = {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": code}
    body = {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": words,
        "imsx_CodeMinor": {"imsx_codeMinorField": [minor]},
    }
    return JsonResponse(body, status=status)


def collection(path: str) -> View:
    """The page of a collection that the question asks for, with the number of all in X-Total-Count."""

    @device_endpoint(reason=WHY)
    def found(request: HttpRequest) -> HttpResponse:
        return _served(request, path, lambda roster: _many(request, path, roster))

    return found


def single(path: str) -> View:
    """One object of a collection."""

    @device_endpoint(reason=WHY)
    def found(request: HttpRequest, sourced_id: str) -> HttpResponse:
        return _served(request, path, lambda roster: _one(path, roster, str(sourced_id)))

    return found


@public_page(reason="the description of the interface names nobody")
def openapi(request: HttpRequest) -> HttpResponse:
    """What can be asked, and what may be answered."""
    fields = {path: (each.many, each.one, each.fields) for path, each in COLLECTIONS.items()}
    return JsonResponse(document(fields, demographics="demographics"))


def _served(request: HttpRequest, path: str, serve: Callable[[Roster], HttpResponse]) -> HttpResponse:
    try:
        entered = enter(request, DEMOGRAPHICS if path == "demographics" else ROSTER)
    except Turned as turned:
        return _turned(turned)
    token = entered.bearer.token
    assert token.organisation_id is not None  # only an organisation's token is given a scope of the roster
    roster = Roster(token.organisation_id, clock.today(), clock.now())
    with use_scope(entered.bearer.scope):
        answered = serve(roster)
    looked(entered.bearer, roster.looked_at)
    for name, value in entered.headers.items():
        answered[name] = value
    answered["Cache-Control"] = "private, no-store"
    return answered


def _turned(turned: Turned) -> HttpResponse:
    words, code = {
        405: ("The interface is read only.", "invalid_data"),
        401: ("A bearer token in force is needed.", "unauthorisedrequest"),
        429: (f"At most {settings.API_TOKEN_LIMIT} requests a minute.", "server_busy"),
        403: ("The token lacks the scope for this.", "forbidden"),
    }[turned.status]
    refused = refusal(turned.status, words, code)
    for name, value in turned.headers.items():
        refused[name] = value
    return refused


def _many(request: HttpRequest, path: str, roster: Roster) -> HttpResponse:
    kind = COLLECTIONS[path]
    try:
        asked = question(request.GET.dict(), kind.fields)
    except Refused as error:
        return refusal(400, str(error), error.code)
    rows, total = answer(kind.read(roster), asked)
    if path == "demographics":
        roster.look_at(rows)
    answered = JsonResponse({kind.many: rows})
    answered["X-Total-Count"] = str(total)
    answered["Link"] = _links(request, asked.limit, asked.offset, total)
    return answered


def _links(request: HttpRequest, limit: int, offset: int, total: int) -> str:
    places = {"first": 0, "last": max(0, (total - 1) // limit * limit)}
    if offset + limit < total:
        places["next"] = offset + limit
    if offset > 0:
        places["prev"] = max(0, offset - limit)
    asked: dict[str, Any] = {name: text for name, text in request.GET.items() if name not in ("limit", "offset")}
    here = request.build_absolute_uri(request.path)
    return ", ".join(
        f'<{here}?{urlencode({**asked, "limit": limit, "offset": place})}>; rel="{name}"'
        for name, place in places.items()
    )


def _one(path: str, roster: Roster, sourced_id: str) -> HttpResponse:
    kind = COLLECTIONS[path]
    found = next((each for each in kind.read(roster) if each["sourcedId"] == sourced_id), None)
    if found is None:
        return refusal(404, "There is no such object.", "unknownobject")
    if path in OF_PEOPLE:
        roster.look_at([found])
    return JsonResponse({kind.one: found})
