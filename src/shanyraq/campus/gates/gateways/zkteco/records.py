"""Passages: ATTLOG of the attendance family, rtlog of the access family."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from shanyraq.campus.gates.gateways.zkteco import wire
from shanyraq.campus.gates.gateways.zkteco.wire import Fault, Limits, Reason, Refused, Sieve
from shanyraq.campus.gates.rules import Channel, Direction, Outcome, intake_key

_NO_COLUMNS = [""] * 5
UNSET = 255  # the device's own word for "no key was pressed"

_USUAL = re.compile(
    r"^([0-9A-Za-z_-]{1,24})\t(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)\t(\d{1,3})\t(\d{1,3})"
    r"(?:\t([0-9A-Za-z_.-]{0,24})(?:\t[0-9\t]*)?)?$",
    re.ASCII | re.MULTILINE,
)
_PIN = re.compile(r"[0-9A-Za-z_-]{1,24}\Z", re.ASCII)
_CARD = re.compile(r"[0-9A-Fa-f]{1,32}\Z", re.ASCII)
_CODE = re.compile(r"[0-9A-Za-z_.-]{1,24}\Z", re.ASCII)

# check in, out; break out, back; overtime in, out
_ATTLOG_WAY = {
    0: Direction.IN, 1: Direction.OUT, 2: Direction.OUT, 3: Direction.IN, 4: Direction.IN, 5: Direction.OUT,
}  # fmt: skip
_RTLOG_WAY = {0: Direction.IN, 1: Direction.OUT}

_CHANNELS = (
    {
        0: Channel.PASSWORD, 1: Channel.FINGER, 2: Channel.CARD, 3: Channel.PASSWORD, 4: Channel.CARD,
        15: Channel.FACE, 21: Channel.FINGER, 25: Channel.PALM,
    }
    | dict.fromkeys((*range(5, 15), *range(16, 21), *range(22, 25), *range(26, 30)), Channel.COMBINED)
)  # fmt: skip


class AttRecord(NamedTuple):
    """One thing a gate said about one person or one card, as it said it."""

    line_no: int
    pin: str  # empty where the gate did not know whose card it was
    card: str
    device_time: dt.datetime
    status: int
    direction: Direction
    channel: Channel
    verify: int | None  # the device's own code of the channel
    outcome: Outcome
    work_code: str
    door: str

    @property
    def credential(self) -> str:
        return self.pin or f"card:{self.card}"

    def key(self, *, serial: str) -> bytes:
        """The name under which this passage is stored once, however often it is sent."""
        return intake_key(serial=serial, credential=self.credential, device_time=self.device_time, status=self.status)


@dataclass(frozen=True, slots=True)
class Upload:
    """What one upload held. `lines` counts every line that was not blank: the device is told that number."""

    records: tuple[AttRecord, ...]
    faults: tuple[Fault, ...]
    dropped: int  # biometric lines, held back unread
    machine: int  # events of the gate itself (doors, start-up) that name no person
    lines: int


class _Reader(Protocol):
    """Reads one line: a record, a reason why not, or None for an event of the gate itself."""

    def __call__(self, line: str, *, line_no: int, tz: dt.tzinfo) -> AttRecord | Reason | None: ...


def parse_attlog(body: bytes, *, tz: dt.tzinfo, limits: Limits = wire.LIMITS) -> Upload | Refused:
    """Every readable passage of an ATTLOG upload: PIN, time, status, verify, work code, then whatever
    firmware adds."""
    return _usual_upload(body, tz=tz, limits=limits) or _parse(body, tz=tz, limits=limits, read=_attlog_line)


def parse_rtlog(body: bytes, *, tz: dt.tzinfo, limits: Limits = wire.LIMITS) -> Upload | Refused:
    """Every event of an rtlog upload that names a person or a card, refusals included."""
    return _parse(body, tz=tz, limits=limits, read=_event_line)


def _parse(body: bytes, *, tz: dt.tzinfo, limits: Limits, read: _Reader) -> Upload | Refused:
    sieve = Sieve()
    lines = wire.sift(body, sieve=sieve, limits=limits)
    if isinstance(lines, Refused):
        return lines
    records: list[AttRecord] = []
    machine = 0
    for line_no, line in lines:
        got = read(line, line_no=line_no, tz=tz)
        if isinstance(got, AttRecord):
            records.append(got)
        elif got is None:
            machine += 1
        else:
            sieve.fault(line_no, got, line)
    return Upload(tuple(records), tuple(sieve.faults), sieve.dropped, machine, sieve.lines)


def _usual_upload(body: bytes, *, tz: dt.tzinfo, limits: Limits) -> Upload | None:
    """An upload of nothing but what nearly every terminal writes, read in one look (bench/bench_passages.py); None
    where one line is anything else, and all are read one by one."""
    if len(body) > limits.max_bytes or not body.isascii():
        return None
    text = body.decode("ascii").replace("\r\n", "\n").removesuffix("\n")
    found = _USUAL.findall(text)
    if not found or len(found) != text.count("\n") + 1 or len(found) > limits.max_lines:
        return None
    records = []
    for line_no, (pin, time, status_text, verify_text, work_code) in enumerate(found, start=1):
        moment, status, verify = wire.time_of(time, tz=tz), wire.number_of(status_text), wire.number_of(verify_text)
        if moment is None or status is None:
            return None
        way = _ATTLOG_WAY.get(status, Direction.UNKNOWN)
        records.append(
            AttRecord(line_no, pin, "", moment, status, way, _channel(verify), verify, Outcome.PASSED, work_code, "")
        )
    return Upload(tuple(records), (), 0, 0, len(records))


def _attlog_line(line: str, *, line_no: int, tz: dt.tzinfo) -> AttRecord | Reason | None:
    if line.startswith("time="):
        # Some access terminals send their keyed lines under the attendance table.
        return _event_line(line, line_no=line_no, tz=tz)
    columns = line.split("\t", 5)
    if len(columns) < 2:
        return Reason.FEW_COLUMNS
    columns += _NO_COLUMNS[len(columns) :]
    pin, time, status_text, verify_text, work_code = map(str.strip, columns[:5])
    moment = wire.time_of(time, tz=tz)
    status = wire.number_of(status_text) if status_text else UNSET
    if not _PIN.match(pin):
        return Reason.BAD_PIN
    if moment is None:
        return Reason.BAD_TIME
    if status is None:
        return Reason.BAD_STATUS
    verify = wire.number_of(verify_text)
    return AttRecord(
        line_no=line_no,
        pin=pin,
        card="",
        device_time=moment,
        status=status,
        direction=_ATTLOG_WAY.get(status, Direction.UNKNOWN),
        channel=_channel(verify),
        verify=verify,
        outcome=Outcome.PASSED,
        work_code=_code(work_code),
        door="",
    )


def _event_line(line: str, *, line_no: int, tz: dt.tzinfo) -> AttRecord | Reason | None:
    said = wire.pairs_of(line)
    if "time" not in said:
        return Reason.UNKNOWN_LINE
    moment = wire.time_of(said["time"], tz=tz)
    if moment is None:
        return Reason.BAD_TIME
    pin, card = _named(said.get("pin", "")), _named(said.get("cardno", ""))
    if not pin and not card:
        return None
    if (pin and not _PIN.match(pin)) or (card and not _CARD.match(card)):
        return Reason.BAD_PIN
    status = wire.number_of(said.get("inoutstatus", ""))
    verify = _verify(said.get("verifytype", ""))
    return AttRecord(
        line_no=line_no,
        pin=pin,
        card=card.upper(),
        device_time=moment,
        status=UNSET if status is None else status,
        direction=_RTLOG_WAY.get(UNSET if status is None else status, Direction.UNKNOWN),
        channel=_channel(verify),
        verify=verify,
        outcome=_outcome(said.get("event", "")),
        work_code="",
        door=_code(said.get("eventaddr", "")),
    )


def _named(text: str) -> str:
    """A PIN or a card number; the device writes 0 where there is none."""
    return "" if not text.strip("0") else text


def _verify(text: str) -> int | None:
    """The channel's code. Zero-padded texts are a bit mask of newer firmware, not a number: not guessed
    at."""
    return None if len(text) > 1 and text.startswith("0") else wire.number_of(text)


def _channel(verify: int | None) -> Channel:
    return Channel.OTHER if verify is None else _CHANNELS.get(verify, Channel.OTHER)


def _outcome(event: str) -> Outcome:
    """Event codes come in ranges: below 20 the door was opened, below 100 it was not, below 200 it is an
    alarm."""
    code = wire.number_of(event, most=9_999)
    if code is None or code >= 200:
        return Outcome.UNKNOWN
    if code >= 100:
        return Outcome.ALARM
    return Outcome.PASSED if code < 20 else Outcome.REFUSED


def _code(text: str) -> str:
    return text if _CODE.match(text) else ""
