"""Everybody sees their own acts; heads see those of their organisation."""

from django.db.models import Q

from shanyraq.kernel.actions.models import HistoryEntry
from shanyraq.kernel.scope import Scope, visible

HEADS = ("director", "deputy")


@visible(HistoryEntry)
def history(scope: Scope) -> Q | None:
    own = Q(actor_id=scope.actor_id) if scope.actor_id else None
    heads = scope.at(*HEADS)
    if not heads:
        return own
    of_mine = Q(organisation_id__in=heads)
    return of_mine | own if own else of_mine
