"""The push protocol of palm gates and terminals, all of its addresses in one view.

A terminal that hears no OK keeps its records and says them again: so whatever goes wrong on our side is an error
status, and whatever is wrong with a line is acknowledged, counted and left out.
"""

import datetime as dt
import hmac
from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse

from shanyraq.campus.gates.actions.devices import hear, note_counts, take_commands, take_results
from shanyraq.campus.gates.actions.passages import store_passages
from shanyraq.campus.gates.endpoints import door
from shanyraq.campus.gates.endpoints.zkteco_words import arrival_of, spelled
from shanyraq.campus.gates.gateways import zkteco
from shanyraq.campus.gates.gateways.numbers import secret_of
from shanyraq.campus.gates.gateways.zkteco import Family, Refused, Table
from shanyraq.campus.gates.models import Device
from shanyraq.kernel import clock
from shanyraq.kernel.pages import device_endpoint

Query = Mapping[str, str]
_UNREAD = frozenset({"fdata"})


@device_endpoint(reason="gates bring their serial and their network; old firmware knows no session and no key")
def zkteco_endpoint(request: HttpRequest, verb: str) -> HttpResponse:
    """One request of one terminal."""
    if request.method not in zkteco.METHODS[verb]:
        return door.text("method", status=405)
    serial = zkteco.serial_of(request.GET)
    if isinstance(serial, Refused):
        return door.text("no serial", status=400)
    device = door.let_in(serial, request)
    if device is None or device.family == Device.Family.OPEN:
        return door.text("not registered", status=403)
    if _introduces_itself(request, verb):
        with door.speaking_for(device):
            return _VERBS[verb](device, request)
    if not _token_is_right(device, request):
        door.wrong_key(device, request)
        return door.text("token", status=401)
    if not _is_unread(verb, request.GET) and (status := door.refused_for_size(request)):
        return door.text("size", status=status)
    with door.speaking_for(device):
        return _VERBS[verb](device, request)


def _introduces_itself(request: HttpRequest, verb: str) -> bool:
    """The requests by which a terminal gets its code: it cannot show a right token yet."""
    return verb in {"registry", "push"} or (verb == "cdata" and request.method == "GET")


def _token_is_right(device: Device, request: HttpRequest) -> bool:
    """Old firmware shows none; a token that is shown must be the one of the session we opened last."""
    shown = request.COOKIES.get("token", "")
    if not shown:
        return True
    day = device.session_day
    return day is not None and hmac.compare_digest(
        shown.lower(), zkteco.session_token(code=_code(device), serial=device.serial, session=_session(device, day))
    )


def _code(device: Device) -> str:
    return zkteco.registry_code(device.serial, secret=secret_of(b"registry"))


def _session(device: Device, day: dt.date) -> str:
    return zkteco.session_id(device.serial, secret=secret_of(b"session"), day=day)


def _cdata(device: Device, request: HttpRequest) -> HttpResponse:
    return _greet(device, request) if request.method == "GET" else _take(device, request)


def _greet(device: Device, request: HttpRequest) -> HttpResponse:
    now = clock.now()
    hello = zkteco.parse_handshake(request.GET, known=Family(device.family))
    if isinstance(hello, Refused):
        return door.text("no serial", status=400)
    stamps = zkteco.Stamps(attlog=device.stamp, operlog=device.operation_stamp)
    hear(device=device, received_at=now, session_day=now.date())
    reply = zkteco.handshake_reply(
        hello, stamps=stamps, now=now, code=_code(device), session=_session(device, now.date())
    )
    return door.text(reply)


def _is_unread(verb: str, query: Query) -> bool:
    """Photos and templates are left on the wire: they are never read into this house."""
    if verb == "querydata":
        return zkteco.is_biometric_table("tabledata", _folded(query).get("tablename", "").strip())
    return verb in _UNREAD or (verb == "cdata" and zkteco.table_of(query) is Table.BIOMETRIC)


def _folded(query: Query) -> dict[str, str]:
    """The parameters by folded names: firmware versions disagree on their case."""
    return {key.lower(): query[key] for key in query}


def _take(device: Device, request: HttpRequest) -> HttpResponse:
    table = zkteco.table_of(request.GET)
    if table is Table.BIOMETRIC:
        return _discard(device, request)
    if table in {Table.ATTLOG, Table.RTLOG}:
        return _take_passages(device, request, table)
    if table is Table.OPERLOG:
        got = zkteco.parse_operlog(request.body, tz=clock.ZONE)
        return _take_tables(device, request, got, reply=zkteco.upload_reply)
    if table is Table.TABLEDATA:
        return _take_tabledata(device, request)
    if table is Table.OPTIONS:
        return _take_options(device, request)
    hear(device=device, received_at=clock.now())  # rtstate and tables nobody told us of
    return door.text("OK")


def _discard(device: Device, request: HttpRequest) -> HttpResponse:
    """A terminal pushed templates though it was told not to: nothing is read, and it is told that all is well."""
    query = _folded(request.GET)
    count = query.get("count", "")
    lines = int(count) if count.isascii() and count.isdigit() and len(count) < 7 else 1
    note_counts(device=device, received_at=clock.now(), discarded=lines)
    if query.get("table", "").lower() == "tabledata" or "tablename" in query:
        held = zkteco.Housekeeping(users=(), operations=(), faults=(), dropped=lines, lines=lines)
        return door.text(zkteco.tabledata_reply(tablename=query.get("tablename", ""), count=count, got=held))
    return door.text(f"OK: {lines}")


def _take_passages(device: Device, request: HttpRequest, table: Table) -> HttpResponse:
    parse = zkteco.parse_rtlog if table is Table.RTLOG else zkteco.parse_attlog
    got = parse(request.body, tz=clock.ZONE)
    if isinstance(got, Refused):
        return door.text(got.reason.value, status=door.TOO_MUCH)
    store_passages(
        device=device,
        arrivals=[arrival_of(record, serial=device.serial) for record in got.records],
        received_at=clock.now(),
        stamp=zkteco.stamp_of(request.GET),
        faults=len(got.faults),
        discarded=got.dropped,
    )
    return door.text(zkteco.upload_reply(got))


def _take_tabledata(device: Device, request: HttpRequest) -> HttpResponse:
    query = _folded(request.GET)
    name = query.get("tablename", "")
    got = zkteco.parse_tabledata(request.body, tablename=name, tz=clock.ZONE)
    return _take_tables(
        device,
        request,
        got,
        reply=lambda said: zkteco.tabledata_reply(tablename=name, count=query.get("count", ""), got=said),
    )


def _take_tables(
    device: Device,
    request: HttpRequest,
    got: zkteco.Housekeeping | Refused,
    *,
    reply: Callable[[zkteco.Housekeeping], str],
) -> HttpResponse:
    """Lists of people and operations are acknowledged and counted; the register knows people, not the gate."""
    if isinstance(got, Refused):
        return door.text(got.reason.value, status=door.TOO_MUCH)
    is_log = zkteco.table_of(request.GET) is Table.OPERLOG
    note_counts(
        device=device,
        received_at=clock.now(),
        faults=len(got.faults),
        discarded=got.dropped,
        operation_stamp=zkteco.stamp_of(request.GET) if is_log else None,
    )
    return door.text(reply(got))


def _take_options(device: Device, request: HttpRequest) -> HttpResponse:
    options = zkteco.parse_options(request.body)
    if isinstance(options, Refused):
        return door.text(options.reason.value, status=door.TOO_MUCH)
    hear(device=device, received_at=clock.now(), firmware=options.get("fwversion", options.get("firmwareversion", "")))
    return door.text("OK")


def _getrequest(device: Device, request: HttpRequest) -> HttpResponse:
    now = clock.now()
    info = zkteco.parse_info(request.GET.get("INFO", ""))
    hear(device=device, received_at=now, firmware=info.get("firmware", ""))
    commands = ((command.id, spelled(command, now=now)) for command in take_commands(device=device, received_at=now))
    family = Family(device.family)
    return door.text(
        zkteco.poll_reply(
            zkteco.command_line(number, command, family=family) for number, command in commands if command is not None
        )
    )


def _devicecmd(device: Device, request: HttpRequest) -> HttpResponse:
    now = clock.now()
    results = zkteco.parse_devicecmd(request.body)
    take_results(device=device, results=[(result.id, result.code) for result in results], received_at=now)
    hear(device=device, received_at=now)
    return door.text("OK")


def _querydata(device: Device, request: HttpRequest) -> HttpResponse:
    if _is_unread("querydata", request.GET):
        return _discard(device, request)
    return _take_tabledata(device, request)


def _registry(device: Device, request: HttpRequest) -> HttpResponse:
    hear(device=device, received_at=clock.now())
    return door.text(zkteco.registry_reply(code=_code(device)))


def _push(device: Device, request: HttpRequest) -> HttpResponse:
    now = clock.now()
    hear(device=device, received_at=now, session_day=now.date())
    return door.text(zkteco.push_reply(session=_session(device, now.date())))


def _ping(device: Device, request: HttpRequest) -> HttpResponse:
    hear(device=device, received_at=clock.now())
    return door.text("OK")


def _rtdata(device: Device, request: HttpRequest) -> HttpResponse:
    now = clock.now()
    hear(device=device, received_at=now)
    return door.text(zkteco.rtdata_reply(now=now))


def _fdata(device: Device, request: HttpRequest) -> HttpResponse:
    note_counts(device=device, received_at=clock.now(), discarded=1)
    return door.text("OK")


_VERBS: Mapping[str, Callable[[Device, HttpRequest], HttpResponse]] = {
    "cdata": _cdata,
    "getrequest": _getrequest,
    "devicecmd": _devicecmd,
    "querydata": _querydata,
    "registry": _registry,
    "push": _push,
    "ping": _ping,
    "rtdata": _rtdata,
    "exchange": _ping,
    "fdata": _fdata,
}
