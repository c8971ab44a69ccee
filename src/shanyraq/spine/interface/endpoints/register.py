"""The register's own interface: collections, single rows, school years and changes, read with a bearer token."""

import functools
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from shanyraq.kernel import clock
from shanyraq.kernel.pages import device_endpoint
from shanyraq.kernel.scope import use_scope
from shanyraq.spine.interface.endpoints import problems
from shanyraq.spine.interface.endpoints.door import Entered, Turned, enter, knock, looked
from shanyraq.spine.interface.endpoints.problems import Problem
from shanyraq.spine.interface.queries import cursors, register
from shanyraq.spine.interface.queries.tokens import Bearer
from shanyraq.spine.interface.rules.questions import (
    Wrong,
    fields_of,
    once,
    question,
    value_of,
)
from shanyraq.spine.interface.rules.register_openapi import document
from shanyraq.spine.interface.rules.resources import RESOURCES, Kind, Resource
from shanyraq.spine.interface.rules.scopes import STRUCTURE

WHY = "programs bring a bearer token instead of a session"
FORMS = ("application/json", "application/*", "*/*")
Answered = Callable[[HttpRequest, Bearer], Any]


def told(scope_needed: str) -> Callable[[Callable[..., Any]], Callable[..., HttpResponseBase]]:
    """A function that answers a bearer's question with plain data becomes an endpoint: let in, within the scope,
    refused in the reader's language, with an ETag."""

    def wrap(serve: Callable[..., Any]) -> Callable[..., HttpResponseBase]:
        @device_endpoint(reason=WHY)
        @functools.wraps(serve)
        def endpoint(request: HttpRequest, **named: str) -> HttpResponse:
            with translation.override(translation.get_language_from_request(request)):
                try:
                    made = _answered(request, enter(request, scope_needed), serve, named)
                except Turned as turned:
                    made = problems.answer(request, problems.of_door(turned, scope_needed))
                except Problem as problem:
                    made = problems.answer(request, problem)
                except Wrong as wrong:
                    made = problems.answer(request, problems.of_parameter(wrong))
            return _private(made)

        return endpoint

    return wrap


def _private(made: HttpResponse) -> HttpResponse:
    made["Cache-Control"] = "private, no-cache" if made.status_code in (200, 304) else "no-store"
    patch_vary_headers(made, ("Authorization", "Accept-Language"))
    return made


def _answered(
    request: HttpRequest, entered: Entered, serve: Callable[..., Any], named: Mapping[str, str]
) -> HttpResponse:
    try:
        _check_form(request)
        with use_scope(entered.bearer.scope):
            body = serve(request, entered.bearer, **named)
    except (Problem, Wrong) as error:
        problem = problems.of_parameter(error) if isinstance(error, Wrong) else error
        problem.headers = {**entered.headers, **problem.headers}
        raise problem from None
    made = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    tag = f'"{hashlib.sha256(made.content).hexdigest()[:32]}"'
    if tag in [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]:
        made = HttpResponse(status=304)  # type: ignore[assignment]
        del made["Content-Type"]
    made["ETag"] = tag
    for name, value in entered.headers.items():
        made[name] = value
    return made


def _check_form(request: HttpRequest) -> None:
    said = request.headers.get("Accept", "")
    named = [each.partition(";")[0].strip().lower() for each in said.split(",") if each.strip()]
    if named and not set(named) & set(FORMS):
        raise Problem(406, "form")


def asked(request: HttpRequest) -> dict[str, list[str]]:
    return {name: request.GET.getlist(name) for name in request.GET}


def collection(resource: Resource) -> Callable[..., HttpResponseBase]:
    """The page of a collection that the question asks for, and the cursor of the next."""

    @told(resource.scope)
    def found(request: HttpRequest, bearer: Bearer) -> Any:
        said = question(asked(request), resource)
        for each in resource.filters:
            if each.needs and each.name in request.GET and each.needs not in bearer.token.scopes:
                raise Problem(403, "scope", scope=each.needs)
        try:
            page = register.page(resource, said, scopes=bearer.token.scopes, today=clock.today())
        except cursors.Broken:
            raise Wrong("cursor", "cursor") from None
        except cursors.Elsewhere:
            raise Problem(422, "elsewhere") from None
        looked(bearer, page.looked_at)
        return {"items": page.items, "next": page.next}

    return found


def single(resource: Resource) -> Callable[..., HttpResponseBase]:
    """One row of a collection."""

    @told(resource.scope)
    def found(request: HttpRequest, bearer: Bearer, key: str) -> Any:
        given = once(asked(request), ("fields",))
        fields = fields_of(given.get("fields", ""), resource.names)
        try:
            wanted = value_of("id", key, resource.key)
        except Wrong:
            raise Problem(404, "nothing") from None
        page = register.single(resource, wanted, fields=fields, scopes=bearer.token.scopes, today=clock.today())
        if page is None:
            raise Problem(404, "nothing")
        looked(bearer, page.looked_at)
        return page.items[0]

    return found


@told(STRUCTURE)
def school_years(request: HttpRequest, bearer: Bearer) -> Any:
    """The school years of the tables. They are public, and few: one page."""
    once(asked(request), ())
    return {"items": register.years(), "next": None}


@told("")
def me(request: HttpRequest, bearer: Bearer) -> Any:
    """What this token is: its scopes and its last day."""
    once(asked(request), ())
    token = bearer.token
    return {
        "name": token.name,
        "kind": "personal" if token.is_personal else "service",
        "scopes": token.scopes,
        "expires_at": clock.local_day(token.expires_at).isoformat(),
        "organisation": str(token.organisation_id) if token.organisation_id else None,
        "territory": token.territory_path or None,
    }


@device_endpoint(reason="the description of the interface names nobody")
def openapi(request: HttpRequest) -> HttpResponseBase:
    """What can be asked, and what may be answered."""
    try:
        knock(request)
    except Turned as turned:
        return problems.answer(request, problems.of_door(turned, ""))
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@device_endpoint(reason=WHY)
def nothing(request: HttpRequest, rest: str) -> HttpResponseBase:
    """An address of the interface that is none."""
    with translation.override(translation.get_language_from_request(request)):
        try:
            knock(request)
        except Turned as turned:
            return problems.answer(request, problems.of_door(turned, ""))
        return problems.answer(request, Problem(404, "nothing"))


__all__ = ["RESOURCES", "Kind", "collection", "me", "nothing", "openapi", "school_years", "single", "told"]
