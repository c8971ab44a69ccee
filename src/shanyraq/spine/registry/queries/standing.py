"""The register of whole organisations as it stands on a day, for rules that look at all of it and for snapshots.

Asked by the machine, or by somebody of whom the caller has shown that they may have it. Nine queries, whatever the
number of organisations.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q
from django.utils.translation import get_language

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
from shanyraq.spine.registry.queries.people import valid_on
from shanyraq.spine.registry.rules.identifiers import Caution, IdentifierError, disagreements, parse_iin


@dataclass(frozen=True, slots=True)
class PersonOnDay:
    """A person without their number: `iin_faults` says "missing", "bad_number", or in what it disagrees with the
    birth date and sex that stand beside it."""

    id: uuid.UUID
    family: str
    given: str
    patronymic: str
    birth_date: dt.date | None
    sex: str
    is_learner: bool
    is_staff: bool
    organisation_id: uuid.UUID | None
    group_id: uuid.UUID | None
    iin_faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupOnDay:
    id: uuid.UUID
    organisation_id: uuid.UUID
    school_year: int
    grade: int
    name: str
    language: str
    shift: int
    class_teacher_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class StandingStay:
    id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    valid_from: dt.date
    valid_to: dt.date | None


@dataclass(frozen=True, slots=True)
class StandingRight:
    """A guardian's right over a learner, with what makes the guardian reachable."""

    child_id: uuid.UUID
    guardian_id: uuid.UUID
    family: str
    given: str
    phone: str


@dataclass(frozen=True, slots=True)
class StandingPost:
    id: uuid.UUID
    organisation_id: uuid.UUID
    person_id: uuid.UUID
    position: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class StandingLoad:
    id: uuid.UUID
    organisation_id: uuid.UUID
    employment_id: uuid.UUID
    person_id: uuid.UUID
    group_id: uuid.UUID
    subject: str
    hours: Decimal


@dataclass(frozen=True, slots=True)
class RoomOnDay:
    id: uuid.UUID
    organisation_id: uuid.UUID
    building_id: uuid.UUID
    kind: str
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One organisation on one day. `elsewhere` are stays of its learners in force at other organisations that day."""

    organisation_id: uuid.UUID
    name: str
    day: dt.date
    school_year: int
    kind: str
    capacity: int | None
    shifts: int
    buildings: tuple[tuple[uuid.UUID, str], ...]
    rooms: tuple[RoomOnDay, ...]
    groups: tuple[GroupOnDay, ...]
    people: tuple[PersonOnDay, ...]
    stays: tuple[StandingStay, ...]
    elsewhere: tuple[StandingStay, ...]
    rights: tuple[StandingRight, ...]
    posts: tuple[StandingPost, ...]
    loads: tuple[StandingLoad, ...]


PERSON = (
    "id", "family", "given", "patronymic", "birth_date", "sex", "is_learner", "is_staff", "organisation_id",
    "group_id", "iin",
)  # fmt: skip
GROUP = ("id", "organisation_id", "school_year", "grade", "name", "language", "shift", "class_teacher_id")
STAY = ("id", "person_id", "organisation_id", "group_id", "valid_from", "valid_to")
RIGHT = ("child_id", "guardian_id", "guardian__family", "guardian__given", "guardian__phone")
POST = ("id", "organisation_id", "person_id", "position", "rate")
LOAD = ("id", "organisation_id", "employment_id", "person_id", "group_id", "subject", "hours_per_week")
ROOM = ("id", "organisation_id", "building_id", "kind", "capacity")


def school_year_on(day: dt.date) -> int:
    """The calendar year in which the school year of this day began; in August the old one still stands."""
    return day.year if day.month >= 9 else day.year - 1


def standings(organisation_ids: Iterable[uuid.UUID], *, day: dt.date) -> list[Standing]:
    """Each of these organisations as it stands on the day, in the order of their ids. Asked by the machine."""
    ids = sorted(set(organisation_ids))
    short = "short_ru" if get_language() == "ru" else "short_kk"
    heads = Organisation.objects.filter(id__in=ids).order_by("id")
    here = Enrolment.objects.filter(valid_on(day), organisation__in=ids).seen_by_system()
    stays = [StandingStay(*row) for row in _stays(here, day)]
    groups = Group.objects.filter(
        Q(organisation__in=ids, school_year=school_year_on(day)) | Q(id__in=here.values("group"))
    ).seen_by_system()
    # A union and no OR: each half has its index, together they would read every person of the region.
    belonging = Person.objects.filter(organisation__in=ids).seen_by_system().values_list(*PERSON)
    staying = Person.objects.filter(id__in=here.values("person")).seen_by_system().values_list(*PERSON)
    people = belonging.union(staying)
    rights = Guardianship.objects.filter(valid_on(day), child__in=here.values("person")).seen_by_system()
    posts = Employment.objects.filter(valid_on(day), organisation__in=ids).seen_by_system()
    loads = TeachingLoad.objects.filter(valid_on(day), organisation__in=ids).seen_by_system()
    rooms = Room.objects.filter(organisation__in=ids).seen_by_system()
    buildings = Building.objects.filter(organisation__in=ids).seen_by_system()
    parts = _Parts(
        stays=stays,
        groups=[GroupOnDay(*row) for row in groups.order_by("sort_key", "id").values_list(*GROUP)],
        people=[_person(*row) for row in people.order_by("id")],
        rights=[StandingRight(*row) for row in rights.order_by("id").values_list(*RIGHT)],
        posts=[StandingPost(*row) for row in posts.order_by("id").values_list(*POST)],
        loads=[StandingLoad(*row) for row in loads.order_by("id").values_list(*LOAD)],
        rooms=[RoomOnDay(*row) for row in rooms.order_by("id").values_list(*ROOM)],
        buildings=list(buildings.order_by("id").values_list("organisation_id", "id", "name")),
    )
    return [parts.of(*row, day=day) for row in heads.values_list("id", F(short), "kind", "capacity", "shifts")]


def _stays(here: Any, day: dt.date) -> Any:
    """Every stay in force that day of whoever is here, at whichever organisation."""
    rows = Enrolment.objects.filter(valid_on(day), person__in=here.values("person")).seen_by_system()
    return rows.order_by("id").values_list(*STAY)


def _person(*row: Any) -> PersonOnDay:
    *known, iin = row
    faults = _iin_faults(iin, birth_date=known[4], sex=known[5])
    return PersonOnDay(*(*known, faults))


def _iin_faults(iin: str | None, *, birth_date: dt.date | None, sex: str) -> tuple[str, ...]:
    if not iin:
        return ("missing",)
    try:
        number = parse_iin(iin)
    except IdentifierError:
        return ("bad_number",)
    found = disagreements(number, birth_date=birth_date, sex=sex)
    return tuple(str(one.value) for one in found if one is not Caution.FOREIGN_SEVENTH_DIGIT)


class _Parts:
    """What was read of all organisations together, and how it falls on each."""

    def __init__(self, *, stays: list[StandingStay], rights: list[StandingRight], **read: list[Any]) -> None:
        self.stays = _by(stays, "organisation_id")
        self.stays_of = _by(stays, "person_id")
        self.rights = _by(rights, "child_id")
        self.every_group = {group.id: group for group in read["groups"]}
        self.groups = _by(read["groups"], "organisation_id")
        self.people = {person.id: person for person in read["people"]}
        self.belong = _by(read["people"], "organisation_id")
        self.posts = _by(read["posts"], "organisation_id")
        self.loads = _by(read["loads"], "organisation_id")
        self.rooms = _by(read["rooms"], "organisation_id")
        self.buildings: dict[uuid.UUID, list[tuple[uuid.UUID, str]]] = defaultdict(list)
        for organisation, building, name in read["buildings"]:
            self.buildings[organisation].append((building, name))

    def of(self, organisation: uuid.UUID, *head: Any, day: dt.date) -> Standing:
        name, kind, capacity, shifts = head
        stays = self.stays.get(organisation, [])
        learners = dict.fromkeys(stay.person_id for stay in stays)
        people = {one.id: one for one in self.belong.get(organisation, [])}
        people |= {person: self.people[person] for person in learners if person in self.people}
        groups = {group.id: group for group in self.groups.get(organisation, [])}
        groups |= {stay.group_id: self.every_group[stay.group_id] for stay in stays}
        other = [one for person in learners for one in self.stays_of[person] if one.organisation_id != organisation]
        return Standing(
            organisation_id=organisation,
            name=name,
            day=day,
            school_year=school_year_on(day),
            kind=kind,
            capacity=capacity,
            shifts=shifts,
            buildings=tuple(self.buildings.get(organisation, [])),
            rooms=tuple(self.rooms.get(organisation, [])),
            groups=tuple(groups.values()),
            people=tuple(people.values()),
            stays=tuple(stays),
            elsewhere=tuple(other),
            rights=tuple(right for person in learners for right in self.rights.get(person, [])),
            posts=tuple(self.posts.get(organisation, [])),
            loads=tuple(self.loads.get(organisation, [])),
        )


def _by(rows: Iterable[Any], key: str) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def holders_of(
    positions: Iterable[str], organisation_ids: Iterable[uuid.UUID], *, day: dt.date
) -> dict[uuid.UUID, tuple[uuid.UUID, ...]]:
    """Who holds one of these posts at each organisation on that day. For notices: asked by the machine."""
    rows = Employment.objects.filter(
        valid_on(day), organisation__in=set(organisation_ids), position__in=list(positions)
    ).seen_by_system()
    found: dict[uuid.UUID, dict[uuid.UUID, None]] = defaultdict(dict)
    for organisation, person in rows.order_by("valid_from", "id").values_list("organisation_id", "person_id"):
        found[organisation][person] = None
    return {organisation: tuple(people) for organisation, people in found.items()}


def protected_among(person_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those of these people whose whereabouts are protected. Asked by the machine, before a list names anybody."""
    rows = Person.objects.filter(id__in=set(person_ids), protected=True).seen_by_system()
    return frozenset(rows.values_list("id", flat=True))
