"""What callers hand to the acts of the gates."""

import uuid
from dataclasses import dataclass


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
