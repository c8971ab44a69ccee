"""What terminals send besides passages: operations, their list of users, and tables we do not want."""

import datetime as dt
import re
from dataclasses import dataclass

from shanyraq.campus.gates.gateways.zkteco import wire
from shanyraq.campus.gates.gateways.zkteco.records import Upload
from shanyraq.campus.gates.gateways.zkteco.wire import Fault, Limits, Reason, Refused, Sieve

_PIN = re.compile(r"[0-9A-Za-z_-]{1,24}\Z", re.ASCII)
_CARD = re.compile(r"\[?([0-9A-Fa-f]{1,32})\]?\Z", re.ASCII)
_TABLE = re.compile(r"[0-9A-Za-z_]{1,32}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class DeviceUser:
    """Somebody whom the terminal knows. Its names and passwords are left behind: the register knows
    people."""

    pin: str
    card: str
    administrator: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """Something done at the terminal itself: switched on, menu entered, clock set. The codes are the
    maker's."""

    code: int
    device_time: dt.datetime
    operator: str


@dataclass(frozen=True, slots=True)
class Housekeeping:
    users: tuple[DeviceUser, ...]
    operations: tuple[Operation, ...]
    faults: tuple[Fault, ...]
    dropped: int
    lines: int


def is_biometric_table(table: str, tablename: str = "") -> bool:
    """Whether a whole upload is templates or pictures: read it off the wire, throw it away, answer, keep
    the count."""
    return (tablename if table.lower() == "tabledata" else table).lower() in wire.BIOMETRIC_KINDS


def parse_operlog(body: bytes, *, tz: dt.tzinfo, limits: Limits = wire.LIMITS) -> Housekeeping | Refused:
    """The users and operations of an OPERLOG upload; templates between them are counted and gone."""
    return _parse(body, tz=tz, limits=limits, table="")


def parse_tabledata(
    body: bytes, *, tablename: str, tz: dt.tzinfo, limits: Limits = wire.LIMITS
) -> Housekeeping | Refused:
    """The users of a tabledata (or querydata) upload. Of a biometric table only the number of lines
    remains."""
    if is_biometric_table(tablename):
        return _all_dropped(body)
    return _parse(body, tz=tz, limits=limits, table=tablename.lower())


def _all_dropped(body: bytes) -> Housekeeping:
    lines = sum(1 for line in body.splitlines() if line.strip())
    return Housekeeping(users=(), operations=(), faults=(), dropped=lines, lines=lines)


def _parse(body: bytes, *, tz: dt.tzinfo, limits: Limits, table: str) -> Housekeeping | Refused:
    sieve = Sieve()
    lines = wire.sift(body, sieve=sieve, limits=limits)
    if isinstance(lines, Refused):
        return lines
    users: list[DeviceUser] = []
    operations: list[Operation] = []
    for line_no, line in lines:
        got = _line(line, tz=tz, table=table)
        if isinstance(got, DeviceUser):
            users.append(got)
        elif isinstance(got, Operation):
            operations.append(got)
        else:
            sieve.fault(line_no, got, line)
    return Housekeeping(tuple(users), tuple(operations), tuple(sieve.faults), sieve.dropped, sieve.lines)


def _line(line: str, *, tz: dt.tzinfo, table: str) -> DeviceUser | Operation | Reason:
    kind = wire.kind_of(line)
    if kind == "user":
        return _user(line.lstrip()[len(kind) :].lstrip())
    if kind == "oplog":
        return _operation(line.lstrip()[len(kind) :].lstrip(), tz=tz)
    # Some firmware names the table only in the address.
    return _user(line) if table == "user" else Reason.UNKNOWN_LINE


def _user(text: str) -> DeviceUser | Reason:
    said = wire.pairs_of(text)
    pin = said.get("pin", "")
    if not _PIN.match(pin):
        return Reason.BAD_PIN
    card = _CARD.match(said.get("card") or said.get("cardno") or "")
    privilege = wire.number_of(said.get("pri") or said.get("privilege") or "0")
    number = card[1].upper() if card and card[1].strip("0") else ""
    return DeviceUser(pin=pin, card=number, administrator=bool(privilege))


def _operation(text: str, *, tz: dt.tzinfo) -> Operation | Reason:
    columns = text.split("\t")
    if len(columns) < 3:
        return Reason.FEW_COLUMNS
    code = wire.number_of(columns[0], most=9_999)
    moment = wire.time_of(columns[2], tz=tz)
    if code is None:
        return Reason.BAD_STATUS
    if moment is None:
        return Reason.BAD_TIME
    operator = columns[1].strip()
    return Operation(code=code, device_time=moment, operator=operator if _PIN.match(operator) else "")


def upload_reply(got: Upload | Housekeeping) -> str:
    """Every line is acknowledged, faults and repeats and templates too: a terminal sends for ever what is
    not."""
    return f"OK: {got.lines}"


def tabledata_reply(*, tablename: str, count: str, got: Housekeeping) -> str:
    """`user=5`: the terminal looks for its own table and number, a plain OK makes it send all again."""
    name = tablename if _TABLE.match(tablename) else "data"
    number = wire.number_of(count, most=10_000_000)
    return f"{name}={got.lines if number is None else number}"
