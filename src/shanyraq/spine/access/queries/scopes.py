"""The scope of an account: from posts, loads, groups led, wards, appointments and delegations, valid on the day."""

import datetime as dt
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, UUIDField, Value
from django.db.models.functions import Cast

from shanyraq.kernel import clock
from shanyraq.kernel.scope import NOBODY, ActorKind, Post, Scope
from shanyraq.spine.access.models import User
from shanyraq.spine.access.rules import Role, school_years
from shanyraq.spine.registry import api as registry

LIFETIME_SECONDS = 60.0
KEPT = 4000

_Key = tuple[uuid.UUID, int, dt.date]
_kept: dict[_Key, tuple[float, Scope]] = {}


def scope_of(user: User) -> Scope:
    """What this account may see and do today.

    Kept in the process for a minute, by account, version of its rights and day: a raised version or a new day
    is felt at the next request, whatever the process; a change that nobody announced, within the minute.
    """
    if not user.is_active:
        return NOBODY
    key = (user.id, user.access_version, clock.today())
    found = _kept.get(key)
    if found and found[0] > time.monotonic():
        return found[1]
    scope = derive(user, day=key[2])
    while len(_kept) >= KEPT:
        _kept.pop(next(iter(_kept)), None)
    _kept[key] = (time.monotonic() + LIFETIME_SECONDS, scope)
    return scope


def scope_of_user_id(user_id: uuid.UUID) -> Scope | None:
    """The scope of this account today; None where there is no such account or it is locked."""
    user = User.objects.filter(id=user_id).first()
    return scope_of(user) if user is not None and user.is_active else None


@dataclass
class _Found:
    """What the rows of the one query add up to."""

    posts: list[Post] = field(default_factory=list)
    groups: set[uuid.UUID] = field(default_factory=set)
    led: set[uuid.UUID] = field(default_factory=set)
    children: set[uuid.UUID] = field(default_factory=set)

    def add(self, source: str, organisation: uuid.UUID | None, thing: uuid.UUID | None, role: str, path: str) -> None:
        if source in ("post", "lent"):
            self.posts.append(Post(role, organisation))
        elif source == "learner":
            self.posts.append(Post(Role.PUPIL))
        elif source == "appointment":
            self.posts.append(Post(role, territory_path=path))
        elif thing and source == "load":
            self.groups.add(thing)
        elif thing and source == "led":
            self.groups.add(thing)
            self.led.add(thing)
            self.posts.append(Post(Role.CLASS_TEACHER, organisation))
        elif thing and source == "ward":
            self.children.add(thing)


def derive(user: User, *, day: dt.date) -> Scope:
    """The scope from the register as it stands, in one query."""
    found = _Found()
    if user.person_id:
        for row in _rights(user.id, day):
            found.add(*row)
    if found.children:
        found.posts.append(Post(Role.GUARDIAN))
    return Scope(
        actor_kind=ActorKind.PERSON,
        actor_id=user.person_id or user.id,
        user_id=user.id,
        person_id=user.person_id,
        posts=tuple(dict.fromkeys(found.posts)),
        groups=frozenset(found.groups),
        led_groups=frozenset(found.led),
        children=frozenset(found.children),
    )


def _rights(account_id: uuid.UUID, day: dt.date) -> QuerySet[Any, Any]:
    """Every row a right follows from: (source, organisation, thing, role, path).

    Reached from the account by its relations, so it needs no scope: it is what the scope is made of.
    """
    posts, appointments = "person__employments", "person__appointments"
    learner = Q(person__is_learner=True, person__organisation__isnull=False)
    led = Q(  # who works there no more leads no class there, though the class may still bear their name
        person__led_groups__school_year__in=school_years(day),
        person__employments__organisation=F("person__led_groups__organisation"),
    ) & valid(posts, day)
    lent = Q(  # the right ends with the employment, too
        person__delegations__withdrawn_at=None,
        person__employments__organisation=F("person__delegations__organisation"),
    )
    ward = valid("person__wardships", day) & ~Q(
        registry.limited_by_court(day=day, child="person__wardships__child_id", guardian="person_id")
    )
    parts = [
        _part("post", valid(posts, day), organisation=f"{posts}__organisation_id", role=f"{posts}__position"),
        _part(
            "load",
            valid("person__loads", day),
            organisation="person__loads__organisation_id",
            thing="person__loads__group_id",
        ),
        _part("led", led, organisation="person__led_groups__organisation_id", thing="person__led_groups__id"),
        _part(
            "lent",
            lent & valid("person__delegations", day) & valid(posts, day),
            organisation="person__delegations__organisation_id",
            fixed_role=Role.SECRETARY,
        ),
        _part("ward", ward, thing="person__wardships__child_id"),
        _part("learner", learner, organisation="person__organisation_id"),
        _part(
            "appointment",
            valid(appointments, day),
            role=f"{appointments}__role",
            path=f"{appointments}__territory__path",
        ),
    ]
    first, *others = [rows.filter(id=account_id) for rows in parts]
    return first.union(*others)


def valid(relation: str, day: dt.date) -> Q:
    """The dated rows in force on this day; the last day belongs to the right."""
    open_or_later = Q(**{f"{relation}__valid_to": None}) | Q(**{f"{relation}__valid_to__gte": day})
    return Q(**{f"{relation}__valid_from__lte": day}) & open_or_later


def _part(
    source: str,
    condition: Q,
    *,
    organisation: str = "",
    thing: str = "",
    role: str = "",
    path: str = "",
    fixed_role: str = "",
) -> QuerySet[Any, Any]:
    """One part of the union. Casts: PostgreSQL must know the type of an empty column in every part."""

    def of(name: str, kind: UUIDField | CharField) -> Cast:
        empty = Value(None) if isinstance(kind, UUIDField) else Value("")
        return Cast(F(name) if name else empty, output_field=kind)

    return User.objects.filter(condition).values_list(
        Cast(Value(source), output_field=CharField(max_length=12)),
        of(organisation, UUIDField()),
        of(thing, UUIDField()),
        Cast(Value(fixed_role), CharField(max_length=12)) if fixed_role else of(role, CharField(max_length=12)),
        of(path, CharField(max_length=80)),
    )
