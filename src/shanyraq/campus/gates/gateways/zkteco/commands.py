"""What the server asks of a terminal: answers to its polls, and the results it reports back."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from shanyraq.campus.gates.gateways.zkteco.wire import Family

MAX_RESULTS = 200
_PIN = re.compile(r"[0-9A-Za-z_-]{1,24}\Z", re.ASCII)
# Terminals cut longer numbers short and then report on a command nobody gave.
_MOST_ID = 999_999_999


@dataclass(frozen=True, slots=True)
class DeleteUser:
    """The person is gone from the terminal: left the school, or withdrew."""

    pin: str


@dataclass(frozen=True, slots=True)
class DeleteTemplates:
    """The terminal forgets the palm and the face; the person and the card stay. Consent was withdrawn."""

    pin: str


@dataclass(frozen=True, slots=True)
class SetTime:
    moment: dt.datetime


@dataclass(frozen=True, slots=True)
class QueryUsers:
    pass


@dataclass(frozen=True, slots=True)
class Reboot:
    pass


Command = DeleteUser | DeleteTemplates | SetTime | QueryUsers | Reboot


@dataclass(frozen=True, slots=True)
class CommandResult:
    id: int
    code: int  # zero and above is done; below is the terminal's refusal
    command: str

    @property
    def done(self) -> bool:
        return self.code >= 0


def command_line(number: int, command: Command, *, family: Family) -> str:
    """One command as the terminal's family reads it. A wrong number or PIN is our own mistake and raises."""
    if not 0 < number <= _MOST_ID:
        raise ValueError(f"a command number is 1 to {_MOST_ID}")
    return f"C:{number}:{_spelled(command, access=family is Family.ACCESS)}"


def _spelled(command: Command, *, access: bool) -> str:
    match command:
        case DeleteUser(pin):
            return f"DATA DELETE user Pin={_safe(pin)}" if access else f"DATA DELETE USERINFO PIN={_safe(pin)}"
        case DeleteTemplates(pin):
            return f"DATA DELETE biodata Pin={_safe(pin)}" if access else f"DATA DELETE BIODATA Pin={_safe(pin)}"
        case SetTime(moment):
            return f"SET OPTIONS DateTime={pack_time(moment)}"
        case QueryUsers():
            return "DATA QUERY tablename=user,fielddesc=*,filter=*" if access else "DATA QUERY USERINFO"
        case Reboot():
            return "CONTROL DEVICE 03000000" if access else "REBOOT"


def _safe(pin: str) -> str:
    # A PIN with a line break in it would be a second command.
    if not _PIN.match(pin):
        raise ValueError("not a PIN")
    return pin


def poll_reply(lines: Iterable[str]) -> str:
    """The answer to a poll: the commands, or OK where nothing waits."""
    return "\n".join(lines) or "OK"


def pack_time(moment: dt.datetime) -> int:
    """The terminal's own number for a wall time: months of 31 days, counted from 2000."""
    days = (moment.year - 2000) * 372 + (moment.month - 1) * 31 + (moment.day - 1)
    return days * 86_400 + moment.hour * 3_600 + moment.minute * 60 + moment.second


def unpack_time(packed: int, *, tz: dt.tzinfo) -> dt.datetime:
    """The wall time behind the terminal's number. Raises ValueError where there is none."""
    days, seconds = divmod(packed, 86_400)
    year, rest = divmod(days, 372)
    month, day = divmod(rest, 31)
    hour, minute = divmod(seconds // 60, 60)
    return dt.datetime(2000 + year, month + 1, day + 1, hour, minute, seconds % 60, tzinfo=tz)


def parse_devicecmd(body: bytes) -> tuple[CommandResult, ...]:
    """The results a terminal reports, several at once or one. What cannot be read is passed over: a command
    without a result is simply given again."""
    results = (_result(line) for line in body[:65_536].decode("utf-8", "replace").splitlines()[:MAX_RESULTS])
    return tuple(result for result in results if result is not None)


def _result(line: str) -> CommandResult | None:
    line = line.strip("\x00 ")
    if not line.upper().startswith("ID="):
        return None
    try:
        said = {key.lower(): value for key, value in parse_qsl(line, keep_blank_values=True, max_num_fields=20)}
    except ValueError:
        return None
    number, code = said.get("id", ""), said.get("return", "")
    if not re.fullmatch(r"[0-9]{1,9}", number) or not re.fullmatch(r"-?[0-9]{1,9}", code):
        return None
    name = "".join(char for char in said.get("cmd", "") if char.isascii() and (char.isalnum() or char in " _"))
    return CommandResult(id=int(number), code=int(code), command=name[:40])
