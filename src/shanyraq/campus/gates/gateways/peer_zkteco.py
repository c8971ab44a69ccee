"""A small palm gate that speaks the push protocol over real HTTP: the device's side, for tests and
simulations.

It keeps its records until the server takes them, does what the server tells it, and can be told to
misbehave as real terminals do. It shares no parsing with the server's side, so that one mistake cannot hide
in both.
"""

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from shanyraq.campus.gates.gateways.peer_http import Connect, Drip, Reply, ask, connect

BATCH = 100
_VERIFY = {"password": 0, "finger": 1, "card": 2, "face": 15, "palm": 25}
_COMMAND = re.compile(r"C:(\d+):(.+)")


@dataclass(frozen=True, slots=True)
class Mischief:
    """How this gate misbehaves. Nothing of it is invented: each was met on real terminals."""

    repeats: int = 0  # how many more times each accepted upload is sent again
    templates_unasked: bool = False
    doubled_prefix: bool = False
    clock_error: dt.timedelta = dt.timedelta()
    trailing: str = "\t0\t0\t0\t0\t0\t"  # columns behind the work code


@dataclass(slots=True)
class PeerUser:
    pin: str
    card: str = ""
    name: str = ""


@dataclass(slots=True)
class PalmGate:
    """One terminal. `clock` is true time; the gate's own clock may stray from it."""

    base_url: str
    serial: str
    users: Iterable[PeerUser]
    clock: Callable[[], dt.datetime]
    family: str = "attendance"
    http: Connect = connect
    mischief: Mischief = field(default_factory=Mischief)
    online: bool = True
    reboots: int = 0
    options: dict[str, str] = field(default_factory=dict)
    known: dict[str, PeerUser] = field(init=False)
    enrolled: set[str] = field(init=False)
    error: dt.timedelta = field(init=False)
    _lines: list[str] = field(init=False, default_factory=list)
    _sent: int = field(init=False, default=0)
    _token: str = field(init=False, default="")
    _code: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.known = {user.pin: user for user in self.users}
        self.enrolled = set(self.known)
        self.error = self.mischief.clock_error

    @property
    def access(self) -> bool:
        return self.family == "access"

    @property
    def waiting(self) -> int:
        """How many records the server has not taken yet."""
        return len(self._lines) - self._sent

    def now(self) -> dt.datetime:
        """What the gate's own display shows."""
        return self.clock() + self.error

    # people

    def pass_person(self, pin: str, *, way: str = "in", channel: str = "palm") -> None:
        """Somebody it knows went through; the record waits for the next upload."""
        if self.access:
            self._lines.append(self._event(pin=pin, way=way, channel=channel, event=0))
        else:
            self._lines.append(self._attlog(pin=pin, way=way, channel=channel))

    def show_card(self, number: str, *, way: str = "in") -> None:
        """A card it does not know: access terminals report it, attendance terminals keep silent."""
        if self.access:
            self._lines.append(self._event(pin="0", way=way, channel="card", event=27, card=number))

    def _attlog(self, *, pin: str, way: str, channel: str) -> str:
        status = {"in": 0, "out": 1}.get(way, 255)
        return f"{pin}\t{self.now():%Y-%m-%d %H:%M:%S}\t{status}\t{_VERIFY[channel]}\t0" + self.mischief.trailing

    def _event(self, *, pin: str, way: str, channel: str, event: int, card: str = "0") -> str:
        status = {"in": 0, "out": 1}.get(way, 2)
        return (
            f"time={self.now():%Y-%m-%d %H:%M:%S}\tpin={pin}\tcardno={card}\teventaddr=1\tevent={event}"
            f"\tinoutstatus={status}\tverifytype={_VERIFY[channel]}\tindex={len(self._lines) + 1}"
        )

    # the protocol

    def handshake(self) -> Reply:
        """Introduces itself, registers where its family does, and keeps the options it was given."""
        query = {"options": "all", "pushver": "2.4.1", "language": "83"}
        if self.access:
            query |= {"pushver": "3.1.2", "DeviceType": "acc", "PushOptionsFlag": "1"}
        reply = self.request("GET", "cdata", query)
        if reply.status == 200:
            self.options = _options(reply.body)
            self._register() if self.access else self._rewind()
        return reply

    def _register(self) -> None:
        if "RegistryCode" not in self.options:
            answer = self.request("POST", "registry", {}, b"DeviceType=acc,~DeviceName=PalmGate,PvFunOn=1")
            self.options |= _options(answer.body)
            self.options |= _options(self.request("POST", "push", {}).body)
        self._code = self.options.get("RegistryCode", "")
        said = f"{self._code}{self.serial}{self.options.get('SessionID', '')}".encode()
        self._token = hashlib.md5(said, usedforsecurity=False).hexdigest()

    def _rewind(self) -> None:
        """The server says how far it has got; what it has not got is sent again."""
        stamp = self.options.get("ATTLOGStamp", self.options.get("Stamp", "None"))
        reached = int(stamp) if stamp.isdigit() else 0
        self._sent = min(self._sent, reached)

    def poll(self) -> Reply:
        """Asks for commands, does them, and reports each."""
        reply = self.request("GET", "getrequest", {})
        for number, command in _commands(reply.body):
            code = self._obey(command)
            result = f"ID={number}&Return={code}&CMD={command.split()[0]}\n"
            self.request("POST", "devicecmd", {}, result.encode())
        return reply

    def _obey(self, command: str) -> int:
        name, _, rest = command.partition("=")
        words = name.upper().split()
        if words[:2] == ["DATA", "DELETE"]:
            return self._forget(table=words[2], pin=rest)
        if words[:2] == ["SET", "OPTIONS"] and words[2:] == ["DATETIME"]:
            return self._set_clock(int(rest))
        if words[:2] == ["DATA", "QUERY"]:
            return self._tell_users()
        if words[0] == "REBOOT" or command == "CONTROL DEVICE 03000000":
            self.reboots += 1
            return 0
        return -1

    def _forget(self, *, table: str, pin: str) -> int:
        self.enrolled.discard(pin)
        if table in {"USER", "USERINFO"}:
            return 0 if self.known.pop(pin, None) else -1
        return 0

    def _set_clock(self, packed: int) -> int:
        days, seconds = divmod(packed, 86_400)
        year, month, day = 2000 + days // 372, days // 31 % 12 + 1, days % 31 + 1
        midnight = dt.datetime(year, month, day, tzinfo=self.clock().tzinfo)
        self.error = midnight + dt.timedelta(seconds=seconds) - self.clock()
        return 0

    def _tell_users(self) -> int:
        people = sorted(self.known.values(), key=lambda user: user.pin)
        if self.access:
            lines = [f"user uid={n}\tcardno={u.card}\tpin={u.pin}\tname={u.name}" for n, u in enumerate(people)]
            query = {"type": "tabledata", "tablename": "user", "count": str(len(people))}
            reply = self.request("POST", "querydata", query, _body(lines))
            return len(people) if reply.body.strip() == f"user={len(people)}" else -1
        lines = [f"USER PIN={u.pin}\tName={u.name}\tPri=0\tPasswd=\tCard={u.card}" for u in people]
        reply = self.request("POST", "cdata", {"table": "OPERLOG", "Stamp": "9999"}, _body(lines))
        return len(people) if reply.ok else -1

    def flush(self) -> list[Reply]:
        """Sends what waits, by batches, until it is taken or the server does not say OK; the rest is kept."""
        replies: list[Reply] = []
        while self.waiting:
            batch = self._lines[self._sent : self._sent + BATCH]
            reply = self._upload(batch)
            replies.append(reply)
            if not reply.ok:
                break
            self._sent += len(batch)
            replies += [self._upload(batch) for _ in range(self.mischief.repeats)]
        if self.mischief.templates_unasked:
            replies.append(self.send_templates())
        return replies

    def _upload(self, batch: list[str]) -> Reply:
        table = "rtlog" if self.access else "ATTLOG"
        query = {"table": table, "Stamp": str(self._sent + len(batch))}
        return self.request("POST", "cdata", query, _body(batch))

    # misbehaviour

    def enrol(self, pin: str) -> Reply | None:
        """A palm is taught to the gate. An obedient gate tells the server no template unless it asked for
        them."""
        self.known.setdefault(pin, PeerUser(pin))
        self.enrolled.add(pin)
        return self.send_templates() if self._asked_for_templates() else None

    def _asked_for_templates(self) -> bool:
        flags = self.options.get("TransFlag", "")
        by_digit = flags.isdigit() and "1" in flags[3:]
        by_word = any(word in flags for word in ("EnrollFP", "ChgFP", "FACE", "BioPhoto", "UserPic"))
        return by_digit or by_word or "1" in self.options.get("MultiBioDataSupport", "")

    def template_of(self, pin: str) -> str:
        """Invented bytes in the form of a palm template, the same for a person each time."""
        return base64.b64encode(hashlib.sha512(f"{self.serial}:{pin}".encode()).digest() * 3).decode()

    def send_templates(self) -> Reply:
        """Pushes the template of everybody taught to it."""
        lines = [
            f"BIODATA Pin={pin}\tNo=0\tIndex=0\tValid=1\tDuress=0\tType=8\tMajorVer=12\tMinorVer=0\tFormat=0"
            f"\tTmp={self.template_of(pin)}"
            for pin in sorted(self.enrolled)
        ]
        query = {"table": "BIODATA", "Stamp": "9999"}
        if self.access:
            query = {"table": "tabledata", "tablename": "biodata", "count": str(len(lines))}
        return self.request("POST", "cdata", query, _body(lines))

    def send_raw(self, body: bytes, *, table: str = "ATTLOG") -> Reply:
        """Posts exactly these bytes."""
        return self.request("POST", "cdata", {"table": table, "Stamp": "9999"}, body)

    def send_slowly(self, body: bytes, *, pieces: int, pause: float) -> Reply:
        """Posts these bytes drop by drop, as over a failing radio link."""
        step = max(1, -(-len(body) // pieces))
        return self.request("POST", "cdata", {"table": "ATTLOG", "Stamp": "9999"}, body, drip=Drip(step, pause))

    # the wire

    def request(
        self, method: str, verb: str, query: dict[str, str], body: bytes = b"", drip: Drip | None = None
    ) -> Reply:
        """One request of this gate; unreachable is a reply too."""
        if not self.online:
            return Reply(0, "")
        prefix = "/iclock/iclock/" if self.mischief.doubled_prefix else "/iclock/"
        path = f"{prefix}{verb}?{urlencode({'SN': self.serial} | query)}"
        headers = {"User-Agent": "iClock Proxy/1.09", "Content-Type": "text/plain"}
        if self._token:
            headers["Cookie"] = f"token={self._token}"
        return ask(self.base_url, method=method, path=path, headers=headers, body=body, drip=drip, link=self.http)


def _body(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()


def _options(body: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in body.replace("\r", "").split("\n"))
    return {key.strip(): value.strip() for key, sign, value in pairs if sign}


def _commands(body: str) -> list[tuple[int, str]]:
    found = (_COMMAND.match(line.strip()) for line in body.splitlines())
    return [(int(match[1]), match[2]) for match in found if match]
