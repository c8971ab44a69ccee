"""The door of the interface: who comes from where, how often, with which token. Shared by everything behind it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from shanyraq.kernel import clock
from shanyraq.kernel.scope import current_scope, use_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.interface.actions.tokens import note_use
from shanyraq.spine.interface.queries.tokens import Bearer, bearer_of
from shanyraq.spine.interface.rules.limits import WINDOW, Count, headers
from shanyraq.spine.interface.rules.scopes import use_is_due

BEARER = "Bearer "
LONGEST_TOKEN = 200
READING = ("GET", "HEAD")
LOOKED_AT, LOOKED_AT_BY_SERVICE = "interface", "interface_service"


class Turned(Exception):
    """Not let in: the status, a word of the cause, and what the answer's headers must say."""

    def __init__(self, status: int, cause: str, said: Mapping[str, str]) -> None:
        super().__init__(cause)
        self.status = status
        self.cause = cause
        self.headers = dict(said)


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody let in, with the headers of the limits for the answer."""

    bearer: Bearer
    headers: Mapping[str, str]


def enter(request: HttpRequest, scope_needed: str) -> Entered:
    """The bearer of a token in force that has the scope, where one is needed. Raises Turned: 405, 429, 401 or 403."""
    source, now = source_of(request), clock.now()
    of_address = _counted("address", _neighbourhood(source), settings.API_ADDRESS_LIMIT)
    said = headers((of_address,), now)
    if of_address.is_over:
        raise Turned(429, "address", said)
    if request.method not in READING:
        raise Turned(405, "method", {**said, "Allow": ", ".join(READING)})
    bearer = _bearer(request)
    if bearer is None:
        raise Turned(401, "token", {**said, "WWW-Authenticate": "Bearer"})
    of_token = _counted("token", bearer.token.id.hex, settings.API_TOKEN_LIMIT)
    said = headers((of_token, of_address), now)
    if of_token.is_over:
        raise Turned(429, "token", said)
    if scope_needed and scope_needed not in bearer.token.scopes:
        challenge = f'Bearer error="insufficient_scope", scope="{scope_needed}"'
        raise Turned(403, "scope", {**said, "WWW-Authenticate": challenge})
    _note(bearer, source)
    return Entered(bearer, said)


def knock(request: HttpRequest) -> None:
    """A request for which no token is asked counts as well. Raises Turned."""
    count = _counted("address", _neighbourhood(source_of(request)), settings.API_ADDRESS_LIMIT)
    if count.is_over:
        raise Turned(429, "address", headers((count,), clock.now()))


def looked(bearer: Bearer, children: Mapping[uuid.UUID, uuid.UUID | None]) -> None:
    """Families read who looked at their child, by a program too: the owner of the token, or who answers for it."""
    if children:
        with use_scope(bearer.answers):
            if current_scope().person_id is not None:
                page = LOOKED_AT if bearer.token.is_personal else LOOKED_AT_BY_SERVICE
                access.log_looks(children=children, page=page)


def source_of(request: HttpRequest) -> str:
    """The address a request came from; the proxy's word is taken only where a proxy was declared."""
    said = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER and (forwarded := request.headers.get("X-Forwarded-For")):
        said = forwarded.rpartition(",")[2].strip()
    try:
        return str(ip_address(said))
    except ValueError:
        return "unknown"


def _bearer(request: HttpRequest) -> Bearer | None:
    said = request.headers.get("Authorization", "")
    secret = said.removeprefix(BEARER).strip()
    if not said.startswith(BEARER) or not secret or len(secret) > LONGEST_TOKEN or not secret.isascii():
        return None
    return bearer_of(secret, now=clock.now())


def _counted(name: str, whose: str, most: int) -> Count:
    """One request more, by the minute, in the cache that all processes share."""
    key = f"interface:{name}:{whose}:{clock.now():%Y%m%d%H%M}"
    try:
        return Count(name, most, cache.incr(key))
    except ValueError:  # the first of the minute
        cache.set(key, 1, timeout=2 * WINDOW)
        return Count(name, most, 1)


def _neighbourhood(source: str) -> str:
    """Whom an address stands for: one machine of IPv6 has as many addresses as it likes in its network of 64 bits."""
    return source if ":" not in source else str(ip_network(f"{source}/64", strict=False).network_address)


def _note(bearer: Bearer, source: str) -> None:
    token, now = bearer.token, clock.now()
    if use_is_due(last=token.last_used_at, from_elsewhere=token.last_used_from != source, now=now):
        with use_scope(bearer.scope):
            note_use(token_id=token.id, source=source)
