"""The frozen scope of one request or one job."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum


class ActorKind(StrEnum):
    PERSON = "person"
    DEVICE = "device"
    SYSTEM = "system"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Post:
    """One right to act: a role at an organisation, or at a territory and everything under its path."""

    role: str
    organisation_id: uuid.UUID | None = None
    territory_path: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Who acts, and over what. Made once per request; never changed."""

    actor_kind: ActorKind
    actor_id: uuid.UUID | None = None
    user_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
    posts: tuple[Post, ...] = ()
    groups: frozenset[uuid.UUID] = field(default_factory=frozenset)
    led_groups: frozenset[uuid.UUID] = field(default_factory=frozenset)
    children: frozenset[uuid.UUID] = field(default_factory=frozenset)
    reason: str = ""

    @property
    def is_system(self) -> bool:
        return self.actor_kind is ActorKind.SYSTEM

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(post.role for post in self.posts)

    @property
    def organisations(self) -> frozenset[uuid.UUID]:
        """Every organisation at which the actor holds any post."""
        return frozenset(post.organisation_id for post in self.posts if post.organisation_id)

    @property
    def territories(self) -> tuple[str, ...]:
        return tuple(post.territory_path for post in self.posts if post.territory_path)

    def at(self, *roles: str) -> frozenset[uuid.UUID]:
        """The organisations at which the actor holds one of these roles."""
        return frozenset(p.organisation_id for p in self.posts if p.organisation_id and p.role in roles)

    def over(self, *roles: str) -> tuple[str, ...]:
        """The territory paths over which the actor holds one of these roles."""
        return tuple(p.territory_path for p in self.posts if p.territory_path and p.role in roles)

    def has(self, *roles: str) -> bool:
        return self.is_system or any(role in self.roles for role in roles)


class NoScope(RuntimeError):
    """A query ran where nobody had said on whose behalf."""


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)

NOBODY = Scope(actor_kind=ActorKind.NOBODY)


def current_scope() -> Scope:
    """The scope in force. Raises NoScope where none is."""
    scope = _current.get()
    if scope is None:
        raise NoScope("No scope is in force. Use use_scope(scope), or system_scope('reason') in a job.")
    return scope


@contextmanager
def use_scope(scope: Scope) -> Iterator[Scope]:
    """Everything inside sees what `scope` sees, and nothing more."""
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


@contextmanager
def system_scope(reason: str) -> Iterator[Scope]:
    """The machine's own work, unnarrowed; the reason is kept in the history of what it does."""
    if not reason.strip():
        raise ValueError("system_scope needs a reason")
    with use_scope(Scope(actor_kind=ActorKind.SYSTEM, reason=reason)) as scope:
        yield scope
