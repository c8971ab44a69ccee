"""What a gate sends in the tests, and what came of it."""

import datetime as dt

from django.test import Client

from shanyraq.campus.gates.models import Device
from shanyraq.kernel import clock
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.scope import system_scope


class Unreadable:
    """A body that must not be touched."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("the body was read")

    readline = read

    def close(self) -> None:
        pass


MORNING = dt.datetime(2026, 11, 23, 7, 52, 30, tzinfo=clock.ZONE)


def post(gate: Device | str, body: str | bytes, *, table: str = "ATTLOG", address: str = "127.0.0.1", **extra):
    serial = gate if isinstance(gate, str) else gate.serial
    said = body.encode() if isinstance(body, str) else body
    return Client().post(
        f"/iclock/cdata?SN={serial}&table={table}&Stamp=41", said, content_type="text/plain", REMOTE_ADDR=address,
        **extra,
    )  # fmt: skip


def line(pin: str = "28007", at: str = "2026-11-23 07:52:10", status: int = 0, verify: int = 2) -> str:
    return f"{pin}\t{at}\t{status}\t{verify}\t0\t0\t0\r\n"


def rows(model):
    with system_scope("test"):
        return list(model.objects.all())


def events(kind) -> list[OutboxEvent]:
    return list(OutboxEvent.objects.filter(name=kind.__name__))
