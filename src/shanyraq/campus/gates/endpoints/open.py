"""The open interface, for gates of any maker: one address, JSON, a bearer key. Described in the module's README."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, JsonResponse

from shanyraq.campus.gates.actions.passages import store_passages
from shanyraq.campus.gates.endpoints import door
from shanyraq.campus.gates.models import Device
from shanyraq.campus.gates.rules import Arrival, Channel, Direction
from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.pages import device_endpoint

MOST = 1000
_NUMBER = re.compile(r"[0-9A-Za-z_-]{1,32}\Z", re.ASCII)
_SERIAL = re.compile(r"[0-9A-Za-z_-]{4,40}\Z", re.ASCII)


@device_endpoint(reason="gates of other makers bring their serial, their network and their bearer key")
def open_endpoint(request: HttpRequest) -> HttpResponse:
    """An upload of passages: each is stored once by its device and sequence number."""
    if request.method != "POST":
        return _refused("method", 405)
    serial = request.headers.get("X-Device", "")
    if not _SERIAL.match(serial):
        return _refused("device", 400)
    device = door.let_in(serial, request)
    if device is None or device.family != Device.Family.OPEN:
        return _refused("not_registered", 403)
    if not door.has_key(device, request.headers.get("Authorization", "").removeprefix("Bearer ").strip()):
        door.wrong_key(device, request)
        return _refused("key", 401)
    if status := door.refused_for_size(request):
        return _refused("size", status)
    with door.speaking_for(device):
        return _take(device, request.body)


def _refused(why: str, status: int) -> HttpResponse:
    return JsonResponse({"refused": why}, status=status)


def _take(device: Device, body: bytes) -> HttpResponse:
    given = _entries(body)
    if given is None:
        return _refused("not_json", 400)
    if len(given) > MOST:
        return _refused("too_many", door.TOO_MUCH)
    read = [_arrival(entry, serial=device.serial) for entry in given]
    arrivals = [arrival for arrival in read if isinstance(arrival, Arrival)]
    faults = [{"at": at, "fault": fault} for at, fault in enumerate(read) if isinstance(fault, str)]
    stored = store_passages(device=device, arrivals=arrivals, received_at=clock.now(), faults=len(faults))
    return JsonResponse({**asdict(stored), "faults": faults})


def _entries(body: bytes) -> list[Any] | None:
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    passages = given.get("passages") if isinstance(given, dict) else None
    return passages if isinstance(passages, list) else None


def _arrival(entry: Any, *, serial: str) -> Arrival | str:
    """One passage, or the name of the first field that cannot be read."""
    if not isinstance(entry, dict):
        return "entry"
    sequence = entry.get("sequence")
    if type(sequence) is not int or not 0 <= sequence < 2**63:
        return "sequence"
    at = _moment(entry.get("at"))
    if at is None:
        return "at"
    card, pin = entry.get("card", ""), entry.get("number", "")
    if not all(isinstance(one, str) for one in (card, pin)) or not _NUMBER.match(pin or card):
        return "number" if pin else "card"
    direction, channel = _choices(entry)
    if direction is None or channel is None:
        return "direction" if direction is None else "channel"
    return Arrival(
        key=facts.intake_key("open", serial, str(sequence)),
        pin=pin,
        card="" if pin else card,
        device_time=at,
        direction=direction,
        channel=channel,
        said={"pin" if pin else "card": pin or card, "sequence": sequence},
    )


def _choices(entry: Mapping[str, Any]) -> tuple[Direction | None, Channel | None]:
    directions = {str(one): one for one in Direction}
    channels = {str(one): one for one in Channel}
    return directions.get(entry.get("direction", "unknown")), channels.get(entry.get("channel", "card"))


def _moment(said: Any) -> dt.datetime | None:
    """An ISO time; without an offset it is the school's own time."""
    if not isinstance(said, str) or len(said) > 40:
        return None
    try:
        moment = dt.datetime.fromisoformat(said)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=clock.ZONE)
    return moment if 1970 <= moment.year <= 2199 else None
