"""Rows of the register are corrected: by imports and by their undoing. Every change says what it expects to find."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.kernel.text.folding import search_keys
from shanyraq.spine.registry.actions.organisations import only_the_machine
from shanyraq.spine.registry.actions.people import refuse_disputed
from shanyraq.spine.registry.events import RightsChanged
from shanyraq.spine.registry.models import (
    Building,
    Employment,
    Enrolment,
    Group,
    Guardianship,
    Organisation,
    Person,
    Room,
    TeachingLoad,
)

KINDS: Mapping[str, type[Any]] = {
    "person": Person,
    "group": Group,
    "post": Employment,
    "load": TeachingLoad,
    "stay": Enrolment,
    "guardianship": Guardianship,
    "building": Building,
    "room": Room,
    "organisation": Organisation,
}
"""What may be amended or withdrawn, by the words that others use."""

OF_RIGHTS = {
    "post": ("person_id",), "load": ("person_id",), "stay": ("person_id",), "guardianship": ("guardian_id",),
    "group": ("class_teacher_id",),
}  # fmt: skip
"""The people whose rights follow from a row of this kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """These columns of one row, as they should be; and as whoever asks has seen them."""

    kind: str
    id: uuid.UUID
    after: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict)


@action(may=only_the_machine)
def amend(*, amendments: Sequence[Amendment]) -> list[uuid.UUID]:
    """Each row holds what was asked for, findable by its new name. Announces RightsChanged where rights follow.

    A row that no longer holds what was seen is left alone; the ids of those are returned.
    """
    left: list[uuid.UUID] = []
    by_kind: dict[str, list[Amendment]] = defaultdict(list)
    for amendment in amendments:
        by_kind[amendment.kind].append(amendment)
    touched: set[uuid.UUID] = set()
    for kind, ours in by_kind.items():
        rows = {row.pk: row for row in _locked(kind, [one.id for one in ours])}
        if kind == "guardianship":  # where the child belongs may follow; whose the child is may not change in a dispute
            about = [rows[one.id] for one in ours if one.id in rows and {"relation", "valid_to"} & set(one.after)]
            refuse_disputed(row.child_id for row in about)
        changed, columns = [], set[str]()
        for one in ours:
            row = rows.get(one.id)
            if row is None or any(getattr(row, name) != value for name, value in one.before.items()):
                left.append(one.id)
                continue
            touched |= {getattr(row, name) for name in OF_RIGHTS.get(kind, ())}
            for name, value in one.after.items():
                setattr(row, name, value)
            touched |= {getattr(row, name) for name in OF_RIGHTS.get(kind, ())}
            changed.append(row)
            columns |= set(one.after) | _derive(row, one.after)
        if changed:
            KINDS[kind].objects.bulk_update(changed, sorted(columns), batch_size=200)
    if people := tuple(sorted(touched - {None})):
        announce(RightsChanged(person_ids=people, from_day=clock.today()))
    return left


def _locked(kind: str, ids: Sequence[uuid.UUID]) -> Sequence[Any]:
    return list(KINDS[kind].objects.filter(id__in=ids).select_for_update().order_by("id"))


def _derive(row: Any, after: Mapping[str, Any]) -> set[str]:
    """The columns that follow from others are brought along."""
    if isinstance(row, Person) and {"family", "given", "patronymic"} & set(after):
        row.sort_key = sort_key(" ".join(part for part in (row.family, row.given, row.patronymic) if part))
        row.search_keys = search_keys(row.family, row.given, row.patronymic)
        return {"sort_key", "search_keys"}
    if isinstance(row, Organisation) and {"name_kk", "name_ru"} & set(after):
        row.sort_key = sort_key(f"{row.number or 0:04d} {row.name_kk}")[:300]
        row.search_keys = search_keys(row.name_kk, row.name_ru, str(row.number or ""))[:500]
        return {"sort_key", "search_keys"}
    return set()
