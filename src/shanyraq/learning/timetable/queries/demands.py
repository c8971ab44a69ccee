"""Demands, parts of classes, teachers' hours and closed rooms."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from shanyraq.learning.timetable.models import Demand, Division, RoomClosure, Subgroup, SubgroupMember, TeacherHour
from shanyraq.learning.timetable.queries.rows import DemandRow, PartRow
from shanyraq.learning.timetable.rules.conflicts import HourKey

DEMAND = (
    "id", "group_id", "group__name", "group__grade", "subgroup_id", "subgroup__number", "subgroup__name",
    "subgroup__division_id", "group__shift", "subject", "teacher_id", "teacher__family", "teacher__given",
    "every_week", "every_second_week", "room_kind", "room_id", "room__name",
)  # fmt: skip


def on(day: dt.date) -> Q:
    """The condition that a dated row is in force on this day; its last day belongs to it."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def demands_of(organisation_id: uuid.UUID, *, school_year: int) -> list[DemandRow]:
    """What the weeks of this year must hold, class by class. One query."""
    rows = Demand.objects.filter(organisation=organisation_id, school_year=school_year)
    rows = rows.order_by("group__sort_key", "subject", "subgroup__number", "id")
    return [DemandRow(*row) for row in rows.values_list(*DEMAND)]


def demand(demand_id: uuid.UUID) -> DemandRow | None:
    row = Demand.objects.filter(id=demand_id).values_list(*DEMAND).first()
    return DemandRow(*row) if row else None


PART = ("id", "division_id", "group_id", "number", "name", "division__subjects", "division__basis")


def parts_of(group_ids: Iterable[uuid.UUID], *, day: dt.date) -> dict[uuid.UUID, list[PartRow]]:
    """The parts into which each class falls on this day. One query."""
    running = Q(division__valid_from__lte=day) & (Q(division__valid_to=None) | Q(division__valid_to__gte=day))
    rows = Subgroup.objects.filter(running, group__in=list(group_ids)).order_by("division_id", "number")
    found: dict[uuid.UUID, list[PartRow]] = defaultdict(list)
    for part, division, group, number, name, subjects, basis in rows.values_list(*PART):
        found[group].append(PartRow(part, division, group, number, name, tuple(subjects), basis))
    return dict(found)


def divided(group_ids: Iterable[uuid.UUID], *, day: dt.date) -> dict[uuid.UUID, set[str]]:
    """The subjects which each class learns in parts on this day."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    rows = Division.objects.filter(on(day), group__in=list(group_ids)).values_list("group_id", "subjects")
    for group, subjects in rows:
        found[group] |= set(subjects)
    return dict(found)


def members_of(subgroup_ids: Iterable[uuid.UUID], *, day: dt.date) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Who belongs to each part on this day. Asked by the machine: the caller shows only pupils it may show anyhow."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    rows = SubgroupMember.objects.filter(on(day), subgroup__in=list(subgroup_ids)).seen_by_system()
    for part, person in rows.values_list("subgroup_id", "person_id"):
        found[part].add(person)
    return {part: frozenset(people) for part, people in found.items()}


def parts_of_pupil(person_id: uuid.UUID, *, day: dt.date) -> frozenset[uuid.UUID]:
    """The parts to which this pupil belongs on that day, as far as the scope sees it."""
    return frozenset(SubgroupMember.objects.filter(on(day), person=person_id).values_list("subgroup_id", flat=True))


def parts_joined(person_id: uuid.UUID, *, day: dt.date) -> "QuerySet[SubgroupMember, Any]":
    """The parts of this pupil on that day, unread: for a condition inside another query that narrows itself."""
    return SubgroupMember.objects.filter(on(day), person=person_id).seen_by_system().values("subgroup")


def part_sizes(organisation_id: uuid.UUID, *, day: dt.date) -> dict[uuid.UUID, int]:
    """How many pupils each part has. Counts only."""
    rows = SubgroupMember.objects.filter(on(day), organisation=organisation_id).values_list("subgroup_id")
    return dict(rows.annotate(number=Count("id")).order_by())


def teacher_hours(
    organisation_id: uuid.UUID, *, school_year: int, teacher_id: uuid.UUID | None = None
) -> dict[str, dict[HourKey, str]]:
    """The hours said by or for teachers, by kind, each with its reason."""
    rows = TeacherHour.objects.filter(organisation=organisation_id, school_year=school_year)
    if teacher_id is not None:
        rows = rows.filter(teacher=teacher_id)
    found: dict[str, dict[HourKey, str]] = {kind.value: {} for kind in TeacherHour.Kind}
    columns = ("kind", "teacher_id", "shift", "weekday", "number", "reason")
    for kind, *key, reason in rows.values_list(*columns):
        found[kind][key[0], key[1], key[2], key[3]] = reason
    return found


def closed_rooms(organisation_id: uuid.UUID, *, day: dt.date) -> Mapping[uuid.UUID, str]:
    """The rooms that cannot be used on this day, each with its reason."""
    rows = RoomClosure.objects.filter(on(day), organisation=organisation_id).order_by("valid_from")
    return dict(rows.values_list("room_id", "reason"))
