"""Whose key a request brings."""

import datetime as dt
import hashlib
import uuid

from shanyraq.kernel.scope import ActorKind, Post, Scope
from shanyraq.spine.interface.models import Token

ROSTER, DEMOGRAPHICS = "roster.readonly", "roster-demographics.readonly"
SCOPES = (ROSTER, DEMOGRAPHICS)
READS_AS = "secretary"
"""A token sees what the keeper of its organisation's register sees."""


def digest_of(secret: str) -> bytes:
    """Secrets are long and random, so one round of SHA-256 keeps them."""
    return hashlib.sha256(secret.encode()).digest()


def token_of(secret: str, *, now: dt.datetime) -> Token | None:
    """The token in force with this secret. Nobody has a scope yet at the door."""
    found = Token.objects.filter(digest=digest_of(secret), revoked_at=None, expires_at__gt=now)
    return next(iter(found.seen_by_system()), None)


def scope_of_token(token: Token) -> Scope:
    organisation: uuid.UUID = token.organisation_id
    return Scope(ActorKind.DEVICE, actor_id=token.id, posts=(Post(READS_AS, organisation),))
