"""Reads over organisations and groups."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import get_language

from shanyraq.spine.registry.models import Enrolment, Group, Organisation, Person, Territory
from shanyraq.spine.registry.queries.people import valid_on
from shanyraq.spine.registry.queries.rows import GroupRow, OrganisationRow
from shanyraq.spine.registry.reference.curriculum import subjects

GROUP = ("id", "organisation_id", "name", "grade", "language", "shift", "class_teacher_id")


def _names() -> tuple[F, F]:
    russian = get_language() == "ru"
    return (F("name_ru"), F("short_ru")) if russian else (F("name_kk"), F("short_kk"))


def organisations(ids: Iterable[uuid.UUID] | None = None, *, under: str = "", kind: str = "") -> list[OrganisationRow]:
    """Organisations by id, or those under a territory path, by number and name. They are public."""
    wanted = Q()
    if ids is not None:
        wanted &= Q(id__in=set(ids))
    if under:
        wanted &= Q(territory_path__startswith=under)
    if kind:
        wanted &= Q(kind=kind)
    rows = Organisation.objects.filter(wanted).order_by("sort_key", "id")
    return [
        OrganisationRow(*row)
        for row in rows.values_list("id", *_names(), "kind", "number", "territory_id", "territory_path")
    ]


def ids_under(path: str) -> QuerySet[Organisation, Any]:
    """The ids of all organisations under a territory path, unread: for a condition inside another query."""
    return Organisation.objects.filter(territory_path__startswith=path).values("id")


def organisation(organisation_id: uuid.UUID) -> OrganisationRow | None:
    return next(iter(organisations([organisation_id])), None)


def groups_of(organisation_id: uuid.UUID, *, school_year: int) -> list[GroupRow]:
    """The groups of one organisation in one school year, by grade and letter."""
    rows = Group.objects.filter(organisation=organisation_id, school_year=school_year).order_by("sort_key")
    return [GroupRow(*row) for row in rows.values_list(*GROUP)]


def groups(ids: Iterable[uuid.UUID]) -> list[GroupRow]:
    """These groups, as far as the scope sees them."""
    rows = Group.objects.filter(id__in=set(ids)).order_by("sort_key")
    return [GroupRow(*row) for row in rows.values_list(*GROUP)]


def class_teachers(group_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The class teacher of each group that has one. Asked by the machine: who answers for a case or a notice."""
    rows = Group.objects.filter(id__in=set(group_ids), class_teacher__isnull=False).seen_by_system()
    return dict(rows.values_list("id", "class_teacher_id"))


def places_of(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[uuid.UUID | None, uuid.UUID | None]]:
    """Today's (organisation, group) of each person. Asked by the machine."""
    rows = Person.objects.filter(id__in=set(person_ids)).seen_by_system()
    return {row[0]: (row[1], row[2]) for row in rows.values_list("id", "organisation_id", "group_id")}


def enrolled_by_group(organisation_ids: Sequence[uuid.UUID], *, day: dt.date) -> dict[uuid.UUID, int]:
    """How many learners each group has on that day. For figures: counts only."""
    rows = (
        Enrolment.objects.filter(valid_on(day), organisation__in=organisation_ids)
        .values_list("group_id")
        .annotate(number=Count("id"))
        .order_by()
    )
    return dict(rows)


def enrolled_by_organisation(under: str, *, day: dt.date) -> dict[uuid.UUID, int]:
    """How many learners each organisation under a territory has on that day. For figures: counts only."""
    rows = (
        Enrolment.objects.filter(valid_on(day), organisation__territory_path__startswith=under)
        .values_list("organisation_id")
        .annotate(number=Count("id"))
        .order_by()
    )
    return dict(rows)


def territory(path_or_code: str) -> Territory | None:
    """A territory by its path or its KATO code."""
    return Territory.objects.filter(Q(path=path_or_code) | Q(code=path_or_code)).first()


def subject_name(code: str) -> str:
    """The subject's name in the reader's language; the code itself for a subject that is not in the table."""
    subject = subjects().get(code)
    if subject is None:
        return code
    return {"ru": subject.name_ru, "en": subject.name_en}.get(get_language() or "", subject.name_kk)
