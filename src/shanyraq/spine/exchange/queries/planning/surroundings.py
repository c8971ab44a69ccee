"""What every plan of one run stands in."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The day of the run, whose run it is (None: the region's), the school year of that day."""

    day: dt.date
    own: uuid.UUID | None
    school_year: int
    source: str


@dataclass(frozen=True, slots=True)
class Touched:
    """A row that an act of the register will change by the way; kept for the undoing."""

    kind: str
    id: uuid.UUID
    before: Mapping[str, object]
    after: Mapping[str, object]


def closing(
    kind: str, row_id: uuid.UUID, *, valid_from: dt.date, last_day: dt.date, **more: object
) -> registry.Amendment:
    """A dated row ends; never before it began."""
    after = {"valid_to": max(valid_from, last_day), **more}
    return registry.Amendment(kind=kind, id=row_id, after=after, before={"valid_to": None})
