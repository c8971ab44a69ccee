"""The scope of every request, its audience, and the list of own sessions."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_language

from shanyraq.kernel.scope import NOBODY, Scope, use_scope
from shanyraq.spine.access.actions import sessions
from shanyraq.spine.access.models import User
from shanyraq.spine.access.queries.devices import device_of
from shanyraq.spine.access.queries.scopes import scope_of
from shanyraq.spine.access.rules import audience_of, audiences_of

TOUCH_SECONDS = 600.0
KEPT = 4000
AUDIENCE_KEY = "audience"

_touched: dict[str, float] = {}
"""Session keys this process has written down lately. Reading pages must not make SQLite write."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """Who came in, before the page could change it."""

    user: User | None
    scope: Scope
    key: str | None


class ScopeMiddleware:
    """Every request runs under exactly one scope, also while its answer is rendered or streamed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = _user_of(request)
        scope = scope_of(user) if user else NOBODY
        arrival = _Arrival(user, scope, request.session.session_key)
        _describe(request, arrival)
        with use_scope(scope):
            response = self.get_response(request)
        _keep(request, arrival)
        if isinstance(response, StreamingHttpResponse) and not response.is_async and not _is_file(response):
            response.streaming_content = _under(scope, iter(response))
        return response


def _user_of(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _describe(request: Any, arrival: _Arrival) -> None:
    """Pages and the shell read these."""
    scope = arrival.scope
    request.scope = scope
    request.arrived_with = arrival.key
    request.audiences = audiences_of(scope.roles)
    chosen = request.session.get(AUDIENCE_KEY, "") if len(request.audiences) > 1 else ""
    request.audience = audience_of(scope.roles, chosen=chosen)


def _is_file(response: StreamingHttpResponse) -> bool:
    """A file reads no rows while it is sent, and the server may send it by itself."""
    return getattr(response, "file_to_stream", None) is not None


def _under(scope: Scope, parts: Iterator[bytes]) -> Iterator[bytes]:
    """Each part is made under the scope; between parts the server's own context stands."""
    while True:
        with use_scope(scope):
            part = next(parts, None)
        if part is None:
            return
        yield part


def _keep(request: HttpRequest, arrival: _Arrival) -> None:
    """The list of own sessions is right: new ones stand, changed keys follow, signed-out ones are ended."""
    user, key = _user_of(request), request.session.session_key
    if arrival.user and arrival.key and (user is None or user.id != arrival.user.id):
        _touched.pop(arrival.key, None)
        with use_scope(arrival.scope):
            sessions.close_session(key=arrival.key)
    if user is None or key is None or _touched.get(key, 0.0) > time.monotonic():
        return
    with use_scope(scope_of(user)):
        sessions.keep_session(
            user_id=user.id,
            key=key,
            former_key=arrival.key if arrival.user and arrival.user.id == user.id else None,
            device=device_of(request.headers.get("User-Agent", "")),
            language=get_language() or user.language,
        )
    while len(_touched) >= KEPT:
        _touched.pop(next(iter(_touched)), None)
    _touched[key] = time.monotonic() + TOUCH_SECONDS
