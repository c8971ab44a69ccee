"""Reads that movement needs: where a learner stays now, who leads an organisation, who is seen nowhere."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from shanyraq.kernel.text.folding import query_keys, search_keys
from shanyraq.spine.registry.models import Employment, Enrolment, Group, Organisation, Person
from shanyraq.spine.registry.queries.people import valid_on
from shanyraq.spine.registry.reference.kato import territories_by_code


@dataclass(frozen=True, slots=True)
class StayNow:
    """Where a learner stays now."""

    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    group: str
    grade: int
    language: str
    school_year: int
    valid_from: dt.date


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A class as movement fills it."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    name: str
    grade: int
    letter: str
    language: str
    shift: int
    school_year: int
    class_teacher_id: uuid.UUID | None
    seated: int


def stays_now(person_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, StayNow]:
    """The open stay of each of these learners who has one. The caller has shown that they may be asked about."""
    rows = Enrolment.objects.filter(person__in=list(person_ids), valid_to=None).seen_by_system()
    found = rows.values_list(
        "person_id", "organisation_id", "group_id", "group__name", "group__grade", "group__language",
        "group__school_year", "valid_from",
    )  # fmt: skip
    return {row[0]: StayNow(*row) for row in found}


def seats(organisation_ids: Iterable[uuid.UUID], *, school_year: int) -> list[SeatRow]:
    """The classes of these organisations in a school year with how many learners hold an open stay in each."""
    groups = Group.objects.filter(organisation__in=list(organisation_ids), school_year=school_year).order_by("sort_key")
    rows: list[tuple[Any, ...]] = list(
        groups.values_list(
            "id", "organisation_id", "name", "grade", "letter", "language", "shift", "school_year", "class_teacher_id"
        )
    )
    taken = Enrolment.objects.filter(group__in=[row[0] for row in rows], valid_to=None).seen_by_system()
    seated = dict(taken.values_list("group_id").annotate(number=Count("id")).order_by())
    return [SeatRow(*(*row, seated.get(row[0], 0))) for row in rows]


def seat_of(group_id: uuid.UUID, *, hold: bool = False) -> SeatRow | None:
    """One class as movement fills it, or None where the scope does not see it.

    With `hold` nobody else fills the class until the transaction ends: two secretaries do not share its last place.
    """
    rows = Group.objects.filter(id=group_id)
    found = (rows.select_for_update() if hold else rows).values_list("organisation_id", "school_year").first()
    if found is None:
        return None
    return next((row for row in seats([found[0]], school_year=found[1]) if row.id == group_id), None)


def staying(organisation_id: uuid.UUID, *, school_year: int) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """(learner, group) of everybody with an open stay in a group of that school year, by class and alphabet."""
    rows = Enrolment.objects.filter(organisation=organisation_id, valid_to=None, group__school_year=school_year)
    return list(rows.order_by("group__sort_key", "person__sort_key", "person_id").values_list("person_id", "group_id"))


def learner_by_iin(iin: str, *, family: str, protected_too: bool = False) -> uuid.UUID | None:
    """The person with this IIN whose family name fits what was typed: two proofs, so that nobody tries numbers out.

    Staff are not found, and a child whose whereabouts are protected only where the caller tells nobody the place.
    """
    typed = query_keys(family)
    found = Person.objects.filter(iin=iin, is_staff=False).seen_by_system().first()
    if found is None or not typed or (found.protected and not protected_too):
        return None
    stands = search_keys(found.family)
    return found.id if all(f" {key} " in stands for key in typed) else None


def heads_of(organisation_ids: Iterable[uuid.UUID], *, day: dt.date) -> dict[uuid.UUID, uuid.UUID]:
    """Who answers for each organisation on that day: the director, or a deputy where there is none."""
    rows = (
        Employment.objects.filter(valid_on(day), organisation__in=list(organisation_ids))
        .filter(position__in=("director", "deputy"))
        .seen_by_system()
        .order_by("position", "-valid_from", "id")  # the director is read last and wins
    )
    found: dict[uuid.UUID, uuid.UUID] = {}
    for place, person in rows.values_list("organisation_id", "person_id"):
        found[place] = person
    return found


def left_behind(*, before_year: int) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """(learner, school) of every open stay in a class of an earlier school year. Asked by the machine.

    Schools where nobody stands in a class of the running year are left out: they have not rolled over at all.
    """
    rolled = Enrolment.objects.filter(valid_to=None, group__school_year=before_year).values("organisation_id")
    rows = Enrolment.objects.filter(
        valid_to=None, group__school_year__lt=before_year, organisation__kind="school", organisation__in=rolled
    )
    return list(rows.order_by("organisation_id", "person_id").values_list("person_id", "organisation_id"))


def is_urban(organisation_id: uuid.UUID) -> bool:
    """Whether the organisation stands in a city: a class of a village falls into two groups at fewer pupils."""
    path = Organisation.objects.values_list("territory_path", flat=True).get(id=organisation_id)
    known = territories_by_code()
    return any(known[code].kind == "city" for code in path.strip("/").split("/") if code in known)


LANGUAGE_WORDS: Mapping[str, object] = dict(Group.Language.choices)
"""The languages of instruction in words of the reader's language."""
