"""What the acts take and give back: edits of a week, each with its own answer."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from shanyraq.learning.timetable.rules.week import Weeks

HOURS = range(1, 13)
WEEKDAYS = range(5)


class Verb(StrEnum):
    PLACE = "place"
    MOVE = "move"
    TAKE = "take"
    ROOM = "room"
    WEEKS = "weeks"
    LOCK = "lock"
    UNLOCK = "unlock"


class Refusal(StrEnum):
    UNKNOWN_LESSON = "unknown_lesson"
    UNKNOWN_DEMAND = "unknown_demand"
    UNKNOWN_ROOM = "unknown_room"
    NO_SUCH_HOUR = "no_such_hour"
    LOCKED = "locked"
    NO_HOURS_LEFT = "no_hours_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One move of somebody's hand. `seen` is the revision of the lesson they saw; a new lesson brings its own id,
    so that taking it away again can be said before the answer has come."""

    client_id: uuid.UUID
    verb: Verb
    slot_id: uuid.UUID
    demand_id: uuid.UUID | None = None
    weekday: int | None = None
    number: int | None = None
    room_id: uuid.UUID | None = None
    weeks: str = Weeks.EVERY
    seen: int | None = None

    @property
    def names_an_hour(self) -> bool:
        return self.weekday in WEEKDAYS and self.number in HOURS


@dataclass(frozen=True, slots=True)
class Stored:
    """The edit stands; `revision` is what the next edit of this lesson is based on, None where it was taken away."""

    client_id: uuid.UUID
    slot_id: uuid.UUID
    revision: int | None


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else changed the lesson meanwhile; nothing was overwritten. `stands`: whether it is still there."""

    client_id: uuid.UUID
    slot_id: uuid.UUID
    stands: bool


@dataclass(frozen=True, slots=True)
class Refused:
    client_id: uuid.UUID
    slot_id: uuid.UUID
    why: Refusal


Result = Stored | Clash | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotDraft:
    """A lesson of a week as a search, an import or the machine brings it."""

    group_id: uuid.UUID
    subject: str
    weekday: int
    number: int
    shift: int
    teacher_id: uuid.UUID | None = None
    subgroup_id: uuid.UUID | None = None
    room_id: uuid.UUID | None = None
    demand_id: uuid.UUID | None = None
    weeks: str = Weeks.EVERY
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandDraft:
    group_id: uuid.UUID
    subject: str
    every_week: int
    every_second_week: int = 0
    teacher_id: uuid.UUID | None = None
    subgroup_id: uuid.UUID | None = None
    room_kind: str = ""
    room_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HourDraft:
    """An hour of the week as a teacher says it."""

    weekday: int
    number: int
    kind: str
    shift: int = 1
    reason: str = ""
