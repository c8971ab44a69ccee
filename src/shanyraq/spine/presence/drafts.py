"""What flows hand to presence."""

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
