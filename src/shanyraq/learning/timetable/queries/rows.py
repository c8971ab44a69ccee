"""The frozen rows of the timetable."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.learning.timetable.rules.conflicts import Placed
from shanyraq.spine.registry.api import subject_name


@dataclass(frozen=True, slots=True)
class TimetableRow:
    """One version of an organisation's timetable."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    school_year: int
    name: str
    state: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    based_on_id: uuid.UUID | None
    created_at: dt.datetime
    published_at: dt.datetime | None
    fact_id: uuid.UUID | None
    edits: int

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One lesson of the week with the names of all that is in it."""

    id: uuid.UUID
    timetable_id: uuid.UUID
    organisation_id: uuid.UUID
    demand_id: uuid.UUID | None
    group_id: uuid.UUID
    group: str
    grade: int
    subgroup_id: uuid.UUID | None
    part_number: int | None
    part_name: str | None
    division_id: uuid.UUID | None
    subject_code: str
    teacher_id: uuid.UUID | None
    teacher_family: str | None
    teacher_given: str | None
    room_id: uuid.UUID | None
    room_name: str | None
    shift: int
    weekday: int
    number: int
    weeks: str
    locked: bool
    revision: int

    @property
    def subject(self) -> str:
        return subject_name(self.subject_code)

    @property
    def teacher(self) -> str:
        """Family and given name."""
        return f"{self.teacher_family or ''} {self.teacher_given or ''}".strip()

    @property
    def teacher_short(self) -> str:
        """The family name with an initial, where there is little room."""
        return f"{self.teacher_family} {self.teacher_given[:1]}." if self.teacher_given else self.teacher_family or ""

    @property
    def room(self) -> str:
        return self.room_name or ""

    @property
    def placed(self) -> Placed:
        """The lesson as the rules read it."""
        return Placed(
            id=self.id, group=self.group_id, subject=self.subject_code, weekday=self.weekday, number=self.number,
            shift=self.shift, weeks=self.weeks, part=self.subgroup_id, division=self.division_id,
            teacher=self.teacher_id, room=self.room_id, demand=self.demand_id, locked=self.locked,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemandRow:
    """A demand with its names."""

    id: uuid.UUID
    group_id: uuid.UUID
    group: str
    grade: int
    subgroup_id: uuid.UUID | None
    part_number: int | None
    part_name: str | None
    division_id: uuid.UUID | None
    shift: int
    subject_code: str
    teacher_id: uuid.UUID | None
    teacher_family: str | None
    teacher_given: str | None
    every_week: int
    every_second_week: int
    room_kind: str
    room_id: uuid.UUID | None
    room_name: str | None

    @property
    def subject(self) -> str:
        return subject_name(self.subject_code)

    @property
    def teacher(self) -> str:
        return f"{self.teacher_family or ''} {self.teacher_given or ''}".strip()

    @property
    def halves(self) -> int:
        """The lessons counted in half hours a week."""
        return 2 * self.every_week + self.every_second_week


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part of a divided class."""

    id: uuid.UUID
    division_id: uuid.UUID
    group_id: uuid.UUID
    number: int
    name: str
    subjects: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class RoomRow:
    id: uuid.UUID
    name: str
    kind: str
    capacity: int | None
