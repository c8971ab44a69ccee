"""What the batch acts of the register take: frozen drafts, checked as a whole before anything is written."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from shanyraq.kernel.uuid7 import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    family: str
    given: str
    patronymic: str = ""
    birth_date: dt.date | None
    sex: str
    iin: str | None = None
    phone: str = ""
    email: str = ""
    id: uuid.UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDraft:
    organisation_id: uuid.UUID
    school_year: int
    grade: int
    letter: str
    language: str
    shift: int = 1
    class_teacher_id: uuid.UUID | None = None
    id: uuid.UUID = field(default_factory=new_id)

    @property
    def name(self) -> str:
        return f"{self.grade} «{self.letter}»"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentDraft:
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    valid_from: dt.date
    ground: str = "admitted"
    order_number: str = ""
    channel: str = ""
    id: uuid.UUID = field(default_factory=new_id, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmploymentDraft:
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    position: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    rate: Decimal = Decimal(1)
    id: uuid.UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadDraft:
    employment_id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    subject: str
    hours_per_week: Decimal
    valid_from: dt.date
    id: uuid.UUID = field(default_factory=new_id, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianDraft:
    child_id: uuid.UUID
    guardian_id: uuid.UUID
    organisation_id: uuid.UUID | None
    relation: str
    valid_from: dt.date
    ground: str = ""
    document_number: str = ""
    id: uuid.UUID = field(default_factory=new_id, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedGuardian:
    """A guardian as a keeper or the class teacher writes them down, with the paper on which the right rests."""

    person: PersonDraft
    relation: str
    ground: str
    document_number: str
    valid_from: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomDraft:
    name: str
    kind: str = "classroom"
    capacity: int | None = None
    id: uuid.UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingDraft:
    name: str
    address: str = ""
    built_year: int | None = None
    rooms: tuple[RoomDraft, ...] = ()
    id: uuid.UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDraft:
    bin: str
    kind: str
    profile: str = "none"
    number: int | None = None
    name_kk: str
    name_ru: str
    short_kk: str
    short_ru: str
    territory_code: str
    languages: tuple[str, ...] = ("kk",)
    capacity: int | None = None
    shifts: int = 1
    opened_on: dt.date | None = None
    id: uuid.UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """Organisations that come to stand whole: with everybody in them, for the first time."""

    organisations: tuple[OrganisationDraft, ...]
    people: tuple[PersonDraft, ...]
    groups: tuple[GroupDraft, ...]
    enrolments: tuple[EnrolmentDraft, ...]
    guardians: tuple[GuardianDraft, ...]
    employments: tuple[EmploymentDraft, ...]
    loads: tuple[LoadDraft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """Many people at once, with what comes with them. A stay is of somebody who arrives here; posts, rights and loads
    may be of people who stand already."""

    people: Sequence[PersonDraft] = ()
    enrolments: Sequence[EnrolmentDraft] = ()
    guardians: Sequence[GuardianDraft] = ()
    employments: Sequence[EmploymentDraft] = ()
    loads: Sequence[LoadDraft] = ()
