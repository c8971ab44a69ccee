"""Who has a seat reads: a guardian while the right lasts, staff of classes they teach; heads what was reported."""

import uuid
from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import Scope, any_of, visible
from shanyraq.spine.talks.models import Bulletin, BulletinFact, Line, LineFact, Reading, Seat, Thread

HEADS = ("director", "deputy")


def _threads(scope: Scope) -> Q | None:
    """The condition on threads themselves."""
    me, heads = scope.person_id, scope.at(*HEADS)
    seats = Seat.objects.filter(person_id=me).seen_by_system().values("thread") if me and scope.groups else None
    return any_of(
        Q(guardian_id=me, child_id__in=scope.children) if me and scope.children else None,
        Q(id__in=seats, group_id__in=scope.groups) if seats is not None else None,
        Q(organisation_id__in=heads, reported_at__isnull=False) if heads else None,
    )


@visible(Thread)
def threads(scope: Scope) -> Q | None:
    return _threads(scope)


def _of_threads(scope: Scope, name: str) -> Q | None:
    mine = _threads(scope)
    if mine is None:
        return None
    return Q(**{f"{name}__in": Thread.objects.filter(mine).seen_by_system().values("id")})


@visible(Seat)
def seats(scope: Scope) -> Q | None:
    return _of_threads(scope, "thread")


@visible(Line)
def lines(scope: Scope) -> Q | None:
    """What waits for school hours is seen by its author alone."""
    mine = _of_threads(scope, "thread")
    return mine & (Q(told_at__isnull=False) | Q(author_id=scope.person_id)) if mine is not None else None


@visible(LineFact)
def line_facts(scope: Scope) -> Q | None:
    """Read through their lines."""
    told = lines(scope)
    return Q(id__in=Line.objects.filter(told).seen_by_system().values("fact_id")) if told is not None else None


def _bulletins(scope: Scope) -> Q | None:
    group: Any = Bulletin._meta.get_field("group").related_model
    children = scope.children
    # The notices of the present class: who moves on leaves the old class's talk behind.
    stays = Q(enrolments__person__in=children, enrolments__valid_to=None)
    of_children = group.objects.filter(stays).seen_by_system() if children else None
    heads = scope.at(*HEADS)
    return any_of(
        Q(group__in=scope.groups) if scope.groups else None,
        Q(organisation_id__in=heads) if heads else None,
        Q(group__in=of_children.values("id"), told_at__isnull=False) if of_children is not None else None,
    )


@visible(Bulletin)
def bulletins(scope: Scope) -> Q | None:
    return _bulletins(scope)


@visible(BulletinFact)
def bulletin_facts(scope: Scope) -> Q | None:
    mine = _bulletins(scope)
    return Q(id__in=Bulletin.objects.filter(mine).seen_by_system().values("fact_id")) if mine is not None else None


@visible(Reading)
def readings(scope: Scope) -> Q | None:
    """The own; and for staff who has read the notices of their classes."""
    heads = scope.at(*HEADS)
    return any_of(
        Q(person_id=scope.person_id) if scope.person_id and scope.children else None,
        Q(group_id__in=scope.groups) if scope.groups else None,
        Q(organisation_id__in=heads) if heads else None,
    )


def may_talk(scope: Scope, **_: Any) -> bool:
    """A guardian in right or somebody who teaches; about whom and with whom is asked in the act."""
    return scope.person_id is not None and bool(scope.children or scope.groups)


def has_seat(scope: Scope, *, thread_id: uuid.UUID, **_: Any) -> bool:
    """The scope shows the thread, and the actor sits in it."""
    return Seat.objects.filter(thread=thread_id, person_id=scope.person_id).exists()


def may_close(scope: Scope, *, thread_id: uuid.UUID, **_: Any) -> bool:
    """Staff with a seat, and the heads where it was reported."""
    thread = Thread.objects.filter(id=thread_id).first()
    return thread is not None and thread.guardian_id != scope.person_id


def may_tell_class(scope: Scope, *, group_id: uuid.UUID, **_: Any) -> bool:
    return group_id in scope.groups


def may_read_bulletin(scope: Scope, *, bulletin_id: uuid.UUID, **_: Any) -> bool:
    return bool(scope.children) and Bulletin.objects.filter(id=bulletin_id, told_at__isnull=False).exists()


def only_the_machine(scope: Scope, **_: Any) -> bool:
    return scope.is_system
