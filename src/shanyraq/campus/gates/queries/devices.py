"""The gates, asked by a device at the door (before any scope of a person) and by the people who look after them."""

import datetime as dt
import functools
import ipaddress
import time
import uuid
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shanyraq.campus.gates.models import Device, DeviceCommand, Knock
from shanyraq.campus.gates.rules import Clock, Direction
from shanyraq.kernel.scope.prepared import Prepared
from shanyraq.kernel.text import dates

SILENT_AFTER = dt.timedelta(minutes=5)
AGAIN_AFTER = dt.timedelta(minutes=1)
MOST_ATTEMPTS = 5
MOST_COMMANDS = 20
_NETWORKS_LIVE = 60.0
STATES = {
    "well": _lazy("works"), "silent": _lazy("silent"), "clock": _lazy("clock is wrong"),
    "never": _lazy("not heard yet"), "off": _lazy("switched off"),
}  # fmt: skip

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@functools.lru_cache(maxsize=4096)
def network(text: str) -> Network | None:
    """A network as it was written, or None where it is none."""
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None


@functools.lru_cache(maxsize=4096)
def is_inside(source: str, networks: tuple[str, ...]) -> bool:
    """Whether an address belongs to one of these networks. An address nobody can read belongs to none."""
    try:
        address = ipaddress.ip_address(source)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(found is not None and address in found for found in map(network, networks))


_BY_SERIAL = Prepared(lambda serial: Device.objects.filter(serial=serial).seen_by_system())


def device_at_door(serial: str) -> Device | None:
    """The device of this serial, whoever asks: at the door nobody has a scope yet."""
    return next(iter(_BY_SERIAL.rows(serial)), None)


_neighbourhood: list[tuple[float, list[tuple[tuple[str, ...], uuid.UUID]]]] = []


def schools_around(source: str) -> list[uuid.UUID]:
    """The organisations with a gate in the network of this address: theirs to know who knocked. Kept for a minute."""
    if not _neighbourhood or _neighbourhood[0][0] < time.monotonic():
        rows = Device.objects.filter(enabled=True).seen_by_system().values_list("networks", "organisation_id")
        known = sorted({(tuple(networks), organisation) for networks, organisation in rows}, key=str)
        _neighbourhood[:] = [(time.monotonic() + _NETWORKS_LIVE, known)]
    return sorted({organisation for networks, organisation in _neighbourhood[0][1] if is_inside(source, networks)})


def forget_neighbourhood() -> None:
    """A device was registered or changed: who is around is asked anew."""
    _neighbourhood.clear()


def waiting_commands(device_id: uuid.UUID, *, now: dt.datetime) -> list[DeviceCommand]:
    """What is still to be asked of a device; given once, it is given again only when no result came in a minute."""
    rows = (
        DeviceCommand.objects.filter(device=device_id, done_at=None, attempts__lt=MOST_ATTEMPTS)
        .seen_by_system()
        .select_related("credential")
        .order_by("id")[:MOST_COMMANDS]
    )
    return [row for row in rows if row.given_at is None or row.given_at <= now - AGAIN_AFTER]


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A gate as the board shows it."""

    id: uuid.UUID
    name: str
    place: str
    serial: str
    family: str
    mounted: str
    enabled: bool
    firmware: str
    last_heard: dt.datetime | None
    silent: bool
    clock_state: str
    clock_drift: int
    faults: int
    discarded: int
    waiting: int
    now: dt.datetime

    @property
    def clock_wrong(self) -> bool:
        return self.clock_state in {Clock.FAST, Clock.SLOW, Clock.ABSURD}

    @property
    def drift_minutes(self) -> int:
        return max(1, round(abs(self.clock_drift) / 60))

    @property
    def clock_words(self) -> str:
        """How its clock stands, for a person."""
        if self.clock_state == Clock.ABSURD:
            return _("The clock has lost the date; it has been sent the right time.")
        if self.clock_state == Clock.FAST:
            return _("The clock is %(minutes)s min fast; it has been sent the right time.") % {
                "minutes": self.drift_minutes
            }
        if self.clock_state == Clock.SLOW:
            return _("The clock is %(minutes)s min slow; it has been sent the right time.") % {
                "minutes": self.drift_minutes
            }
        return ""

    @property
    def tone(self) -> str:
        """How much care it needs, as a status shows it."""
        return {"well": "good", "silent": "act", "clock": "care"}.get(self.state, "quiet")

    @property
    def state_words(self) -> str:
        return str(STATES[self.state])

    @property
    def note(self) -> str:
        """Where it hangs, when it was last heard, what runs on it, what it was refused."""
        parts = [self.place, self.mounted]
        if self.last_heard:
            language = get_language() or "kk"
            parts.append(
                _("heard %(when)s") % {"when": dates.relative(self.last_heard, now=self.now, language=language)}
            )
        parts.append(self.firmware)
        if self.faults:
            parts.append(_("%(number)s lines could not be read") % {"number": self.faults})
        return " · ".join(str(part) for part in parts if part)

    @property
    def state(self) -> str:
        """off, never, silent, clock, well."""
        if not self.enabled:
            return "off"
        if self.last_heard is None:
            return "never"
        if self.silent:
            return "silent"
        return "clock" if self.clock_wrong else "well"


def devices_of(organisation_id: uuid.UUID, *, now: dt.datetime) -> list[DeviceRow]:
    """The gates of an organisation that have not been replaced, those that need care first."""
    waiting: dict[uuid.UUID, int] = {}
    for device_id in DeviceCommand.objects.filter(organisation=organisation_id, done_at=None).values_list(
        "device_id", flat=True
    ):
        waiting[device_id] = waiting.get(device_id, 0) + 1
    rows = Device.objects.filter(organisation=organisation_id, replaced_by=None).order_by("name", "id")
    return [_row(device, now=now, waiting=waiting.get(device.id, 0)) for device in rows]


def _row(device: Device, *, now: dt.datetime, waiting: int) -> DeviceRow:
    return DeviceRow(
        id=device.id,
        name=device.name,
        place=device.place,
        serial=device.serial,
        family=device.get_family_display(),
        mounted=device.get_mounted_display(),
        enabled=device.enabled,
        firmware=device.firmware,
        last_heard=device.last_heard,
        silent=device.last_heard is not None and now - device.last_heard > SILENT_AFTER,
        clock_state=device.clock_state,
        clock_drift=device.clock_drift,
        faults=device.faults,
        discarded=device.discarded,
        waiting=waiting,
        now=now,
    )


def device(device_id: uuid.UUID, *, now: dt.datetime) -> DeviceRow | None:
    """One gate, as far as the scope sees it."""
    found = Device.objects.filter(id=device_id).first()
    return _row(found, now=now, waiting=0) if found else None


@dataclass(frozen=True, slots=True)
class KnockRow:
    """A device that was not let in."""

    serial: str
    source: str
    why: str
    times: int
    last_at: dt.datetime

    @property
    def note(self) -> str:
        """Why it was refused, where it knocked from, and how many minutes it kept on."""
        times = ngettext("%(times)s time", "%(times)s times", self.times) % {"times": self.times}
        return f"{self.why} · {self.source} · {times}"


def knocks_of(organisation_id: uuid.UUID, *, since: dt.datetime, limit: int = 10) -> list[KnockRow]:
    """Who knocked lately and was not let in, latest first."""
    rows = Knock.objects.filter(organisation=organisation_id, last_at__gte=since).order_by("-last_at", "id")[:limit]
    return [KnockRow(k.serial, k.source, k.get_why_display(), k.times, k.last_at) for k in rows]


def mounting(device: Device) -> Direction:
    """Which way people go at this device, as far as its place tells."""
    return {"in": Direction.IN, "out": Direction.OUT}.get(device.mounted, Direction.UNKNOWN)
