"""Special educational needs: who has them in a school, one child's conclusions, and how many sit in each class."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.spine.care.models import Conclusion, SpecialNeed
from shanyraq.spine.care.rules import holds


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One conclusion. Number and advice are empty for whoever may know of the need and not read the paper."""

    id: uuid.UUID
    key: tuple[dt.date, uuid.UUID]
    person_id: uuid.UUID
    person: str
    group: str
    number: str
    advice: str
    ground: str
    concluded_on: dt.date
    valid_from: dt.date
    valid_to: dt.date | None
    in_force: bool
    days_left: int | None


def needs_at(organisation_id: uuid.UUID, *, day: dt.date) -> list[NeedRow]:
    """The conclusions of a school that hold on the day or later, by class and name. Three queries."""
    later = Q(valid_to=None) | Q(valid_to__gte=day)
    rows = SpecialNeed.objects.filter(later, organisation=organisation_id)
    return _rows(rows.select_related("person__group").order_by("person__group__sort_key", "person__sort_key", "id"))


def needs_of(person_id: uuid.UUID) -> list[NeedRow]:
    """Every conclusion about a child that the scope sees, the latest first."""
    rows = SpecialNeed.objects.filter(person=person_id).select_related("person__group")
    return _rows(rows.order_by("-valid_from", "-id"))


def _rows(found: Iterable[SpecialNeed]) -> list[NeedRow]:
    rows, today = list(found), clock.today()
    read = Conclusion.objects.filter(id__in=[row.fact_id for row in rows]).values_list("day", "id") if rows else ()
    said = facts.payloads_of(list(read)) if rows else {}
    return [
        NeedRow(
            id=row.id,
            key=(row.fact_day, row.fact_id),
            person_id=row.person_id,
            person=str(row.person),
            group=row.person.group.name if row.person.group else "",
            number=str(said.get(row.fact_id, {}).get("number", "")),
            advice=str(said.get(row.fact_id, {}).get("advice", "")),
            ground=str(said.get(row.fact_id, {}).get("ground", "")),
            concluded_on=row.concluded_on,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            in_force=holds(row.valid_from, row.valid_to, day=today),
            days_left=(row.valid_to - today).days if row.valid_to else None,
        )
        for row in rows
    ]


def with_needs(organisation_ids: Iterable[uuid.UUID], *, day: dt.date) -> Counter[uuid.UUID]:
    """How many learners with special needs sit in each class of these organisations on the day. A number, asked by
    limits: it names nobody. One query."""
    held = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
    rows = SpecialNeed.objects.filter(held, organisation__in=list(organisation_ids), person__group__isnull=False)
    return Counter(rows.seen_by_system().values_list("person__group", flat=True))


def people_with_needs(organisation_ids: Iterable[uuid.UUID], *, day: dt.date) -> frozenset[uuid.UUID]:
    """The children of these organisations who count on the day: for a plan that seats each of them, shown to nobody."""
    held = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
    rows = SpecialNeed.objects.filter(held, organisation__in=list(organisation_ids)).seen_by_system()
    return frozenset(rows.values_list("person_id", flat=True))


def has_needs(person_id: uuid.UUID, *, day: dt.date) -> bool:
    """Whether this child counts on the day. Asked by acts before a class is filled."""
    held = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
    return SpecialNeed.objects.filter(held, person=person_id).seen_by_system().exists()


@dataclass(frozen=True, slots=True)
class NeedEntry:
    """One conclusion in an export; a later one that names it in `supersedes_id` stands in its place."""

    id: uuid.UUID
    day: dt.date
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    number: str
    advice: str
    concluded_on: dt.date
    valid_from: dt.date
    valid_to: dt.date | None
    supersedes_id: uuid.UUID | None


def need_entries(**whose: uuid.UUID) -> Iterator[NeedEntry]:
    """The conclusions that the scope sees, with their words."""
    rows = list(Conclusion.objects.filter(**whose).order_by("day", "id"))
    said = facts.payloads_of((row.day, row.id) for row in rows) if rows else {}
    for row in rows:
        words = said.get(row.id, {})
        yield NeedEntry(
            row.id, row.day, row.person_id, row.organisation_id, str(words.get("number", "")),
            str(words.get("advice", "")), row.concluded_on, row.valid_from, row.valid_to, row.supersedes_id,
        )  # fmt: skip
