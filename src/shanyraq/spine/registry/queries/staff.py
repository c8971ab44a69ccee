"""Reads over posts and loads, mostly for access and the journal."""

import datetime as dt
import uuid
from collections.abc import Collection
from decimal import Decimal

from django.db.models import Max, Q

from shanyraq.spine.registry.models import Employment, Group, TeachingLoad
from shanyraq.spine.registry.queries.people import valid_on
from shanyraq.spine.registry.queries.rows import LoadRow, Post


def posts_of(person_id: uuid.UUID, *, day: dt.date) -> list[Post]:
    """The posts in force on that day. Asked by access when it makes a scope."""
    rows = Employment.objects.filter(valid_on(day), person=person_id).seen_by_system()
    return [Post(*row) for row in rows.values_list("organisation_id", "position").order_by("valid_from", "id")]


def groups_taught(person_id: uuid.UUID, *, day: dt.date) -> frozenset[uuid.UUID]:
    """The groups this person teaches on that day. Asked by access when it makes a scope."""
    rows = TeachingLoad.objects.filter(valid_on(day), person=person_id).seen_by_system()
    return frozenset(rows.values_list("group_id", flat=True))


def subjects_taught(person_id: uuid.UUID, *, day: dt.date) -> list[tuple[uuid.UUID, str]]:
    """(group, subject) of what this person teaches on that day, by the group's name. Asked of oneself, and by acts."""
    rows = TeachingLoad.objects.filter(valid_on(day), person=person_id).seen_by_system()
    return list(rows.order_by("group__sort_key", "subject", "id").values_list("group_id", "subject"))


def groups_led(person_id: uuid.UUID, *, school_year: int) -> dict[uuid.UUID, uuid.UUID]:
    """The groups whose class teacher this person is, each with its organisation."""
    rows = Group.objects.filter(class_teacher=person_id, school_year=school_year).seen_by_system()
    return dict(rows.values_list("id", "organisation_id"))


def loads_of_organisation(organisation_id: uuid.UUID, *, day: dt.date) -> list[LoadRow]:
    """Every subject taught at an organisation on that day, by group."""
    rows = TeachingLoad.objects.filter(valid_on(day), organisation=organisation_id).order_by("group__sort_key", "id")
    return [
        LoadRow(*row) for row in rows.values_list("person_id", "group_id", "organisation_id", "subject", "group__name")
    ]


def teachers_of_group(group_id: uuid.UUID, *, day: dt.date) -> dict[str, uuid.UUID]:
    """The teacher of each subject of a group."""
    rows = TeachingLoad.objects.filter(valid_on(day), group=group_id).seen_by_system()
    return dict(rows.values_list("subject", "person_id"))


def hours_of_groups(
    group_ids: Collection[uuid.UUID], *, first: dt.date, last: dt.date
) -> dict[tuple[uuid.UUID, str], Decimal]:
    """The weekly hours of each subject of these groups in this time, by group and subject. Halves of a class have each
    their own load of the same hours, so the largest is the class's. Asked by the machine: it names nobody."""
    known = Q(valid_to=None) | Q(valid_to__gte=first)
    rows = TeachingLoad.objects.filter(known, group__in=group_ids, valid_from__lte=last).seen_by_system()
    most = rows.values_list("group_id", "subject").annotate(most=Max("hours_per_week")).order_by()
    return {(group, subject): hours for group, subject, hours in most}
