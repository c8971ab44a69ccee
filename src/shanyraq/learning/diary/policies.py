"""A tick is seen by its pupil, the family, the teachers of the class and the heads; only the pupil ticks."""

from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import Scope, any_of, visible
from shanyraq.learning.diary.models import Tick

HEADS = ("director", "deputy")


@visible(Tick)
def ticks(scope: Scope) -> Q | None:
    heads = scope.at(*HEADS)
    own = scope.children | ({scope.person_id} if scope.person_id and scope.has("pupil") else frozenset())
    return any_of(
        Q(pupil_id__in=own) if own else None,
        Q(group_id__in=scope.groups) if scope.groups else None,
        Q(organisation_id__in=heads) if heads else None,
    )


def may_tick(scope: Scope, **_: Any) -> bool:
    """A pupil, for themself: the act writes the actor's own row and takes no other person."""
    return scope.person_id is not None and scope.has("pupil")
