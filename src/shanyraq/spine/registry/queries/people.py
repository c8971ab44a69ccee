"""Reads over people. Each is one or two queries whatever the number of rows."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language

from shanyraq.kernel.text.folding import query_keys
from shanyraq.spine.registry.models import Enrolment, Guardianship, Person
from shanyraq.spine.registry.queries.rows import Learner, PersonCard

LEARNER = ("id", "family", "given", "patronymic", "group_id", "organisation_id")


def valid_on(day: dt.date) -> Q:
    """The condition that a dated row is in force on this day; its last day belongs to it."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def roster(group_id: uuid.UUID, *, day: dt.date) -> list[Learner]:
    """The class list on that day in the order of the alphabet; who moved away is there for the days before."""
    rows = (
        Enrolment.objects.filter(valid_on(day), group=group_id)
        .order_by("person__sort_key", "person_id")
        .values_list("person_id", "person__family", "person__given", "person__patronymic", "group_id",
                     "organisation_id")
    )  # fmt: skip
    return [Learner(*row) for row in rows]


def learners(person_ids: Iterable[uuid.UUID]) -> list[Learner]:
    """These learners, as far as the scope sees them, in the order of the alphabet."""
    rows = Person.objects.filter(id__in=list(person_ids)).order_by("sort_key", "id").values_list(*LEARNER)
    return [Learner(*row) for row in rows]


def card(person_id: uuid.UUID) -> PersonCard | None:
    """One person, or None where the scope does not see them."""
    return next(iter(_cards(Person.objects.filter(id=person_id))), None)


def _cards(people: QuerySet[Person]) -> list[PersonCard]:
    """The cards of these people in their order. One query."""
    short = "organisation__short_ru" if get_language() == "ru" else "organisation__short_kk"
    rows = people.values_list(
        "id", "family", "given", "patronymic", "birth_date", "phone", "email", "is_learner", "is_staff",
        "organisation_id", F(short), "group_id", F("group__name"),
    )  # fmt: skip
    return [_card(row) for row in rows]


def _card(row: tuple[Any, ...]) -> PersonCard:
    values: list[Any] = [_empty(at) if value is None else value for at, value in enumerate(row)]
    return PersonCard(*values)


def _empty(at: int) -> str | None:
    """Joined names are words, empty where nothing is joined; every other missing value stays None."""
    return "" if at in (10, 12) else None


def names_of(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Family and given names by id. The caller has shown that these people may be named here (a child's teacher)."""
    rows = Person.objects.filter(id__in=set(person_ids)).seen_by_system().values_list("id", "family", "given")
    return {person_id: f"{family} {given}".strip() for person_id, family, given in rows}


def guardians_of(child_ids: Iterable[uuid.UUID], *, day: dt.date) -> dict[uuid.UUID, tuple[uuid.UUID, ...]]:
    """The guardians in right on that day, by child. For notices: asked by the machine, not by a person."""
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    rows = (
        Guardianship.objects.filter(valid_on(day), child__in=set(child_ids))
        .seen_by_system()
        .order_by("valid_from", "id")
        .values_list("child_id", "guardian_id")
    )
    for child, guardian in rows:
        found[child].append(guardian)
    return {child: tuple(guardians) for child, guardians in found.items()}


def wards_of(guardian_id: uuid.UUID, *, day: dt.date) -> tuple[uuid.UUID, ...]:
    """The children over whom this person has the right on that day. Asked by access when it makes a scope."""
    rows = Guardianship.objects.filter(valid_on(day), guardian=guardian_id).seen_by_system()
    return tuple(rows.order_by("child__sort_key").values_list("child_id", flat=True))


def search_people(typed: str, *, limit: int = 20) -> list[PersonCard]:
    """People of the scope whose name fits what was typed, in any of the three scripts' spellings. One query."""
    keys = query_keys(typed)
    if not keys:
        return []
    found: QuerySet[Person] = Person.objects.filter(protected=False)
    for key in keys:
        found = found.filter(search_keys__contains=f" {key}")
    return _cards(found.order_by("sort_key", "id")[:limit])
