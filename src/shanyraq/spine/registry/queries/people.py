"""Reads over people. Each is one or two queries whatever the number of rows."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from shanyraq.kernel.scope import current_scope
from shanyraq.spine.registry.models import CustodyLimit, Enrolment, Guardianship, Person
from shanyraq.spine.registry.policies import named
from shanyraq.spine.registry.queries.rows import Learner, PersonCard, SeatedLearner

LEARNER = ("id", "family", "given", "patronymic", "group_id", "organisation_id")


def valid_on(day: dt.date) -> Q:
    """The condition that a dated row is in force on this day; its last day belongs to it."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def limited_by_court(*, day: dt.date, child: str = "child_id", guardian: str = "guardian_id") -> Exists:
    """Whether a court keeps the guardian from the child on that day: a condition inside another query, which names
    where the two ids stand in it."""
    limits = CustodyLimit.objects.filter(valid_on(day), child=OuterRef(child), guardian=OuterRef(guardian))
    return Exists(limits.filter(forbids=CustodyLimit.Forbids.EVERYTHING).seen_by_system())


def roster(group_id: uuid.UUID, *, day: dt.date) -> list[Learner]:
    """The class list on that day in the order of the alphabet; who moved away is there for the days before."""
    rows = (
        Enrolment.objects.filter(valid_on(day), group=group_id)
        .order_by("person__sort_key", "person_id")
        .values_list("person_id", "person__family", "person__given", "person__patronymic", "group_id",
                     "organisation_id")
    )  # fmt: skip
    return [Learner(*row) for row in rows]


def seated(group_ids: Iterable[uuid.UUID], *, day: dt.date) -> list[SeatedLearner]:
    """Who sits in these groups on that day and since when, by group and in the order of the alphabet. One query."""
    rows = (
        Enrolment.objects.filter(valid_on(day), group__in=list(group_ids))
        .order_by("group__sort_key", "group_id", "person__sort_key", "person_id")
        .values_list("person_id", "person__family", "person__given", "group_id", "organisation_id", "valid_from")
    )
    return [SeatedLearner(who, f"{family} {given}".strip(), *rest) for who, family, given, *rest in rows]


def seat_of_learner(person_id: uuid.UUID, *, day: dt.date) -> SeatedLearner | None:
    """Where this learner sits on that day, or sat last before it; None where the scope does not see them."""
    rows = Enrolment.objects.filter(person=person_id, valid_from__lte=day).order_by("-valid_from", "-id")
    row = rows.values_list(
        "person_id", "person__family", "person__given", "group_id", "organisation_id", "valid_from"
    ).first()
    return SeatedLearner(row[0], f"{row[1]} {row[2]}".strip(), *row[3:]) if row else None


def learners(person_ids: Iterable[uuid.UUID]) -> list[Learner]:
    """These learners, as far as the scope sees them, in the order of the alphabet."""
    rows = Person.objects.filter(id__in=list(person_ids)).order_by("sort_key", "id").values_list(*LEARNER)
    return [Learner(*row) for row in rows]


def card(person_id: uuid.UUID) -> PersonCard | None:
    """One person, or None where the scope does not see them."""
    return next(iter(cards(Person.objects.filter(id=person_id))), None)


def cards(people: QuerySet[Person]) -> list[PersonCard]:
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
    """Family and given names by id. The caller has shown that they may be named here (a child's teacher);
    a protected person is left out all the same where the scope may not know of them."""
    mine = named(current_scope())
    rows = Person.objects.filter(mine, id__in=set(person_ids)).seen_by_system().values_list("id", "family", "given")
    return {person_id: f"{family} {given}".strip() for person_id, family, given in rows}


def birth_dates(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dt.date]:
    """The birth dates of these people where they are known, as far as the scope sees them."""
    rows = Person.objects.filter(id__in=set(person_ids), birth_date__isnull=False)
    return dict(rows.values_list("id", "birth_date"))


def guardians_of(child_ids: Iterable[uuid.UUID], *, day: dt.date) -> dict[uuid.UUID, tuple[uuid.UUID, ...]]:
    """The guardians in right on that day, by child. For notices: asked by the machine, not by a person."""
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    rows = (
        Guardianship.objects.filter(valid_on(day), ~limited_by_court(day=day), child__in=set(child_ids))
        .seen_by_system()
        .order_by("valid_from", "id")
        .values_list("child_id", "guardian_id")
    )
    for child, guardian in rows:
        found[child].append(guardian)
    return {child: tuple(guardians) for child, guardians in found.items()}


def wards_of(guardian_id: uuid.UUID, *, day: dt.date) -> tuple[uuid.UUID, ...]:
    """The children over whom this person has the right on that day. Asked by access when it makes a scope."""
    rows = Guardianship.objects.filter(valid_on(day), ~limited_by_court(day=day), guardian=guardian_id).seen_by_system()
    return tuple(rows.order_by("child__sort_key").values_list("child_id", flat=True))
