"""Gates are registered, replaced and switched off; they are heard, and asked to do things."""

import datetime as dt
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from shanyraq.campus.gates.drafts import DeviceDraft
from shanyraq.campus.gates.gateways.numbers import key_digest
from shanyraq.campus.gates.models import Device, DeviceCommand
from shanyraq.campus.gates.policies import is_the_device, may_keep_device, may_register
from shanyraq.campus.gates.queries.devices import forget_neighbourhood, network, waiting_commands
from shanyraq.campus.gates.rules import Clock, ClockVerdict, link_since
from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action

NOTED_EVERY = dt.timedelta(seconds=20)
"""A polling gate is written down at most so often: far less than the silence that breaks a link (rules.LINK_GAP)."""
TIME_EVERY = dt.timedelta(minutes=10)
DRIFT_SHOWN = 30
"""Seconds of drift that are worth writing down: people are shown minutes."""
WIDEST = {4: 16, 6: 48}
"""A network wider than this is no school's network."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A gate that stands now. Its key is shown this once and kept nowhere."""

    device_id: uuid.UUID
    key: str


@action(may=may_register)
def register_device(*, organisation_id: uuid.UUID, draft: DeviceDraft) -> Registered:
    """The gate is known by its serial and let in from its networks. Raises Denied for a serial that is registered
    already, or for networks that cannot be read or are as wide as the world."""
    device, key = _make(organisation_id, draft)
    return Registered(device.id, key)


def _make(organisation_id: uuid.UUID, draft: DeviceDraft) -> tuple[Device, str]:
    networks = _networks(draft.networks)
    if Device.objects.filter(serial=draft.serial).seen_by_system().exists():
        raise Denied(
            _("A gate with this serial number is registered already."),
            way=_("Compare the number with the label of the device."),
            field="serial",
        )
    key = secrets.token_urlsafe(32)
    device = Device(
        organisation_id=organisation_id,
        serial=draft.serial,
        family=draft.family,
        name=draft.name,
        place=draft.place,
        mounted=draft.mounted,
        key_digest=key_digest(key),
        networks=networks,
        registered_at=clock.now(),
    )
    device.save(force_insert=True)
    forget_neighbourhood()
    return device, key


def _networks(given: Sequence[str]) -> list[str]:
    found = [(text, network(text)) for text in given]
    for text, one in found:
        if one is None:
            raise Denied(
                _("“%(network)s” is not a network address.") % {"network": text},
                way=_("Write it like 192.168.10.0/24, or one address like 192.168.10.15."),
                field="networks",
            )
        if one.prefixlen < WIDEST[one.version]:
            raise Denied(
                _("The network %(network)s is too wide: anybody could pass for this gate.") % {"network": text},
                way=_("Name the network of the school only."),
                field="networks",
            )
    if not found:
        raise Denied(
            _("Name at least one network from which the gate speaks."),
            way=_("It stands in the gate's own menu, under communication."),
            field="networks",
        )
    return [str(one) for _text, one in found]


@action(may=may_keep_device)
def replace_device(*, device_id: uuid.UUID, draft: DeviceDraft) -> Registered:
    """The new gate stands in the old one's place, and the old one is no longer listened to. Its passages stay."""
    old = _mine(device_id)
    new, key = _make(old.organisation_id, draft)
    Device.objects.filter(id=old.id).update(enabled=False, replaced_by=new)
    return Registered(new.id, key)


@action(may=may_keep_device)
def switch_device(*, device_id: uuid.UUID, on: bool) -> None:
    """The gate is listened to, or not."""
    device = _mine(device_id)
    if device.replaced_by_id:
        raise Denied(_("This gate was replaced by another."), way=_("Register it anew under its serial number."))
    Device.objects.filter(id=device.id).update(enabled=on, linked_since=None)
    forget_neighbourhood()


@action(may=may_keep_device)
def ask_device(*, device_id: uuid.UUID, kind: str) -> None:
    """The gate will be asked at its next word. What is waiting already is not asked twice."""
    queue([_mine(device_id)], kind=kind, now=clock.now())


def _mine(device_id: uuid.UUID) -> Device:
    device = Device.objects.filter(id=device_id).first()
    if device is None:
        raise Hidden(_("There is no such gate."))
    return device


def queue(
    devices: Sequence[Device], *, kind: str, now: dt.datetime, credential_ids: Sequence[uuid.UUID | None] = (None,)
) -> None:
    """Each of these devices is owed this command for each credential, once."""
    waiting = set(
        DeviceCommand.objects.filter(device__in=devices, kind=kind, done_at=None)
        .seen_by_system()
        .values_list("device_id", "credential_id")
    )
    DeviceCommand.objects.bulk_create(
        DeviceCommand(
            organisation_id=device.organisation_id,
            device=device,
            kind=kind,
            credential_id=credential,
            asked_at=now,
        )
        for device in devices
        for credential in credential_ids
        if (device.id, credential) not in waiting
    )


@action(may=is_the_device, facts_are_history=True)
def hear(*, device: Device, received_at: dt.datetime, firmware: str = "", session_day: dt.date | None = None) -> None:
    """The gate is noted as heard just now: at most every 20 seconds, unless it said something new."""
    since = link_since(last_heard=device.last_heard, since=device.linked_since, now=received_at)
    changed = {
        name: value
        for name, value in (("firmware", firmware[:120]), ("session_day", session_day))
        if value and value != getattr(device, name)
    }
    recent = device.last_heard is not None and received_at - device.last_heard < NOTED_EVERY
    if changed or not recent or since != device.linked_since:
        Device.objects.filter(id=device.id).seen_by_system().update(
            last_heard=received_at, linked_since=since, **changed
        )


@action(may=is_the_device, facts_are_history=True)
def note_counts(
    *,
    device: Device,
    received_at: dt.datetime,
    faults: int = 0,
    discarded: int = 0,
    operation_stamp: int | None = None,
) -> None:
    """An upload without passages was taken: what could not be read and what was thrown away are counted."""
    since = link_since(last_heard=device.last_heard, since=device.linked_since, now=received_at)
    note_heard(
        device, now=received_at, linked_since=since, faults=faults, discarded=discarded,
        operation_stamp=operation_stamp,
    )  # fmt: skip


def note_heard(
    device: Device,
    *,
    now: dt.datetime,
    linked_since: dt.datetime,
    stamp: int | None = None,
    operation_stamp: int | None = None,
    faults: int = 0,
    discarded: int = 0,
) -> None:
    """For acts: an answered upload of this device, in one statement; none where it says nothing new within 20 s."""
    noted = device.last_heard is not None and now - device.last_heard < NOTED_EVERY
    same_stamp = stamp in {None, device.stamp} and operation_stamp in {None, device.operation_stamp}
    if noted and same_stamp and linked_since == device.linked_since and not (faults or discarded or device.clock_moved):
        return
    device.last_heard, device.linked_since = now, linked_since
    changes: dict[str, object] = {
        "last_heard": now, "linked_since": linked_since, "clock_state": device.clock_state,
        "clock_drift": device.clock_drift,
    }  # fmt: skip
    changes |= {"stamp": stamp} if stamp is not None else {}
    changes |= {"operation_stamp": operation_stamp} if operation_stamp is not None else {}
    changes |= {"faults": F("faults") + faults} if faults else {}
    changes |= {"discarded": F("discarded") + discarded} if discarded else {}
    Device.objects.filter(id=device.id).seen_by_system().update(**changes)


def note_clock(device: Device, verdicts: Sequence[ClockVerdict], *, now: dt.datetime) -> None:
    """For acts: how the clock stands by the newest record; a wrong one is sent the time, once in ten minutes."""
    if not verdicts:
        return
    newest = max(verdicts, key=lambda verdict: (verdict.clock is not Clock.ABSURD, verdict.drift))
    if newest.clock is Clock.LATE:  # an old record says nothing about the clock of today
        return
    drift = max(-2_000_000_000, min(2_000_000_000, int(newest.drift.total_seconds())))
    device.clock_moved = device.clock_state != newest.clock.value or abs(device.clock_drift - drift) > DRIFT_SHOWN
    device.clock_state, device.clock_drift = newest.clock.value, drift
    if newest.wrong:
        lately = DeviceCommand.objects.filter(device=device, kind="set_time", asked_at__gt=now - TIME_EVERY)
        if not lately.seen_by_system().exists():
            queue([device], kind=DeviceCommand.Kind.SET_TIME, now=now)


@action(may=is_the_device, facts_are_history=True)
def take_commands(*, device: Device, received_at: dt.datetime) -> list[DeviceCommand]:
    """What the gate is asked now; each is given again in a minute unless its result comes."""
    commands = waiting_commands(device.id, now=received_at)
    if commands:
        DeviceCommand.objects.filter(id__in=[c.id for c in commands]).seen_by_system().update(
            given_at=received_at, attempts=F("attempts") + 1
        )
    return commands


@action(may=is_the_device, facts_are_history=True)
def take_results(*, device: Device, results: Sequence[tuple[int, int]], received_at: dt.datetime) -> int:
    """What the gate says it has done is done. Results of commands it was never given change nothing."""
    done = 0
    for number, code in results:
        rows = DeviceCommand.objects.filter(id=number, device=device, done_at=None, given_at__isnull=False)
        done += rows.seen_by_system().update(done_at=received_at, code=code)
    return done
