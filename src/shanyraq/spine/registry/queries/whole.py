"""The register's rows as they stand, for whoever takes them away: an organisation's export, a family's, OneRoster.

Every function streams what the scope in force sees, in the order of ids; a day given keeps what is in force on it or
later, none given takes the whole history.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from shanyraq.spine.registry.models import (
    Building,
    Employment,
    Enrolment,
    Group,
    Guardianship,
    Organisation,
    Person,
    Room,
    TeachingLoad,
)

AT_ONCE = 2000
Ids = Collection[uuid.UUID]
Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Whose:
    """Of these organisations, or of these people."""

    organisations: Ids = ()
    people: Ids = ()


@dataclass(frozen=True, slots=True)
class OrganisationEntry:
    id: uuid.UUID
    bin: str
    kind: str
    profile: str
    number: int | None
    name_kk: str
    name_ru: str
    territory_id: str
    languages: list[str]
    capacity: int | None
    shifts: int
    opened_on: dt.date | None
    closed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class BuildingEntry:
    id: uuid.UUID
    organisation_id: uuid.UUID
    name: str
    address: str
    built_year: int | None


@dataclass(frozen=True, slots=True)
class RoomEntry:
    id: uuid.UUID
    organisation_id: uuid.UUID
    building_id: uuid.UUID
    name: str
    kind: str
    capacity: int | None


@dataclass(frozen=True, slots=True)
class GroupEntry:
    id: uuid.UUID
    organisation_id: uuid.UUID
    school_year: int
    grade: int
    letter: str
    name: str
    language: str
    shift: int
    class_teacher_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class PersonEntry:
    id: uuid.UUID
    iin: str | None
    family: str
    given: str
    patronymic: str
    birth_date: dt.date | None
    sex: str
    phone: str
    email: str
    is_learner: bool
    is_staff: bool
    organisation_id: uuid.UUID | None
    group_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class StayEntry:
    id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    ground: str
    order_number: str
    channel: str
    valid_from: dt.date
    valid_to: dt.date | None
    left_because: str


@dataclass(frozen=True, slots=True)
class PostEntry:
    id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    position: str
    rate: Decimal
    valid_from: dt.date
    valid_to: dt.date | None


@dataclass(frozen=True, slots=True)
class LoadEntry:
    id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    subject: str
    hours_per_week: Decimal
    valid_from: dt.date
    valid_to: dt.date | None


@dataclass(frozen=True, slots=True)
class GuardianEntry:
    id: uuid.UUID
    child_id: uuid.UUID
    guardian_id: uuid.UUID
    organisation_id: uuid.UUID | None
    relation: str
    valid_from: dt.date
    valid_to: dt.date | None
    ground: str
    document_number: str


def organisation_entries(whose: Whose) -> Iterator[OrganisationEntry]:
    visited = Enrolment.objects.filter(person__in=whose.people).values("organisation")
    wanted = Q(id__in=whose.organisations) | Q(id__in=visited)
    return _stream(Organisation.objects.filter(wanted), OrganisationEntry)


def organisation_of_bin(number: str) -> uuid.UUID | None:
    """The organisation of this BIN. They are public."""
    return Organisation.objects.filter(bin=number).values_list("id", flat=True).first()


def building_entries(whose: Whose) -> Iterator[BuildingEntry]:
    return _stream(Building.objects.filter(organisation__in=whose.organisations), BuildingEntry)


def room_entries(whose: Whose) -> Iterator[RoomEntry]:
    return _stream(Room.objects.filter(organisation__in=whose.organisations), RoomEntry)


def group_entries(whose: Whose, *, school_year: int | None = None) -> Iterator[GroupEntry]:
    """The groups of the organisations; where a year is named, those of that year and those that still have learners."""
    stays = Enrolment.objects.filter(valid_to=None, organisation__in=whose.organisations).seen_by_system()
    of_people = Enrolment.objects.filter(person__in=whose.people).seen_by_system()
    wanted = Q(organisation__in=whose.organisations)
    if school_year is not None:
        wanted &= Q(school_year=school_year) | Q(id__in=stays.values("group"))
    if whose.people:
        wanted |= Q(id__in=of_people.values("group"))
    return _stream(Group.objects.filter(wanted), GroupEntry)


def person_entries(whose: Whose, *, day: dt.date | None = None) -> Iterator[PersonEntry]:
    """Learners, staff and the guardians of the learners, each once."""
    wanted = Q(id__in=whose.people)
    if whose.organisations:
        for rows, name in (
            (Enrolment.objects, "person"),
            (Employment.objects, "person"),
            (TeachingLoad.objects, "person"),
            (Guardianship.objects, "guardian"),
        ):
            of_place = rows.filter(_since(day), organisation__in=whose.organisations).seen_by_system()
            wanted |= Q(id__in=of_place.values(name))
    return _stream(Person.objects.filter(wanted), PersonEntry)


def stay_entries(whose: Whose, *, day: dt.date | None = None) -> Iterator[StayEntry]:
    return _stream(Enrolment.objects.filter(_since(day), _either(whose)), StayEntry)


def post_entries(whose: Whose, *, day: dt.date | None = None) -> Iterator[PostEntry]:
    return _stream(Employment.objects.filter(_since(day), _either(whose)), PostEntry)


def load_entries(whose: Whose, *, day: dt.date | None = None) -> Iterator[LoadEntry]:
    return _stream(TeachingLoad.objects.filter(_since(day), _either(whose)), LoadEntry)


def guardian_entries(whose: Whose, *, day: dt.date | None = None) -> Iterator[GuardianEntry]:
    of_people = Q(child__in=whose.people) | Q(guardian__in=whose.people)
    wanted = Q(organisation__in=whose.organisations) | of_people
    return _stream(Guardianship.objects.filter(_since(day), wanted), GuardianEntry)


def _either(whose: Whose) -> Q:
    return Q(organisation__in=whose.organisations) | Q(person__in=whose.people)


def _since(day: dt.date | None) -> Q:
    return Q() if day is None else Q(valid_to=None) | Q(valid_to__gte=day)


def _stream(rows: QuerySet[Any], kind: type[Entry]) -> Iterator[Entry]:
    columns = tuple(kind.__dataclass_fields__)  # type: ignore[attr-defined]
    found = rows.order_by("id").values_list(*columns)
    return (kind(*row) for row in found.iterator(chunk_size=AT_ONCE))
