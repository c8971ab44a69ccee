"""Trust before anything is read: a registered serial from a registered network, and the key where one is shown."""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shanyraq.campus.gates.actions.knocks import is_flood, remember_knock
from shanyraq.campus.gates.gateways.numbers import key_digest
from shanyraq.campus.gates.gateways.zkteco import Limits
from shanyraq.campus.gates.models import Device, Knock
from shanyraq.campus.gates.queries.devices import device_at_door, is_inside, schools_around
from shanyraq.kernel import clock
from shanyraq.kernel.scope import ActorKind, Scope, use_scope

LIMITS = Limits()
TOO_MUCH, NO_LENGTH = 413, 411


def source_of(request: HttpRequest) -> str:
    """The address a request came from; the proxy's word is taken only where a proxy was declared."""
    if settings.SECURE_PROXY_SSL_HEADER and (said := request.headers.get("X-Forwarded-For")):
        return said.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def length_of(request: HttpRequest) -> int | None:
    """How many bytes the request says it brings; None where it does not say."""
    said = request.META.get("CONTENT_LENGTH") or ""
    if said.isascii() and said.isdigit() and len(said) < 12:
        return int(said)
    return None if request.headers.get("Transfer-Encoding") or said else 0


def refused_for_size(request: HttpRequest) -> int:
    """The status that refuses the body unread, or 0 where its size is right."""
    length = length_of(request)
    if length is None:
        return NO_LENGTH
    return TOO_MUCH if length > LIMITS.max_bytes else 0


def let_in(serial: str, request: HttpRequest) -> Device | None:
    """The device, where it is trusted. Whoever is not is remembered for the school, at most once a minute."""
    source = source_of(request)
    device = device_at_door(serial)
    if device is None:
        _turned_away(None, serial, source, Knock.Why.UNKNOWN)
        return None
    if not is_inside(source, tuple(device.networks)):
        _turned_away(device, serial, source, Knock.Why.NETWORK)
        return None
    if not device.enabled:
        _turned_away(device, serial, source, Knock.Why.OFF)
        return None
    return device


def has_key(device: Device, shown: str) -> bool:
    """Whether this is the device's bearer key."""
    return bool(shown) and device.key_digest is not None and hmac.compare_digest(key_digest(shown), device.key_digest)


def wrong_key(device: Device, request: HttpRequest) -> None:
    """A wrong key is remembered like a wrong network."""
    _turned_away(device, device.serial, source_of(request), Knock.Why.KEY)


def _turned_away(device: Device | None, serial: str, source: str, why: Knock.Why) -> None:
    if is_flood(serial, source, why.value):
        return
    schools = [device.organisation_id] if device else schools_around(source)
    remember_knock(serial=serial, source=source[:45], why=why.value, organisation_ids=schools, received_at=clock.now())


@contextmanager
def speaking_for(device: Device) -> Iterator[None]:
    """Everything inside is done by the device, and facts say so."""
    with use_scope(Scope(actor_kind=ActorKind.DEVICE, actor_id=device.id)):
        yield


def text(words: str, *, status: int = 200) -> HttpResponse:
    """A plain answer, as terminals read it."""
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
