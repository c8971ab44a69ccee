"""Who sees the gates and who passed them, and who may do what about them.

Heads and the guard see their organisation's gates; a class teacher the passages of the own group; a family those of
the own child. Devices see nothing by themselves: their acts ask for exactly what they need.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from shanyraq.campus.gates.models import Credential, Device, DeviceCommand, Knock, Passage, PassageLink, UnknownCard
from shanyraq.kernel.scope import ActorKind, Scope, any_of, visible

HEADS = ("director", "deputy")
WATCHERS = ("director", "deputy", "guard")
"""Who looks after the gates of an organisation."""


def _own(scope: Scope) -> Q | None:
    mine = scope.children | ({scope.person_id} if scope.person_id else frozenset())
    return Q(person_id__in=mine) if mine else None


def _watched(scope: Scope) -> Q | None:
    watched = scope.at(*WATCHERS)
    return Q(organisation_id__in=watched) if watched else None


@visible(Device, UnknownCard, Knock)
def of_the_gates(scope: Scope) -> Q | None:
    return _watched(scope)


@visible(DeviceCommand)
def commands(scope: Scope) -> Q | None:
    return _watched(scope)


@visible(Credential)
def credentials(scope: Scope) -> Q | None:
    """By what a child is known is the heads' and the family's to see."""
    heads = scope.at(*HEADS)
    return any_of(Q(organisation_id__in=heads) if heads else None, _own(scope))


@visible(Passage, PassageLink)
def passages(scope: Scope) -> Q | None:
    return any_of(
        _watched(scope),
        Q(person__group__in=scope.led_groups) if scope.led_groups else None,
        _own(scope),
    )


def may_register(scope: Scope, *, organisation_id: uuid.UUID, **_: Any) -> bool:
    return organisation_id in scope.at(*HEADS)


def may_keep_device(scope: Scope, *, device_id: uuid.UUID, **_: Any) -> bool:
    """The heads of the organisation where the device hangs."""
    heads = scope.at(*HEADS)
    return bool(heads) and Device.objects.filter(id=device_id, organisation_id__in=heads).exists()


def may_give(scope: Scope, *, drafts: Sequence[Any], **_: Any) -> bool:
    return {draft.organisation_id for draft in drafts} <= scope.at(*HEADS)


def may_end(scope: Scope, *, person_ids: Sequence[uuid.UUID], **_: Any) -> bool:
    """Heads; which rows are theirs is for the scope to say."""
    return bool(scope.at(*HEADS))


def may_link(scope: Scope, *, card_id: uuid.UUID, **_: Any) -> bool:
    """Whoever watches the gates of the organisation that saw the card."""
    return bool(scope.at(*WATCHERS)) and UnknownCard.objects.filter(id=card_id).exists()


def is_the_device(scope: Scope, *, device: Any, **_: Any) -> bool:
    """Only the device itself speaks for itself."""
    return scope.actor_kind is ActorKind.DEVICE and scope.actor_id == device.id


def at_the_door(scope: Scope, **_: Any) -> bool:
    """Remembering a refused knock is nobody's act: it comes before any trust."""
    return scope.actor_kind in {ActorKind.NOBODY, ActorKind.DEVICE}


def only_the_machine(scope: Scope, **_: Any) -> bool:
    return scope.is_system
