"""A page of the register's rows for a program that reads on: what the scope sees, filtered, in an order that goes on.

A page goes on after the last row's value and id: a row that comes or goes meanwhile neither doubles nor hides another.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from shanyraq.kernel.scope import current_scope
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
    Territory,
)
from shanyraq.spine.registry.queries import whole
from shanyraq.spine.registry.queries.people import limited_by_court, valid_on


@dataclass(frozen=True, slots=True)
class TerritoryEntry:
    code: str
    parent_id: str | None
    level: str
    name_kk: str
    name_ru: str
    path: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One page: equalities by column, a day in force, the order, and after which (value, id) it goes on."""

    equal: Mapping[str, Any] = field(default_factory=dict)
    under: str = ""
    day: dt.date | None = None
    order: str = ""
    backwards: bool = False
    after: tuple[Any, Any] | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class _Kind:
    model: type[Model]
    entry: type[Any]
    path: str = ""
    columns: frozenset[str] = frozenset()


_KINDS = {
    "territories": _Kind(Territory, TerritoryEntry, "path", frozenset({"code", "parent_id", "level", "path"})),
    "organisations": _Kind(
        Organisation, whole.OrganisationEntry, "territory_path",
        frozenset({"id", "bin", "kind", "number", "territory_id", "sort_key"}),
    ),
    "buildings": _Kind(Building, whole.BuildingEntry, "", frozenset({"id", "organisation_id", "name"})),
    "rooms": _Kind(Room, whole.RoomEntry, "", frozenset({"id", "organisation_id", "building_id", "kind", "name"})),
    "groups": _Kind(Group, whole.GroupEntry, "", frozenset({
        "id", "organisation_id", "school_year", "grade", "language", "class_teacher_id", "sort_key",
    })),
    "people": _Kind(Person, whole.PersonEntry, "", frozenset({
        "id", "organisation_id", "group_id", "is_learner", "is_staff", "iin", "family", "sort_key",
    })),
    "enrolments": _Kind(Enrolment, whole.StayEntry, "", frozenset({
        "id", "person_id", "organisation_id", "group_id", "ground", "valid_from",
    })),
    "employments": _Kind(Employment, whole.PostEntry, "", frozenset({
        "id", "person_id", "organisation_id", "position", "valid_from",
    })),
    "loads": _Kind(TeachingLoad, whole.LoadEntry, "", frozenset({
        "id", "person_id", "organisation_id", "group_id", "subject", "valid_from",
    })),
    "guardianships": _Kind(Guardianship, whole.GuardianEntry, "", frozenset({
        "id", "child_id", "guardian_id", "organisation_id", "relation", "valid_from",
    })),
}  # fmt: skip


def page_of(kind: str, wanted: Wanted, *, today: dt.date) -> list[tuple[Any, Any]]:
    """(row, its value in the order) of at most `limit` rows. One query. A column that may not be asked raises."""
    known = _KINDS[kind]
    key = known.model._meta.pk.attname
    order = wanted.order or key
    strange = (set(wanted.equal) | {order}) - known.columns
    if strange:
        raise LookupError(f"{kind} cannot be asked by {sorted(strange)}")
    rows = _rows(kind, day=wanted.day or today).filter(**wanted.equal)
    if wanted.under:
        rows = rows.filter(**{f"{known.path}__startswith": wanted.under})
    if wanted.day:
        rows = rows.filter(valid_on(wanted.day))
    if wanted.after:
        rows = rows.filter(_beyond(order, key, wanted))
    sign = "-" if wanted.backwards else ""
    columns = tuple(known.entry.__dataclass_fields__)
    found = rows.order_by(f"{sign}{order}", f"{sign}pk").values_list(*columns, order)
    return [(known.entry(*row[:-1]), row[-1]) for row in found[: wanted.limit]]


def one_of(kind: str, key: Any, *, today: dt.date) -> Any | None:
    """The row with this key, or None where the scope does not see it."""
    known = _KINDS[kind]
    found = _rows(kind, day=today).filter(pk=key).values_list(*tuple(known.entry.__dataclass_fields__)).first()
    return known.entry(*found) if found else None


def _rows(kind: str, *, day: dt.date) -> QuerySet[Any]:
    """The rows as lists show them: no post of a protected employee but the own, no guardian whom a court keeps away."""
    rows: QuerySet[Any] = _KINDS[kind].model._default_manager.all()
    if kind in ("employments", "loads"):
        rows = rows.filter(Q(person__protected=False) | Q(person=current_scope().person_id))
    if kind == "guardianships":
        rows = rows.filter(~limited_by_court(day=day))
    return rows


def _beyond(order: str, key: str, wanted: Wanted) -> Q:
    assert wanted.after is not None
    value, last = wanted.after
    way = "lt" if wanted.backwards else "gt"
    if order == key:
        return Q(**{f"pk__{way}": last})
    return Q(**{f"{order}__{way}": value}) | Q(**{order: value, f"pk__{way}": last})
