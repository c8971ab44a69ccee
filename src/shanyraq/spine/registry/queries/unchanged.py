"""Whether rows are still as somebody left them."""

import uuid
from collections.abc import Mapping
from typing import Any

from shanyraq.spine.registry.models import (
    Building,
    Employment,
    Enrolment,
    Group,
    Guardianship,
    Person,
    Room,
    TeachingLoad,
)

MODELS: Mapping[str, type[Any]] = {
    "person": Person,
    "group": Group,
    "post": Employment,
    "load": TeachingLoad,
    "stay": Enrolment,
    "guardianship": Guardianship,
    "room": Room,
    "building": Building,
}


def no_longer_so(*, kind: str, rows: Mapping[uuid.UUID, Mapping[str, Any]]) -> list[str]:
    """What those of these rows are called that are gone or hold something else now. Asked by the machine, one query for
    each two thousand."""
    changed: list[str] = []
    wanted = list(rows)
    for start in range(0, len(wanted), 2000):
        ids = wanted[start : start + 2000]
        found = {row.pk: row for row in MODELS[kind].objects.filter(id__in=ids)}
        for one in ids:
            row = found.get(one)
            if row is None:
                changed.append(kind)
            elif any(getattr(row, name) != value for name, value in rows[one].items()):
                changed.append(_called(row))
    return changed


def _called(row: Any) -> str:
    return str(row) if isinstance(row, (Person, Group, Room, Building)) else str(row._meta.verbose_name)
