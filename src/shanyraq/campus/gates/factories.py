"""One row of each model of the gates at a given school; for tests and the demonstration."""

import datetime as dt
import secrets
import uuid
from typing import Protocol

from django.db import transaction

from shanyraq.campus.gates.models import Credential, Device, DeviceCommand, Knock, Passage, PassageLink, UnknownCard
from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.testing.factories import factory

START = dt.date(2026, 9, 1)


class AtSchool(Protocol):
    """What these builders need to know of a school."""

    @property
    def organisation_id(self) -> uuid.UUID: ...
    @property
    def pupil_id(self) -> uuid.UUID: ...


@factory(Device)
def a_device(at: AtSchool, *, serial: str = "", networks: list[str] | None = None, **fields: object) -> Device:
    values: dict[str, object] = {"name": "Бас кіреберіс", "registered_at": clock.now()}
    return Device.objects.create(
        organisation_id=at.organisation_id,
        serial=serial or f"TEST-{secrets.token_hex(6)}",
        networks=["127.0.0.1/32"] if networks is None else networks,
        **{**values, **fields},
    )


def a_gate(at: AtSchool) -> Device:
    """The school's first gate, made where there is none."""
    return Device.objects.filter(organisation=at.organisation_id).first() or a_device(at)


@factory(Credential)
def a_credential(at: AtSchool, *, kind: str = "pin", digest: bytes = b"", sealed: bytes | None = None) -> Credential:
    return Credential.objects.create(
        organisation_id=at.organisation_id,
        person_id=at.pupil_id,
        kind=kind,
        value_digest=digest or secrets.token_bytes(32),
        sealed_number=sealed,
        given_on=START,
    )


@factory(DeviceCommand)
def a_command(at: AtSchool) -> DeviceCommand:
    return DeviceCommand.objects.create(
        organisation_id=at.organisation_id, device=a_gate(at), kind="set_time", asked_at=clock.now()
    )


@factory(Knock)
def a_knock(at: AtSchool) -> Knock:
    now = clock.now()
    return Knock.objects.create(
        organisation_id=at.organisation_id, serial=f"KNOCK-{secrets.token_hex(4)}", source="192.168.10.77",
        why="unknown", first_at=now, last_at=now,
    )  # fmt: skip


@factory(Passage)
def a_passage(at: AtSchool, *, moment: dt.datetime | None = None) -> Passage:
    moment = moment or clock.now()
    with system_scope("test passage"), transaction.atomic():
        draft = Passage(
            happened_at=moment, organisation_id=at.organisation_id, device_id=a_gate(at).id, person_id=at.pupil_id,
            credential_digest=bytes(32), direction="in", channel="card", outcome="passed", device_time=moment,
            clock_state="ok",
        )  # fmt: skip
        return facts.record([draft])[0]


@factory(PassageLink)
def a_link(at: AtSchool) -> PassageLink:
    passage = a_passage(at)
    with system_scope("test link"), transaction.atomic():
        draft = PassageLink(
            happened_at=clock.now(), organisation_id=at.organisation_id, passage_day=passage.day,
            passage_id=passage.id, person_id=at.pupil_id,
        )  # fmt: skip
        return facts.record([draft])[0]


@factory(UnknownCard)
def an_unknown_card(at: AtSchool) -> UnknownCard:
    passage = a_passage(at)
    return UnknownCard.objects.create(
        organisation_id=at.organisation_id, credential_digest=secrets.token_bytes(32), is_card=True, times=1,
        first_at=passage.happened_at, last_at=passage.happened_at, last_device_id=passage.device_id,
        last_day=passage.day, last_id=passage.id,
    )  # fmt: skip
