"""Tokens as the pages show them: whose, for what, until when, when last used."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from shanyraq.kernel import clock
from shanyraq.kernel.scope import Scope
from shanyraq.spine.access import api as access
from shanyraq.spine.interface.messages import SCOPES
from shanyraq.spine.interface.models import Token
from shanyraq.spine.interface.policies import OFFICE_HEAD
from shanyraq.spine.interface.queries.tokens import narrowed
from shanyraq.spine.registry import api as registry

MOST = 100


@dataclass(frozen=True, slots=True)
class TokenRow:
    """`state` is in_force, expired, revoked or ended (with its post); `is_orphan`: who answers for it has left."""

    id: uuid.UUID
    name: str
    purpose: str
    place: str
    answerable: str
    is_orphan: bool
    scopes: tuple[str, ...]
    made_on: dt.date
    last_day: dt.date
    used_at: dt.datetime | None
    used_from: str
    state: str


@dataclass(frozen=True, slots=True)
class Place:
    """Whose register a service token may be made for. `key` is what the form sends."""

    key: str
    name: str
    organisation_id: uuid.UUID | None
    territory_path: str


def own_rows(scope: Scope) -> tuple[TokenRow, ...]:
    """The tokens of the person, the newest first."""
    return _rows(
        Token.objects.filter(person=scope.person_id).order_by("-made_at", "-id")[:MOST], places=(), scope=scope
    )


def service_rows(places: Sequence[Place]) -> tuple[TokenRow, ...]:
    """The tokens of these organisations and territories, the newest first."""
    wanted = Q(organisation__in=[each.organisation_id for each in places if each.organisation_id])
    wanted |= Q(territory_path__in=[each.territory_path for each in places if each.territory_path])
    return _rows(Token.objects.filter(wanted).order_by("-made_at", "-id")[:MOST], places=places)


def places_of(scope: Scope) -> tuple[Place, ...]:
    """The organisations and territories the person heads."""
    headed = registry.organisations(scope.at(*access.HEADS))
    over = [registry.territory(path) for path in dict.fromkeys(scope.over(OFFICE_HEAD))]
    return (
        *(Place(f"organisation:{each.id}", each.short, each.id, "") for each in headed),
        *(Place(f"territory:{each.path}", str(each), None, each.path) for each in over if each),
    )


def _rows(found: Sequence[Token], *, places: Sequence[Place], scope: Scope | None = None) -> tuple[TokenRow, ...]:
    tokens, now = list(found), clock.now()
    answering = {token.answerable_id for token in tokens if token.answerable_id}
    names = registry.names_of(answering)
    working = registry.employed_among(answering, day=clock.local_day(now))
    named = {each.organisation_id or each.territory_path: each.name for each in places}
    return tuple(
        TokenRow(
            id=token.id,
            name=token.name,
            purpose=token.purpose,
            place=named.get(token.organisation_id or token.territory_path, "") if len(places) > 1 else "",
            answerable=names.get(token.answerable_id, "") if token.answerable_id else "",
            is_orphan=bool(token.organisation_id) and token.answerable_id not in working,
            scopes=tuple(str(words) for each, words in SCOPES.items() if each in token.scopes),
            made_on=clock.local_day(token.made_at),
            last_day=clock.local_day(token.expires_at),
            used_at=token.last_used_at,
            used_from=token.last_used_from,
            state=_state(token, now, scope),
        )
        for token in tokens
    )


def _state(token: Token, now: dt.datetime, owner: Scope | None) -> str:
    """`owner` is the scope of today of a personal token's owner."""
    if token.revoked_at is not None:
        return "revoked"
    if token.expires_at <= now:
        return "expired"
    return "in_force" if owner is None or narrowed(owner, token.basis) else "ended"
