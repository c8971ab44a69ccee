"""What the acts of movement take."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.spine.registry.api import PersonDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionDraft:
    """A child, found by IIN or entered, with the class, the day, the language asked for and the order.

    `exception` says why the class takes one more than the limit.
    """

    child: PersonDraft
    group_id: uuid.UUID
    on: dt.date
    language: str
    order_number: str
    channel: str = "paper"
    exception: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingDraft:
    """Why a child leaves, after which day, and what the reason asks for: a place or a document."""

    last_day: dt.date
    reason: str
    words: str = ""
    document: str = ""
    place: str = ""
