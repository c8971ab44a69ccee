"""What the acts of care take."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class HealthDraft:
    """A health sheet as the nurse enters it: two forms seen or not, two groups, what to heed, and words for few."""

    valid_from: dt.date
    valid_to: dt.date | None = None
    passport_on: dt.date | None = None
    immunisation_on: dt.date | None = None
    health_group: str = ""
    pe_group: str = ""
    restrictions: tuple[str, ...] = field(default=())
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ConclusionDraft:
    """A conclusion of the commission: its number and date, from when to when it holds, and what it advises."""

    number: str
    concluded_on: dt.date
    valid_from: dt.date
    valid_to: dt.date | None = None
    advice: str = ""
