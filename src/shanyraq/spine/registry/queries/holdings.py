"""All that hangs on a person in the register: stays, rights, posts, loads, led classes, ended ones too."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from shanyraq.spine.registry.models import Employment, Enrolment, Group, Guardianship, Person, TeachingLoad
from shanyraq.spine.registry.queries.matching import _PERSON, StandingPerson


@dataclass(frozen=True, slots=True)
class Holding:
    """One row that names the person in this column. `same` tells which two open rows may not stand side by side."""

    kind: str
    id: uuid.UUID
    column: str
    person_id: uuid.UUID
    organisation_id: uuid.UUID | None
    is_open: bool
    valid_from: dt.date | None
    same: tuple[object, ...]


def holdings(person_ids: Collection[uuid.UUID]) -> list[Holding]:
    """What hangs on these people. Five queries, asked by the machine."""
    found: list[Holding] = []
    for one in Enrolment.objects.filter(person__in=person_ids).seen_by_system():
        found.append(_dated("stay", one, "person_id", ()))
    for right in Guardianship.objects.filter(Q(child__in=person_ids) | Q(guardian__in=person_ids)).seen_by_system():
        if right.child_id in person_ids:
            found.append(_dated("guardianship", right, "child_id", (right.guardian_id,)))
        if right.guardian_id in person_ids:
            found.append(_dated("guardianship", right, "guardian_id", (right.child_id,)))
    for post in Employment.objects.filter(person__in=person_ids).seen_by_system():
        found.append(_dated("post", post, "person_id", (post.organisation_id, post.position)))
    for load in TeachingLoad.objects.filter(person__in=person_ids).seen_by_system():
        found.append(_dated("load", load, "person_id", (load.group_id, load.subject)))
    for group in Group.objects.filter(class_teacher__in=person_ids).seen_by_system():
        teacher = group.class_teacher_id
        assert teacher is not None
        found.append(Holding("group", group.id, "class_teacher_id", teacher, group.organisation_id, False, None, ()))
    return found


def _dated(
    kind: str, row: Enrolment | Guardianship | Employment | TeachingLoad, column: str, same: tuple[object, ...]
) -> Holding:
    person_id: uuid.UUID = getattr(row, column)
    return Holding(
        kind, row.id, column, person_id, row.organisation_id, row.valid_to is None, row.valid_from, (column, *same)
    )


def people_at(organisation_id: uuid.UUID) -> list[StandingPerson]:
    """Everybody of an organisation as far as the scope sees them: children, staff, guardians. One query."""
    wards = Guardianship.objects.filter(organisation=organisation_id, valid_to=None)
    rows = Person.objects.filter(Q(organisation=organisation_id) | Q(id__in=wards.values("guardian")), protected=False)
    return [StandingPerson(*row) for row in rows.order_by("sort_key", "id").values_list(*_PERSON)]
