"""The class list and the staff list, as a page shows them and a workbook takes them. Two queries each."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shanyraq.spine.registry.models import Employment, Enrolment, Guardianship, TeachingLoad
from shanyraq.spine.registry.queries.organisations import subject_name
from shanyraq.spine.registry.queries.people import limited_by_court, valid_on


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True)
class ClassListRow:
    """A pupil of the class with the guardians in right whom the scope sees."""

    person_id: uuid.UUID
    name: str
    birth_date: dt.date | None
    sex: str
    since: dt.date
    sort_key: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Load:
    subject: str
    subject_words: str
    group: str
    hours: Decimal


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One post of somebody at the organisation, with the loads that stand on it."""

    person_id: uuid.UUID
    name: str
    position: str
    position_words: str
    rate: Decimal
    since: dt.date
    phone: str
    sort_key: str
    loads: tuple[Load, ...]

    @property
    def hours(self) -> Decimal:
        return sum((load.hours for load in self.loads), Decimal())


def class_list(group_id: uuid.UUID, *, day: dt.date) -> list[ClassListRow]:
    """The class on that day in the order of the alphabet."""
    rows = Enrolment.objects.filter(valid_on(day), group=group_id).select_related("person")
    stays = list(rows.order_by("person__sort_key", "person_id"))
    contacts = _contacts([stay.person_id for stay in stays], day=day)
    return [
        ClassListRow(
            person_id=stay.person_id,
            name=" ".join(filter(None, (stay.person.family, stay.person.given, stay.person.patronymic))),
            birth_date=stay.person.birth_date,
            sex=str(stay.person.get_sex_display()),
            since=stay.valid_from,
            sort_key=stay.person.sort_key,
            contacts=tuple(contacts[stay.person_id]),
        )
        for stay in stays
    ]


def _contacts(child_ids: Sequence[uuid.UUID], *, day: dt.date) -> dict[uuid.UUID, list[Contact]]:
    rows = Guardianship.objects.filter(valid_on(day), ~limited_by_court(day=day), child__in=child_ids)
    found: dict[uuid.UUID, list[Contact]] = defaultdict(list)
    for row in rows.select_related("guardian").order_by("valid_from", "id"):
        found[row.child_id].append(Contact(str(row.guardian), str(row.get_relation_display()), row.guardian.phone))
    return found


def staff_list(organisation_id: uuid.UUID, *, day: dt.date) -> list[StaffRow]:
    """Every post of the organisation in force on that day, by name."""
    posts = Employment.objects.filter(valid_on(day), organisation=organisation_id, person__protected=False)
    loads = _loads(organisation_id, day=day)
    return [
        StaffRow(
            person_id=row.person_id,
            name=" ".join(filter(None, (row.person.family, row.person.given, row.person.patronymic))),
            position=row.position,
            position_words=str(row.get_position_display()),
            rate=row.rate,
            since=row.valid_from,
            phone=row.person.phone,
            sort_key=row.person.sort_key,
            loads=tuple(loads[row.id]),
        )
        for row in posts.select_related("person").order_by("person__sort_key", "person_id", "valid_from", "id")
    ]


def _loads(organisation_id: uuid.UUID, *, day: dt.date) -> dict[uuid.UUID, list[Load]]:
    rows = TeachingLoad.objects.filter(valid_on(day), organisation=organisation_id).select_related("group")
    found: dict[uuid.UUID, list[Load]] = defaultdict(list)
    for row in rows.order_by("group__sort_key", "subject", "id"):
        words = subject_name(row.subject)
        found[row.employment_id].append(Load(row.subject, words, row.group.name, row.hours_per_week))
    return found


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post of a person, of today or gone by, with what was taught on it."""

    organisation: str
    position: str
    valid_from: dt.date
    valid_to: dt.date | None
    loads: tuple[Load, ...]


def posts_and_loads(person_id: uuid.UUID) -> list[PostRow]:
    """The posts of this person that the scope sees, the latest first, each with its loads."""
    rows = Employment.objects.filter(person=person_id).select_related("organisation").order_by("-valid_from", "-id")
    loads: dict[uuid.UUID, list[Load]] = defaultdict(list)
    for row in TeachingLoad.objects.filter(person=person_id).select_related("group").order_by("group__sort_key", "id"):
        load = Load(row.subject, subject_name(row.subject), row.group.name, row.hours_per_week)
        loads[row.employment_id].append(load)
    return [
        PostRow(
            organisation=str(row.organisation),
            position=str(row.get_position_display()),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            loads=tuple(loads[row.id]),
        )
        for row in rows
    ]
