"""What stands in the register now, asked by the machine for an import: many rows, a constant number of queries.

These reads are not narrowed: whoever calls has already decided whose register is meant, and shows nothing of others.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from shanyraq.kernel.among import Among
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
from shanyraq.spine.registry.queries.whole import PersonEntry

Ids = Collection[uuid.UUID]


@dataclass(frozen=True, slots=True)
class StandingPerson(PersonEntry):
    """A person as the register holds them, with the key by which a full name is found."""

    sort_key: str
    protected: bool


_PERSON = tuple(StandingPerson.__dataclass_fields__)


def people_standing(*, iins: Collection[str] = (), ids: Ids = ()) -> list[StandingPerson]:
    """The people of these numbers or ids. One query."""
    if not iins and not ids:
        return []
    rows = Person.objects.filter(Q(Among("iin", iins)) | Q(Among("id", ids))).seen_by_system()
    return [StandingPerson(*row) for row in rows.values_list(*_PERSON)]


def people_named(
    sort_keys: Collection[str], *, organisation_id: uuid.UUID | None, numbered: bool = True
) -> list[StandingPerson]:
    """The people of exactly these full names, at one organisation where it is given; unless `numbered`, only those
    without an IIN. One query.

    There a protected person is not found by name: whoever brings a list must not learn who is here.
    """
    if not sort_keys:
        return []
    rows = Person.objects.filter(Among("sort_key", sort_keys)).seen_by_system()
    if not numbered:
        rows = rows.filter(iin=None)
    if organisation_id is not None:
        wards = Guardianship.objects.filter(organisation=organisation_id, valid_to=None).seen_by_system()
        here = Q(organisation=organisation_id) | Q(id__in=wards.values("guardian"))
        rows = rows.filter(here, protected=False)
    return [StandingPerson(*row) for row in rows.values_list(*_PERSON)]


@dataclass(frozen=True, slots=True)
class OpenStay:
    id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    valid_from: dt.date


def stays_to_compare(person_ids: Ids) -> dict[uuid.UUID, OpenStay]:
    """The open stay of each of these learners. One query."""
    rows = Enrolment.objects.filter(Among("person", person_ids), valid_to=None).seen_by_system()
    found = rows.values_list("id", "person_id", "organisation_id", "group_id", "valid_from")
    return {row[1]: OpenStay(*row) for row in found}


@dataclass(frozen=True, slots=True)
class OpenPost:
    id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    position: str
    rate: Decimal
    valid_from: dt.date


def posts_open(person_ids: Ids) -> list[OpenPost]:
    """The open posts of these people, wherever they are. One query."""
    rows = (
        Employment.objects.filter(Among("person", person_ids), valid_to=None)
        .seen_by_system()
        .order_by("valid_from", "id")
    )
    return [OpenPost(*row) for row in rows.values_list(*OpenPost.__dataclass_fields__)]


@dataclass(frozen=True, slots=True)
class OpenLoad:
    id: uuid.UUID
    person_id: uuid.UUID
    group_id: uuid.UUID
    subject: str
    hours_per_week: Decimal
    valid_from: dt.date


def loads_open(person_ids: Ids) -> list[OpenLoad]:
    """The open loads of these teachers. One query."""
    rows = TeachingLoad.objects.filter(Among("person", person_ids), valid_to=None).seen_by_system()
    return [OpenLoad(*row) for row in rows.values_list(*OpenLoad.__dataclass_fields__)]


@dataclass(frozen=True, slots=True)
class StandingGroup:
    id: uuid.UUID
    organisation_id: uuid.UUID
    school_year: int
    grade: int
    letter: str
    language: str
    shift: int
    class_teacher_id: uuid.UUID | None


def groups_standing(organisation_ids: Ids, *, ids: Ids = ()) -> list[StandingGroup]:
    """The groups of these organisations, and these groups. One query."""
    rows = Group.objects.filter(Q(Among("organisation", organisation_ids)) | Q(Among("id", ids))).seen_by_system()
    return [StandingGroup(*row) for row in rows.values_list(*StandingGroup.__dataclass_fields__)]


@dataclass(frozen=True, slots=True)
class OpenGuardianship:
    id: uuid.UUID
    child_id: uuid.UUID
    guardian_id: uuid.UUID
    relation: str
    organisation_id: uuid.UUID | None
    valid_from: dt.date


def guardianships_open(child_ids: Ids) -> list[OpenGuardianship]:
    """The open rights over these children. One query."""
    rows = Guardianship.objects.filter(Among("child", child_ids), valid_to=None).seen_by_system()
    return [OpenGuardianship(*row) for row in rows.values_list(*OpenGuardianship.__dataclass_fields__)]


@dataclass(frozen=True, slots=True)
class StandingBuilding:
    id: uuid.UUID
    organisation_id: uuid.UUID
    name: str
    address: str
    built_year: int | None


@dataclass(frozen=True, slots=True)
class StandingRoom:
    id: uuid.UUID
    organisation_id: uuid.UUID
    building_id: uuid.UUID
    name: str
    kind: str
    capacity: int | None


def buildings_standing(organisation_ids: Ids) -> list[StandingBuilding]:
    rows = Building.objects.filter(organisation__in=organisation_ids).seen_by_system()
    return [StandingBuilding(*row) for row in rows.values_list(*StandingBuilding.__dataclass_fields__)]


def rooms_standing(organisation_ids: Ids) -> list[StandingRoom]:
    rows = Room.objects.filter(organisation__in=organisation_ids).seen_by_system()
    return [StandingRoom(*row) for row in rows.values_list(*StandingRoom.__dataclass_fields__)]


@dataclass(frozen=True, slots=True)
class StandingOrganisation:
    id: uuid.UUID
    bin: str
    kind: str
    number: int | None
    name_kk: str
    name_ru: str
    territory_id: str
    capacity: int | None
    shifts: int


def organisations_standing(
    *, ids: Ids = (), bins: Collection[str] = (), numbers: Iterable[int] = ()
) -> list[StandingOrganisation]:
    """The organisations of these ids, BINs or school numbers. One query."""
    rows = Organisation.objects.filter(Q(id__in=ids) | Q(bin__in=bins) | Q(number__in=list(numbers)))
    return [StandingOrganisation(*row) for row in rows.values_list(*StandingOrganisation.__dataclass_fields__)]


def wholly_at(person_ids: Ids, *, organisation_id: uuid.UUID) -> set[uuid.UUID]:
    """Those of these guardians all of whose open rights are over children of this organisation. One query."""
    rows = Guardianship.objects.filter(guardian__in=person_ids, valid_to=None).seen_by_system()
    here: set[uuid.UUID] = set()
    elsewhere: set[uuid.UUID] = set()
    for guardian, organisation in rows.values_list("guardian_id", "organisation_id"):
        (here if organisation == organisation_id else elsewhere).add(guardian)
    return here - elsewhere
