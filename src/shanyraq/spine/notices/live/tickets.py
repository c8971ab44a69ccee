"""Tickets for live streams: short, signed, for one account and the topics its scope allows now."""

import uuid
from dataclasses import dataclass

from django.core import signing

from shanyraq.kernel.scope import Scope

SALT = "shanyraq.live"
LIFE = 60


@dataclass(frozen=True, slots=True)
class Ticket:
    user_id: uuid.UUID
    topics: frozenset[str]


def topics_of(scope: Scope) -> frozenset[str]:
    """What this scope may follow: itself, the own children, groups taught, organisations where a post is held."""
    people = scope.children | ({scope.person_id} if scope.person_id else frozenset())
    return (
        frozenset(f"person:{key}" for key in people)
        | frozenset(f"group:{key}" for key in scope.groups)
        | frozenset(f"organisation:{key}" for key in scope.at("director", "deputy", "guard"))
    )


def issue(scope: Scope) -> str:
    """A ticket for a minute. Raises ValueError for somebody who is not signed in."""
    if scope.user_id is None:
        raise ValueError("tickets are for accounts")
    body = {"u": scope.user_id.hex, "t": sorted(topics_of(scope))}
    return signing.dumps(body, salt=SALT, compress=True)


def read(text: str) -> Ticket | None:
    """The ticket, or None where it is forged, altered or older than a minute."""
    try:
        body = signing.loads(text, salt=SALT, max_age=LIFE)
    except signing.BadSignature:
        return None
    return Ticket(user_id=uuid.UUID(body["u"]), topics=frozenset(body["t"]))
