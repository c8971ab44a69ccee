"""Whose day the reader may open, and as whom."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.scope import Scope
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry


class Reader(StrEnum):
    """As whom somebody reads a child's day."""

    FAMILY = "family"
    SELF = "self"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Child:
    """One child in the switcher."""

    id: uuid.UUID
    given: str
    name: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The child whose page it is, the children beside it, and the school."""

    id: uuid.UUID
    given: str
    name: str
    reader: Reader
    organisation_id: uuid.UUID | None
    group_id: uuid.UUID | None
    school: str
    children: tuple[Child, ...]


def own_people(scope: Scope) -> frozenset[uuid.UUID]:
    """The reader's children; for a pupil, themself."""
    if scope.children or not scope.has(access.Role.PUPIL) or scope.person_id is None:
        return scope.children
    return frozenset({scope.person_id})


def chosen(scope: Scope, person_id: uuid.UUID | None) -> Chosen:
    """The child with this id, or the first one of the reader's own. Two queries.

    Raises Hidden for a child the reader may not open: class teachers and heads see the learners they answer for.
    """
    own = own_people(scope)
    learners = registry.learners(own | ({person_id} if person_id else frozenset()))
    found = next((one for one in learners if one.id == person_id or (person_id is None and one.id in own)), None)
    if found is None:
        raise Hidden("no such child")
    reader = _reader(scope, found)
    place = registry.organisation(found.organisation_id) if found.organisation_id else None
    beside = [one for one in learners if one.id in own] if found.id in own else []
    return Chosen(
        id=found.id,
        given=found.given or found.family,
        name=found.name,
        reader=reader,
        organisation_id=found.organisation_id,
        group_id=found.group_id,
        school=place.short if place else "",
        children=tuple(Child(one.id, one.given or one.family, one.name, one.id == found.id) for one in beside),
    )


def _reader(scope: Scope, learner: registry.Learner) -> Reader:
    if learner.id in scope.children:
        return Reader.FAMILY
    if learner.id == scope.person_id:
        return Reader.SELF
    if learner.group_id in scope.led_groups or learner.organisation_id in scope.at(*access.HEADS):
        return Reader.STAFF
    raise Hidden("not one's own learner")
