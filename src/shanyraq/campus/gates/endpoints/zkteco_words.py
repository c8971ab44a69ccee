"""Between the words of the protocol and those of the house: a record becomes an arrival, a wish a command."""

import datetime as dt

from shanyraq.campus.gates.gateways import zkteco
from shanyraq.campus.gates.gateways.numbers import open_number
from shanyraq.campus.gates.gateways.zkteco.records import AttRecord
from shanyraq.campus.gates.models import DeviceCommand
from shanyraq.campus.gates.rules import Arrival


def arrival_of(record: AttRecord, *, serial: str) -> Arrival:
    """The record as the acts take it. What the gate wrote beside the number goes with it into the payload."""
    number = ("pin", record.pin) if record.pin else ("card", record.card)
    said: dict[str, object] = {number[0]: number[1], "status": record.status}
    if record.verify is not None:
        said["verify"] = record.verify
    if record.work_code not in {"", "0"}:
        said["work"] = record.work_code
    if record.door:
        said["door"] = record.door
    return Arrival(
        key=record.key(serial=serial),
        pin=record.pin,
        card=record.card,
        device_time=record.device_time,
        direction=record.direction,
        channel=record.channel,
        outcome=record.outcome,
        said=said,
    )


def spelled(command: DeviceCommand, *, now: dt.datetime) -> zkteco.Command | None:
    """The command as the protocol knows it; None where its number can no longer be read."""
    number = open_number(bytes(command.credential.sealed_number or b"")) if command.credential else ""
    match command.kind:
        case DeviceCommand.Kind.SET_TIME:
            return zkteco.SetTime(now)
        case DeviceCommand.Kind.QUERY_USERS:
            return zkteco.QueryUsers()
        case DeviceCommand.Kind.REBOOT:
            return zkteco.Reboot()
        case DeviceCommand.Kind.DELETE_TEMPLATES:
            return zkteco.DeleteTemplates(number) if number else None
        case DeviceCommand.Kind.DELETE_USER:
            return zkteco.DeleteUser(number) if number else None
    return None
