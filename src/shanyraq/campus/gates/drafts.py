"""What callers hand to the acts of the gates."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from shanyraq.campus.gates.rules import Channel, Direction, Outcome


@dataclass(slots=True, kw_only=True)
class Arrival:
    """One thing a gate said, whatever tongue it speaks. `key` is the name under which it is stored once, `said` what
    goes into the payload: the number (`pin` or `card`) and what stood beside it.

    Not frozen: a hundred of them are made for each upload, and freezing triples their price.
    """

    key: bytes
    pin: str
    card: str
    device_time: dt.datetime
    direction: Direction
    channel: Channel
    outcome: Outcome = Outcome.PASSED
    said: dict[str, Any]

    @property
    def counts(self) -> bool:
        """A passage, or a card the gate did not know. Alarms and refusals of known people are the gate's own."""
        if self.outcome is Outcome.PASSED:
            return bool(self.pin or self.card)
        return self.outcome is Outcome.REFUSED and bool(self.card) and not self.pin


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an upload."""

    stored: int = 0
    known: int = 0
    unknown: int = 0
    repeated: int = 0
    passed_over: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDraft:
    """A gate that is to be registered."""

    serial: str
    name: str
    place: str = ""
    family: str = "attendance"
    mounted: str = "both"
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialDraft:
    """A number that is to stand for a person at the gates of an organisation."""

    organisation_id: uuid.UUID
    person_id: uuid.UUID
    kind: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPassage:
    """A passage of the lived-in term of a demonstration."""

    organisation_id: uuid.UUID
    person_id: uuid.UUID
    at: dt.datetime
    direction: Direction
    channel: Channel = Channel.CARD
    device_id: uuid.UUID
    number: str = ""
