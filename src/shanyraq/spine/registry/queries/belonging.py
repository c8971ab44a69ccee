"""Families of a class and staff of organisations, as invitations and lists of people need them."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from shanyraq.spine.registry.models import Employment, Enrolment, Guardianship
from shanyraq.spine.registry.queries.people import limited_by_court, valid_on


@dataclass(frozen=True, slots=True)
class WardRow:
    """A guardianship in force, with the names on both sides."""

    child_id: uuid.UUID
    child: str
    organisation_id: uuid.UUID | None
    guardian_id: uuid.UUID
    guardian: str
    relation: str


def wards_of_group(group_id: uuid.UUID, *, day: dt.date) -> list[WardRow]:
    """The guardianships over the learners of a group, as far as the scope sees them, by the child's name."""
    rows = (
        Guardianship.objects.filter(valid_on(day), ~limited_by_court(day=day), child__group=group_id)
        .select_related("child", "guardian")
        .order_by("child__sort_key", "child_id", "relation", "id")
    )
    return [
        WardRow(
            child_id=row.child_id,
            child=str(row.child),
            organisation_id=row.child.organisation_id,
            guardian_id=row.guardian_id,
            guardian=str(row.guardian),
            relation=str(row.get_relation_display()),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class StayRow:
    """One stay of a learner in one group, as the history on a card shows it."""

    organisation: str
    group: str
    ground: str
    valid_from: dt.date
    valid_to: dt.date | None
    left_because: str


def enrolments_of(person_id: uuid.UUID) -> list[StayRow]:
    """Every stay of this learner that the scope sees, the latest first."""
    rows = (
        Enrolment.objects.filter(person=person_id)
        .select_related("organisation", "group")
        .order_by("-valid_from", "-id")
    )
    return [
        StayRow(
            organisation=str(row.organisation),
            group=str(row.group),
            ground=str(row.get_ground_display()),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            left_because=row.left_because,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class GroupStay:
    """A learner on the list of a group, from when and until when."""

    person_id: uuid.UUID
    name: str
    valid_from: dt.date
    valid_to: dt.date | None


def stays_of_group(group_id: uuid.UUID, *, first: dt.date, last: dt.date) -> list[GroupStay]:
    """Who was on the list of the group on any day from first to last, once each, in the order of the alphabet.

    A learner who left and came back is there from the first coming to the last leaving. One query.
    """
    rows = (
        Enrolment.objects.filter(Q(valid_to=None) | Q(valid_to__gte=first), group=group_id, valid_from__lte=last)
        .order_by("person__sort_key", "person_id", "valid_from")
        .values_list("person_id", "person__family", "person__given", "valid_from", "valid_to")
    )
    found: dict[uuid.UUID, GroupStay] = {}
    for person_id, family, given, since, until in rows:
        begun = found[person_id].valid_from if person_id in found else since
        found[person_id] = GroupStay(person_id, f"{family} {given}".strip(), begun, until)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class EmployeeRow:
    """A person on the staff with the first of the posts held there."""

    person_id: uuid.UUID
    name: str
    position: str


def employees_of(organisation_ids: Iterable[uuid.UUID], *, day: dt.date) -> list[EmployeeRow]:
    """The staff of these organisations, as far as the scope sees it, by name. Each person once."""
    rows = (
        Employment.objects.filter(valid_on(day), organisation__in=list(organisation_ids))
        .select_related("person")
        .order_by("person__sort_key", "person_id", "valid_from", "id")
    )
    found: dict[uuid.UUID, EmployeeRow] = {}
    for row in rows:
        found.setdefault(row.person_id, EmployeeRow(row.person_id, str(row.person), str(row.get_position_display())))
    return list(found.values())


def employed_among(person_ids: Iterable[uuid.UUID], *, day: dt.date) -> frozenset[uuid.UUID]:
    """Those of these people who hold a post anywhere. The caller has shown that they may be asked about."""
    rows = Employment.objects.filter(valid_on(day), person__in=list(person_ids)).seen_by_system()
    return frozenset(rows.values_list("person_id", flat=True))
