"""Who sees moves, transfers, rollovers and searches, and who may do what.

The keepers of either school see a transfer; the receiving school sees its packet while it is sent or accepted.
"""

import uuid
from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import Scope, any_of, visible
from shanyraq.spine.movement.models import (
    Move,
    Packet,
    Rollover,
    RolloverLine,
    Search,
    SearchStep,
    Transfer,
    TransferMove,
)
from shanyraq.spine.movement.rules.transfers import State
from shanyraq.spine.registry import api as registry

KEEPERS = ("director", "deputy", "secretary")
HEADS = ("director", "deputy")
OFFICERS = ("office_head", "office")


def _family(scope: Scope) -> Q | None:
    own = scope.children | ({scope.person_id} if scope.person_id else frozenset())
    return Q(person_id__in=own) if own else None


@visible(Move)
def moves(scope: Scope) -> Q | None:
    kept = scope.at(*KEEPERS)
    return any_of(_family(scope), Q(organisation_id__in=kept) if kept else None)


@visible(Transfer, TransferMove)
def transfers(scope: Scope) -> Q | None:
    kept = scope.at(*KEEPERS)
    ends = Q(from_organisation_id__in=kept) | Q(to_organisation_id__in=kept)
    return any_of(_family(scope), ends if kept else None)


@visible(Packet)
def packets(scope: Scope) -> Q | None:
    """The new class teacher reads the packets of the children of the own class."""
    kept = scope.at(*KEEPERS)
    standing = Transfer.objects.filter(state__in=[State.PACKET_SENT, State.ACCEPTED]).seen_by_system()
    accepted = Transfer.objects.filter(state=State.ACCEPTED, to_group__in=scope.led_groups).seen_by_system()
    return any_of(
        _family(scope),
        Q(organisation_id__in=kept) if kept else None,
        Q(transfer_id__in=standing.filter(to_organisation__in=kept).values("id")) if kept else None,
        Q(transfer_id__in=accepted.values("id")) if scope.led_groups else None,
    )


@visible(Rollover, RolloverLine)
def rollovers(scope: Scope) -> Q | None:
    kept = scope.at(*KEEPERS)
    return Q(organisation__in=kept) if kept else None


@visible(Search)
def searches(scope: Scope) -> Q | None:
    kept = scope.at(*KEEPERS)
    return Q(organisation__in=kept) if kept else None


@visible(SearchStep)
def search_steps(scope: Scope) -> Q | None:
    kept = scope.at(*KEEPERS)
    return Q(organisation_id__in=kept) if kept else None


def keeps(scope: Scope, *, organisation_id: uuid.UUID, **_: Any) -> bool:
    return organisation_id in scope.at(*KEEPERS)


def keeps_the_child(scope: Scope, *, person_id: uuid.UUID, **_: Any) -> bool:
    """Whether the child's open stay is at an organisation whose register the actor keeps."""
    stay = registry.stays_now([person_id]).get(person_id)
    return stay is not None and stay.organisation_id in scope.at(*KEEPERS)


def sends(scope: Scope, *, transfer_id: uuid.UUID, **_: Any) -> bool:
    row = Transfer.objects.filter(id=transfer_id).first()
    return row is not None and row.from_organisation_id in scope.at(*KEEPERS)


def receives(scope: Scope, *, transfer_id: uuid.UUID, **_: Any) -> bool:
    row = Transfer.objects.filter(id=transfer_id).first()
    return row is not None and row.to_organisation_id in scope.at(*KEEPERS)


def stands_at_an_end(scope: Scope, *, transfer_id: uuid.UUID, **_: Any) -> bool:
    return sends(scope, transfer_id=transfer_id) or receives(scope, transfer_id=transfer_id)


def may_search(scope: Scope, *, search_id: uuid.UUID, **_: Any) -> bool:
    """A search is led by the heads of the last school."""
    row = Search.objects.filter(id=search_id).first()
    return row is not None and row.organisation_id in scope.at(*HEADS)


def heads_the_school(scope: Scope, *, organisation_id: uuid.UUID, **_: Any) -> bool:
    return organisation_id in scope.at(*HEADS)


def only_the_machine(_scope: Scope, **_: Any) -> bool:
    """Asked of people only: work of the machine passes without being asked."""
    return False
