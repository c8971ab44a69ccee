"""Rows of the register as the interface tells them: within the scope in force, and each field to whom it is told."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from shanyraq.kernel.scope import Scope, current_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.interface.queries import cursors
from shanyraq.spine.interface.rules.questions import Question
from shanyraq.spine.interface.rules.resources import Field, Nearness, Resource
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import quarters_of, school_years

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an answer. `looked_at` are the learners of whom more than the name was told, with their places."""

    items: tuple[Row, ...]
    next: str | None
    looked_at: Mapping[uuid.UUID, uuid.UUID | None]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads: what is told of a row depends on how near it is."""

    scope: Scope
    scopes: frozenset[str]

    def tells(self, field: Field, near: Collection[Nearness]) -> bool:
        return (not field.needs or field.needs in self.scopes) and field.to in near

    def nearness(self, row: Any) -> frozenset[Nearness]:
        """Own rows: of a kept organisation, or of the own family. Close ones: of a taught class, or of its guardians,
        who are visible to those alone that lead or keep it."""
        scope, place = self.scope, getattr(row, "organisation_id", None)
        who = getattr(row, "person_id", None) or getattr(row, "child_id", None) or row.id
        is_own = place in scope.at(*access.KEEPERS) or who in scope.children or who == scope.person_id
        is_guardian = isinstance(row, registry.PersonEntry) and not (row.is_learner or row.is_staff)
        if is_own or (is_guardian and bool(scope.at(*access.KEEPERS))):
            return frozenset(Nearness)
        is_close = is_guardian or getattr(row, "group_id", None) in scope.groups
        return frozenset({Nearness.ANYBODY, Nearness.CLOSE} if is_close else {Nearness.ANYBODY})


def page(resource: Resource, asked: Question, *, scopes: Collection[str], today: dt.date) -> Page:
    """The page that the question asks for. Raises cursors.Broken and cursors.Elsewhere."""
    identity = [resource.name, *asked.identity]
    after = cursors.read(asked.cursor, identity) if asked.cursor else None
    wanted = registry.Wanted(
        equal=asked.equal, under=asked.under, day=asked.day, order=asked.order, backwards=asked.backwards,
        after=(after[0], after[1]) if after else None, limit=asked.limit + 1,
    )  # fmt: skip
    found = registry.page_of(resource.name, wanted, today=today)
    shown = found[: asked.limit]
    following = None
    if len(found) > asked.limit:
        last, value = shown[-1]
        following = cursors.made(identity, [value, _key(last)])
    return _page(resource, [row for row, _value in shown], asked.fields, scopes, following)


def single(
    resource: Resource, key: Any, *, fields: tuple[str, ...], scopes: Collection[str], today: dt.date
) -> Page | None:
    """The one row, or None where it is not seen. One learner's row is a look at them, whatever was told."""
    row = registry.one_of(resource.name, key, today=today)
    if row is None:
        return None
    told = _page(resource, [row], fields, scopes, None)
    if isinstance(row, registry.PersonEntry) and row.is_learner:
        return Page(told.items, None, {row.id: row.organisation_id})
    return told


def _page(
    resource: Resource, rows: list[Any], fields: tuple[str, ...], scopes: Collection[str], following: str | None
) -> Page:
    reader = _Reader(current_scope(), frozenset(scopes))
    rows = _without_protected_teachers(rows, reader.scope) if resource.name == "groups" else rows
    items, looked_at = [], {}
    for row in rows:
        near = reader.nearness(row) if resource.key == "id" else frozenset({Nearness.ANYBODY})
        wanted = [each for each in resource.fields if not fields or each.name in fields]
        told = [each for each in wanted if reader.tells(each, near)]
        items.append({each.name: _plain(getattr(row, each.source)) for each in told})
        if isinstance(row, registry.PersonEntry) and row.is_learner and any(each.needs for each in told):
            looked_at[row.id] = row.organisation_id
    return Page(tuple(items), following, looked_at)


def _without_protected_teachers(rows: list[Any], scope: Scope) -> list[Any]:
    """Classes do not tell of a class teacher whose whereabouts are protected, but to the director. One query."""
    hidden = registry.protected_among([each.class_teacher_id for each in rows if each.class_teacher_id])
    directed = scope.at(access.Role.DIRECTOR)
    return [
        replace(each, class_teacher_id=None)
        if each.class_teacher_id in hidden and each.organisation_id not in directed
        else each
        for each in rows
    ]


def _key(row: Any) -> Any:
    return row.code if isinstance(row, registry.TerritoryEntry) else row.id


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def years() -> list[Row]:
    """The school years of the tables, with their quarters."""
    return [
        {
            "year": each.year,
            "name": each.name,
            "opens": each.opens.isoformat(),
            "closes": each.closes.isoformat(),
            "quarters": [
                {"number": one.number, "first": one.first.isoformat(), "last": one.last.isoformat()}
                for one in quarters_of(each.year)
            ],
        }
        for each in school_years()
    ]
