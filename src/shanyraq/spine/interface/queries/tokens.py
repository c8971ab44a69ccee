"""Whose key a request brings, and what it lets a program see."""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass, replace

from shanyraq.kernel.scope import ActorKind, Post, Scope
from shanyraq.spine.access import api as access
from shanyraq.spine.interface.models import Token
from shanyraq.spine.interface.rules.scopes import DEMOGRAPHICS, ROSTER, SCOPES

__all__ = [
    "DEMOGRAPHICS",
    "ROSTER",
    "SCOPES",
    "Bearer",
    "basis_of",
    "bearer_of",
    "digest_of",
    "name_of",
    "scope_of_token",
]

READS_AS = access.Role.SECRETARY
"""A service token sees what the keeper of its organisation's register sees."""
READS_OVER = access.Role.OFFICE
Basis = list[list[str]]
OF_FAMILY = frozenset({access.Role.GUARDIAN, access.Role.PUPIL})


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token in force, with what it sees today."""

    token: Token
    scope: Scope

    @property
    def answers(self) -> Scope:
        """Who is named where a look is written down: the owner, or who answers for a service token."""
        if self.token.is_personal or self.token.answerable_id is None:
            return self.scope
        return replace(self.scope, person_id=self.token.answerable_id, actor_id=self.token.answerable_id)


def digest_of(secret: str) -> bytes:
    """Secrets are long and random, so one round of SHA-256 keeps them."""
    return hashlib.sha256(secret.encode()).digest()


def name_of(token_id: uuid.UUID) -> str:
    """The name of a token, as far as the scope sees it; empty where it does not."""
    return Token.objects.filter(id=token_id).values_list("name", flat=True).first() or ""


def bearer_of(secret: str, *, now: dt.datetime) -> Bearer | None:
    """The token in force with this secret. Nobody has a scope yet at the door."""
    found = Token.objects.filter(digest=digest_of(secret), revoked_at=None, expires_at__gt=now)
    token = next(iter(found.seen_by_system()), None)
    scope = scope_of_token(token) if token else None
    return Bearer(token, scope) if token and scope else None


def scope_of_token(token: Token) -> Scope | None:
    """What the token sees today; None where the posts it was made on are over, or the account is locked."""
    if token.person_id is not None:
        account = access.user_of_person(token.person_id)
        today = access.scope_of_user_id(account) if account else None
        return narrowed(today, token.basis) if today else None
    at = (
        Post(READS_AS, token.organisation_id)
        if token.organisation_id
        else Post(READS_OVER, territory_path=token.territory_path)
    )
    return Scope(ActorKind.DEVICE, actor_id=token.id, posts=(at,))


def basis_of(scope: Scope) -> Basis:
    """The posts as they stand in the row of a token."""
    return [[str(post.role), str(post.organisation_id or ""), post.territory_path or ""] for post in scope.posts]


def narrowed(scope: Scope, basis: Basis) -> Scope | None:
    """Of today's rights those that follow from the posts in the basis; None where none of them is left.

    A new post makes no old token wider, and the token of a post ends with the post.
    """
    known = {tuple(each) for each in basis}
    kept = tuple(post for post, one in zip(scope.posts, basis_of(scope), strict=True) if tuple(one) in known)
    if not kept:
        return None
    roles = {post.role for post in kept}
    works = bool(roles - OF_FAMILY)
    nothing: frozenset[uuid.UUID] = frozenset()
    return replace(
        scope,
        posts=kept,
        groups=scope.groups if works else nothing,
        led_groups=scope.led_groups if access.Role.CLASS_TEACHER in roles else nothing,
        children=scope.children if access.Role.GUARDIAN in roles else nothing,
    )
