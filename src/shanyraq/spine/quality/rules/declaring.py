"""How a rule is declared: once, beside the function that looks. Its words stand in queries/words.py."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shanyraq.spine.registry.api import GroupOnDay, PersonOnDay, Standing

Details = Mapping[str, Any]
"""Numbers and codes that the words are filled with. Never a name, never a personal number."""


class Severity(StrEnum):
    """Grave: numbers or rights are wrong because of it. Plain: to be mended soon. Light: worth a look."""

    GRAVE = "grave"
    PLAIN = "plain"
    LIGHT = "light"


class Owner(StrEnum):
    """Whose question it is."""

    DIRECTOR = "director"
    DEPUTY = "deputy"
    SECRETARY = "secretary"
    CLASS_TEACHER = "class_teacher"


class Subject(StrEnum):
    """What a finding is about."""

    ORGANISATION = "organisation"
    BUILDING = "building"
    GROUP = "group"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a rule found. `group_id` is the class whose teacher may see it."""

    rule: str
    subject: Subject
    subject_id: uuid.UUID
    group_id: uuid.UUID | None = None
    details: Details = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, uuid.UUID]:
        return self.rule, self.subject_id

    @property
    def fingerprint(self) -> str:
        """The facts behind the finding in one word: it changes if and only if one of them does."""
        told = [self.rule, self.subject.value, str(self.subject_id), dict(self.details)]
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class School:
    """A standing, indexed once for all rules, with its day's limits and how many of each class have special needs."""

    def __init__(
        self, standing: Standing, limits: Mapping[str, int], needs: Mapping[uuid.UUID, int] | None = None
    ) -> None:
        self.standing, self.limits, self.needs = standing, limits, needs or {}
        here = standing.organisation_id
        self.groups: tuple[GroupOnDay, ...] = tuple(
            group
            for group in standing.groups
            if group.organisation_id == here and group.school_year == standing.school_year
        )
        self.people: dict[uuid.UUID, PersonOnDay] = {person.id: person for person in standing.people}
        self.pupils: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
        self.group_of: dict[uuid.UUID, uuid.UUID] = {}
        for stay in sorted(standing.stays, key=lambda one: one.id):
            self.pupils[stay.group_id].append(stay.person_id)
            self.group_of[stay.person_id] = stay.group_id
        self.posts = {post.id: post for post in standing.posts}
        self.employed = {post.person_id for post in standing.posts}

    @property
    def learners(self) -> Iterator[PersonOnDay]:
        """Whoever has a stay here that day."""
        return (self.people[person] for person in self.group_of if person in self.people)

    @property
    def staff(self) -> Iterator[PersonOnDay]:
        return (self.people[person] for person in self.employed if person in self.people)


Look = Callable[[School], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`touches` is what stands or falls with it: the numbers of statistics, rights, or reaching a family."""

    code: str
    subject: Subject
    severity: Severity
    owner: Owner
    touches: str
    look: Look

    def found_in(self, school: School) -> Iterator[Found]:
        for subject_id, group_id, details in self.look(school):
            yield Found(self.code, self.subject, subject_id, group_id, details)


_rules: dict[str, Rule] = {}


def rule(subject: Subject, severity: Severity, owner: Owner, touches: str) -> Callable[[Look], Look]:
    """Declares a rule under the name of its function. It yields (subject id, group id or None, details)."""

    def declare(look: Look) -> Look:
        code = look.__name__
        if code in _rules and _rules[code].look.__module__ != look.__module__:
            raise ValueError(f"two rules are called {code}")
        _rules[code] = Rule(code, subject, severity, owner, touches, look)
        return look

    return declare


def declared() -> Mapping[str, Rule]:
    return _rules
