"""What the acts of the journal take and give back: frozen, checked before anything is written."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.rules.register import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonDraft:
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    subject: str
    teacher_id: uuid.UUID
    day: dt.date
    number: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    id: uuid.UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkEdit:
    """One keystroke in a cell of marks. `based_on` is the mark's fact that the teacher saw, None for an empty cell;
    an empty `value` withdraws the mark."""

    client_id: uuid.UUID
    lesson_id: uuid.UUID
    pupil_id: uuid.UUID
    value: int | None
    based_on: uuid.UUID | None = None
    reason: str = ""
    comment: str = ""
    made_at: dt.datetime | None = None
    """When the device says that it was typed; an edit made before its register closed is kept for a head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEdit:
    """One keystroke in a cell of attendance. `seen` is the code the teacher saw, None where nothing was taken yet.

    Attendance is one fact a lesson, so an edit is compared with the pupil's own code: two teachers who mark two
    pupils of one class do not disturb each other.
    """

    client_id: uuid.UUID
    lesson_id: uuid.UUID
    pupil_id: uuid.UUID
    code: str
    seen: str | None = None
    reason: str = ""
    made_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """The edit stands; `fact_id` is what the next edit of this cell is based on, None where it stays empty."""

    client_id: uuid.UUID
    fact_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else was quicker. What stands now is shown; nothing was overwritten."""

    client_id: uuid.UUID
    value: Any
    fact_id: uuid.UUID | None
    by: uuid.UUID | None
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Refused:
    """The edit cannot stand, and why."""

    client_id: uuid.UUID
    why: Refusal


@dataclass(frozen=True, slots=True)
class Held:
    """The register closed between typing and sending: the edit waits in the deputy head's list, and is not lost."""

    client_id: uuid.UUID


Result = Stored | Clash | Refused | Held


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceDraft:
    """For the machine: the attendance of one lesson of a past term."""

    lesson_id: uuid.UUID
    exceptions: tuple[tuple[uuid.UUID, str], ...]
    roll: int
    happened_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkDraft:
    """For the machine: one mark of a past term."""

    lesson_id: uuid.UUID
    pupil_id: uuid.UUID
    value: int
    happened_at: dt.datetime
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """For the machine: topic and homework of one lesson of a past term."""

    lesson_id: uuid.UUID
    topic: str
    homework: str
    due: dt.date | None
    happened_at: dt.datetime
