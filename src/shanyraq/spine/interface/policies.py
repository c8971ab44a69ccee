"""Who makes tokens, who sees them and takes them away; who follows an organisation's changes."""

import uuid
from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import Scope, any_of, visible
from shanyraq.spine.access import api as access
from shanyraq.spine.interface.models import Change, ChangeBook, Token
from shanyraq.spine.interface.rules import scopes
from shanyraq.spine.interface.rules.resources import STRUCTURE_KINDS
from shanyraq.spine.registry import api as registry

OFFICE_HEAD = access.Role.OFFICE_HEAD


@visible(Token)
def tokens(scope: Scope) -> Q | None:
    """The own; those of the organisation or the territory one heads; those one answers for."""
    headed, over = scope.at(*access.HEADS), scope.over(OFFICE_HEAD)
    return any_of(
        Q(organisation__in=headed) if headed else None,
        Q(territory_path__in=over) if over else None,
        Q(person=scope.person_id) | Q(answerable=scope.person_id) if scope.person_id else None,
    )


@visible(ChangeBook)
def books(scope: Scope) -> Q | None:
    """Who keeps the register follows all of it; an office follows the structure of the organisations under it."""
    return any_of(_kept(scope), _under(scope))


@visible(Change)
def changes(scope: Scope) -> Q | None:
    under = _under(scope)
    return any_of(_kept(scope), under & Q(kind__in=STRUCTURE_KINDS) if under else None)


def _kept(scope: Scope) -> Q | None:
    kept = scope.at(*access.KEEPERS)
    return Q(organisation__in=kept) if kept else None


def _under(scope: Scope) -> Q | None:
    under: Q | None = None
    for path in scope.territories:
        under = any_of(under, Q(organisation__in=registry.ids_under(path)))
    return under


def kinds_to_follow(scope: Scope, organisation_id: uuid.UUID) -> frozenset[str] | None:
    """The kinds of rows whose changes at the organisation may be followed; None stands for all of them."""
    if organisation_id in scope.at(*access.KEEPERS):
        return None
    found = registry.organisation(organisation_id)
    is_under = found is not None and found.territory_path.startswith(scope.territories or ("-",))
    return STRUCTURE_KINDS if is_under else frozenset()


def may_follow(scope: Scope, *, organisation_id: uuid.UUID, **_: Any) -> bool:
    return kinds_to_follow(scope, organisation_id) != frozenset()


def offered_to(scope: Scope) -> tuple[str, ...]:
    """What this person can let a token of their own do."""
    if scope.person_id is None:
        return ()
    return scopes.of_person(
        keeps=bool(scope.at(*access.KEEPERS)),
        leads=bool(scope.led_groups),
        has_children=bool(scope.children),
        is_office=bool(scope.territories),
    )


def may_make_own(scope: Scope, **_: Any) -> bool:
    return scope.person_id is not None and bool(scope.posts)


def may_make_token(scope: Scope, *, organisation_id: uuid.UUID, **_: Any) -> bool:
    return organisation_id in scope.at(*access.HEADS)


def may_make_office_token(scope: Scope, *, territory_path: str, **_: Any) -> bool:
    return territory_path in scope.over(OFFICE_HEAD)


def may_revoke_token(scope: Scope, *, token_id: uuid.UUID, **_: Any) -> bool:
    return Token.objects.filter(id=token_id).exists()


def anybody(_scope: Scope, **_: Any) -> bool:
    """The act is about the key that was just brought."""
    return True


def only_the_machine(_scope: Scope, **_: Any) -> bool:
    """Asked of people only: work of the machine passes without being asked."""
    return False
