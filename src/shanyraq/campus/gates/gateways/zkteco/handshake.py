"""How a terminal introduces itself, and what it is told: what to send, when, and what never to send."""

import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass

from shanyraq.campus.gates.gateways.zkteco import wire
from shanyraq.campus.gates.gateways.zkteco.commands import pack_time
from shanyraq.campus.gates.gateways.zkteco.wire import Family, Reason, Refused

# A stamp no record will reach before 2066, and still a positive number to 32-bit firmware: "we have all
# photos".
NOTHING_NEWER = 2_147_483_647
MAX_OPTIONS = 400
_SERIAL = re.compile(r"[0-9A-Za-z_-]{4,40}\Z", re.ASCII)
_VERSION = re.compile(r"(\d{1,3})\.(\d{1,3})")
# Ten digits: passages, operations, photos of passages, templates, users, finger images, changes, changed
# templates, faces, user pictures. Only the first two.
_FLAG_DIGITS = "1100000000"
_FLAG_WORDS = "TransData AttLog\tOpLog"
_NO_BIOMETRICS = ":".join("0" * 10)
_OPTION = re.compile(
    r"(?:device(?:name|type)|machinetype|mac|ipaddress|platform|oemvendor|language"
    r"|\w{1,40}(?:count|version|fun|funon|support))\Z",
    re.ASCII,
)
_SPLIT_OPTIONS = re.compile(r"[,\t\r\n]+")


@dataclass(frozen=True, slots=True)
class Stamps:
    """Up to where we hold the terminal's records, in its own counting. Zero asks for all that it still
    keeps."""

    attlog: int = 0
    operlog: int = 0


@dataclass(frozen=True, slots=True)
class Handshake:
    serial: str
    family: Family
    push_version: tuple[int, int]


def serial_of(query: Mapping[str, str]) -> str | Refused:
    """The serial number every request carries, in a form that is safe to store, log and send back."""
    serial = _folded(query).get("sn", "").strip()
    return serial if _SERIAL.match(serial) else Refused(Reason.BAD_SERIAL)


def parse_handshake(query: Mapping[str, str], *, known: Family = Family.ATTENDANCE) -> Handshake | Refused:
    """Who is calling and which family it speaks.

    Only `DeviceType` tells the family: attendance terminals announce push versions of 3.x too. A terminal
    that keeps silent about it is taken for what it was before (`known`).
    """
    serial = serial_of(query)
    if isinstance(serial, Refused):
        return serial
    said = _folded(query)
    device_type = said.get("devicetype", "").strip().lower()
    family = known
    if device_type:
        family = Family.ACCESS if device_type == "acc" else Family.ATTENDANCE
    return Handshake(serial=serial, family=family, push_version=_version(said.get("pushver", "")))


def stamp_of(query: Mapping[str, str]) -> int | None:
    """How far the terminal says this upload reaches: kept, and told back to it at its next handshake.

    Keep it only from a terminal that is trusted: a stamp too high makes a gate believe that we hold what we
    do not.
    """
    return wire.number_of(_folded(query).get("stamp", ""), most=NOTHING_NEWER)


def _folded(query: Mapping[str, str]) -> dict[str, str]:
    return {str(key).lower(): str(query[key]) for key in query}


def _version(text: str) -> tuple[int, int]:
    found = _VERSION.match(text.strip())
    return (int(found[1]), int(found[2])) if found else (0, 0)


def handshake_reply(
    hello: Handshake, *, stamps: Stamps, now: dt.datetime, code: str = "", session: str = "", delay: int = 10
) -> str:
    """The terminal sends passages and operations at once, and neither templates nor photos.

    `code` and `session` are for the access family, which is answered as already registered: a terminal that
    holds a code does not ask again, and one that asks all the same is answered by `registry_reply` and
    `push_reply`.
    """
    if hello.family is Family.ACCESS:
        return "\r\n".join(["registry=ok", f"RegistryCode={code}", *_access(session=session, delay=delay)]) + "\r\n"
    return "\n".join(_attendance(hello, stamps=stamps, now=now, delay=delay)) + "\n"


def _attendance(hello: Handshake, *, stamps: Stamps, now: dt.datetime, delay: int) -> list[str]:
    # Flags in words came with push 2.2; older firmware reads ten digits. The stamps have two spellings as
    # well, and firmware passes over the keys that it does not know.
    flags = _FLAG_WORDS if hello.push_version >= (2, 2) else _FLAG_DIGITS
    return [
        f"GET OPTION FROM: {hello.serial}",
        f"Stamp={stamps.attlog}",
        f"OpStamp={stamps.operlog}",
        f"PhotoStamp={NOTHING_NEWER}",
        f"ATTLOGStamp={stamps.attlog}",
        f"OPERLOGStamp={stamps.operlog}",
        f"ATTPHOTOStamp={NOTHING_NEWER}",
        "ErrorDelay=30",
        f"Delay={delay}",
        "TransTimes=00:00;14:05",
        "TransInterval=1",
        f"TransFlag={flags}",
        f"TimeZone={_zone(now)}",
        "Realtime=1",
        "Encrypt=None",
        "ServerVer=2.4.1",
        "PushProtVer=2.4.1",
        "PushOptionsFlag=0",
        f"MultiBioDataSupport={_NO_BIOMETRICS}",
        f"MultiBioPhotoSupport={_NO_BIOMETRICS}",
    ]


def _access(*, session: str, delay: int) -> list[str]:
    # What is transferred is the part both sides support, so all zeroes mean: no biometric kind at all.
    return [
        "ServerVersion=3.1.2",
        "ServerName=Shanyraq",
        "PushProtVer=3.1.2",
        "PushVersion=3.1.2",
        "ErrorDelay=60",
        f"RequestDelay={delay}",
        "TransTimes=00:00;14:00",
        "TransInterval=1",
        "TransTables=User Transaction",
        "Realtime=1",
        f"SessionID={session}",
        "TimeoutSec=10",
        "BioPhotoFun=0",
        "BioDataFun=0",
        f"MultiBioDataSupport={_NO_BIOMETRICS}",
        f"MultiBioPhotoSupport={_NO_BIOMETRICS}",
    ]


def _zone(now: dt.datetime) -> str:
    """Whole hours, as terminals read it; minutes where the zone has a fraction. A terminal sets its clock
    by this."""
    minutes = int((now.utcoffset() or dt.timedelta()).total_seconds()) // 60
    return str(minutes // 60 if minutes % 60 == 0 else minutes)


def registry_code(serial: str, *, secret: bytes) -> str:
    """The terminal's registration code: 32 hex digits, the same after a restart, not to be guessed from the
    serial."""
    return hmac.new(secret, b"registry:" + serial.encode(), hashlib.sha256).hexdigest()[:32]


def session_id(serial: str, *, secret: bytes, day: dt.date) -> str:
    """The terminal's session of one day."""
    said = f"session:{day.isoformat()}:{serial}".encode()
    return hmac.new(secret, said, hashlib.sha256).hexdigest()[:32].upper()


def session_token(*, code: str, serial: str, session: str) -> str:
    """What a registered access terminal shows in its `token` cookie. MD5 is the protocol's choice, not
    ours."""
    return hashlib.md5(f"{code}{serial}{session}".encode(), usedforsecurity=False).hexdigest()


def registry_reply(*, code: str) -> str:
    """Exactly this: anything else makes the terminal introduce itself again."""
    return f"RegistryCode={code}"


def push_reply(*, session: str, delay: int = 10) -> str:
    """What a newly registered access terminal is told."""
    return "\r\n".join(_access(session=session, delay=delay)) + "\r\n"


def rtdata_reply(*, now: dt.datetime) -> str:
    """The time, for access terminals that ask for it: Greenwich, with our offset beside it."""
    return f"DateTime={pack_time(now.astimezone(dt.UTC))},ServerTZ={now.strftime('%z')}"


def parse_options(body: bytes, *, limits: wire.Limits = wire.LIMITS) -> dict[str, str] | Refused:
    """What a terminal says about itself: folded names without `~`, short values.

    Only what describes the machine is let through: a person's line sent under this name leaves nothing
    behind.
    """
    if len(body) > limits.max_bytes:
        return Refused(Reason.TOO_MANY_BYTES)
    parts = _SPLIT_OPTIONS.split(wire.decode(body))[:MAX_OPTIONS]
    pairs = wire.pairs_of("\t".join(parts))
    return {key: _plain(value) for key, value in pairs.items() if _OPTION.match(key)}


def parse_info(info: str) -> dict[str, str]:
    """The state a polling terminal reports: firmware, how many users and passages it holds, its address."""
    names = ("firmware", "users", "fingers", "passages", "address")
    return {name: _plain(value) for name, value in zip(names, info[:500].split(","), strict=False)}


def _plain(text: str) -> str:
    """Printable and short: these words reach a page and a log."""
    return "".join(char for char in text if char.isprintable()).strip()[:120]
