"""What the gates hold about a person or an organisation, for whoever takes it away."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shanyraq.campus.gates.models import Credential, Device, Passage, PassageLink
from shanyraq.spine.exchange import api as exchange

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """One passage. `person_id` is empty where nobody was known by what was shown."""

    id: uuid.UUID
    day: dt.date
    person_id: uuid.UUID | None
    organisation_id: uuid.UUID
    happened_at: dt.datetime
    device_time: dt.datetime
    direction: str
    channel: str
    outcome: str
    clock_state: str
    gate: str


@dataclass(frozen=True, slots=True)
class CredentialEntry:
    """By what a person is or was known at the gates. The number itself is not kept."""

    id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    kind: str
    given_on: dt.date
    ended_on: dt.date | None


COLUMNS = (
    "id", "day", "person_id", "organisation_id", "happened_at", "device_time", "direction", "channel", "outcome",
    "clock_state", "device_id",
)  # fmt: skip


def _passages(**whose: uuid.UUID) -> Iterator[PassageEntry]:
    """Passages in the order of days; a card linked later names its person."""
    gates = dict(Device.objects.all().seen_by_system().values_list("id", "name"))
    rows = Passage.objects.filter(**whose).order_by("day", "id").values_list(*COLUMNS)
    return (_entry(row, gates, row[2]) for row in rows.iterator(chunk_size=AT_ONCE))


def _of_person(person_id: uuid.UUID) -> Iterator[PassageEntry]:
    """The person's own, then those that were found to be theirs."""
    yield from _passages(person_id=person_id)
    links = list(PassageLink.objects.filter(person=person_id).values_list("passage_day", "passage_id"))
    gates = dict(Device.objects.all().seen_by_system().values_list("id", "name")) if links else {}
    for day, passage in links:
        found = Passage.objects.filter(day=day, id=passage).seen_by_system().values_list(*COLUMNS)
        yield from (_entry(row, gates, person_id) for row in found)


def _entry(row: tuple[Any, ...], gates: Mapping[uuid.UUID, str], person_id: uuid.UUID | None) -> PassageEntry:
    """A row of COLUMNS as the passage of this person; its gate is named."""
    values: list[Any] = [*row[:2], person_id, *row[3:-1], gates.get(row[-1], "")]
    return PassageEntry(*values)


def _credentials(**whose: uuid.UUID) -> Iterator[CredentialEntry]:
    columns = tuple(CredentialEntry.__dataclass_fields__)
    rows = Credential.objects.filter(**whose).order_by("id").values_list(*columns)
    return (CredentialEntry(*row) for row in rows.iterator(chunk_size=AT_ONCE))


def announce_holdings() -> None:
    """Exports bring passages and credentials from now on."""
    exchange.hold(exchange.Holding("passages", PassageEntry, _of_person, lambda id: _passages(organisation_id=id)))
    exchange.hold(
        exchange.Holding(
            "credentials", CredentialEntry, lambda id: _credentials(person_id=id),
            lambda id: _credentials(organisation_id=id),
        )
    )  # fmt: skip
