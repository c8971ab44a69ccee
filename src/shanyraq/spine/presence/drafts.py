"""What flows and parents hand to presence."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.spine.presence.rules import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What one witness says about one learner: the entries replace earlier ones of the same slot and source."""

    person_id: uuid.UUID
    organisation_id: uuid.UUID
    day: dt.date
    witness: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a parent tells. `at` is the hour of coming late or leaving early."""

    kind: str
    first: dt.date
    last: dt.date
    at: dt.time | None = None
    reason: str = ""
