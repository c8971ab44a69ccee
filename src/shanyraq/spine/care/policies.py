"""Few may see. The sheet is the nurse's and the family's; what teachers heed is also theirs; needs are known to the
heads, the psychologist, the nurse, the class teacher and the family. Whom a court protects is shown to the director, to
those who teach the child, and to the family alone."""

import uuid
from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import Scope, any_of, visible
from shanyraq.spine.care.models import Conclusion, HealthSheet, PhysicalGroup, SpecialNeed
from shanyraq.spine.registry import api as registry

NURSES = ("nurse",)
HEADS = ("director", "deputy")
OF_NEEDS = (*HEADS, "psychologist")
"""Who enters conclusions."""
KNOW_NEEDS = (*OF_NEEDS, *NURSES)


def _own(scope: Scope) -> frozenset[uuid.UUID]:
    return scope.children | ({scope.person_id} if scope.person_id else frozenset())


def _family(scope: Scope) -> Q | None:
    own = _own(scope)
    return Q(person_id__in=own) if own else None


def _open_to(scope: Scope, *roles: str) -> Q | None:
    """Rows of the organisations where the actor has one of these posts; of protected children to the director."""
    there, directed = scope.at(*roles), scope.at("director") if "director" in roles else frozenset()
    return any_of(
        Q(organisation__in=there, person__protected=False) if there else None,
        Q(organisation__in=directed) if directed else None,
    )


@visible(HealthSheet)
def health_sheets(scope: Scope) -> Q | None:
    there = scope.at(*NURSES)
    return any_of(_family(scope), Q(organisation_id__in=there) if there else None)


@visible(PhysicalGroup)
def physical_groups(scope: Scope) -> Q | None:
    return any_of(
        _family(scope),
        _open_to(scope, *HEADS, *NURSES),
        Q(person__group__in=scope.groups) if scope.groups else None,
    )


@visible(Conclusion)
def conclusions(scope: Scope) -> Q | None:
    there = scope.at(*OF_NEEDS)
    return any_of(_family(scope), Q(organisation_id__in=there) if there else None)


@visible(SpecialNeed)
def special_needs(scope: Scope) -> Q | None:
    return any_of(
        _family(scope),
        _open_to(scope, *KNOW_NEEDS),
        Q(person__group__in=scope.led_groups) if scope.led_groups else None,
    )


def _place_of(person_id: uuid.UUID) -> uuid.UUID | None:
    stay = registry.stays_now([person_id]).get(person_id)
    return stay.organisation_id if stay else None


def may_keep_health(scope: Scope, *, person_id: uuid.UUID, **_: Any) -> bool:
    """The nurse of the school where the child learns now, who may see the child at all."""
    return _place_of(person_id) in scope.at(*NURSES) and registry.card(person_id) is not None


def may_keep_needs(scope: Scope, *, person_id: uuid.UUID, **_: Any) -> bool:
    """A head or the psychologist of the school where the child learns now, who may see the child at all."""
    return _place_of(person_id) in scope.at(*OF_NEEDS) and registry.card(person_id) is not None


def only_the_machine(_scope: Scope, **_: Any) -> bool:
    """Asked of people only: work of the machine passes without being asked."""
    return False
