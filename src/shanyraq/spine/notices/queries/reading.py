"""A person's notices with their words in the language of the moment."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from django.urls import NoReverseMatch

from shanyraq.kernel.scope import current_scope
from shanyraq.spine.notices.messages import message_of
from shanyraq.spine.notices.models import Notice, Preference
from shanyraq.spine.notices.rules import DIGEST_AT
from shanyraq.spine.registry import api as registry

log = structlog.get_logger("notices")


@dataclass(frozen=True, slots=True)
class NoticeRow:
    id: uuid.UUID
    code: str
    child_id: uuid.UUID | None
    params: dict[str, Any] = field(repr=False)
    created_at: dt.datetime
    read_at: dt.datetime | None
    title: str = ""
    body: str = ""
    url: str = ""
    icon: str = "bell"
    held: bool = False

    @staticmethod
    def of(row: Notice) -> "NoticeRow":
        return NoticeRow(row.id, row.code, row.child_id, row.params, row.created_at, row.read_at, held=row.held)


def notices_of(person_id: uuid.UUID, *, limit: int = 30) -> list[NoticeRow]:
    """The newest notices of this person. Two queries."""
    rows = Notice.objects.filter(person_id=person_id).order_by("-created_at", "-id")[:limit]
    return with_words([NoticeRow.of(row) for row in rows])


def unread(person_id: uuid.UUID) -> int:
    """What waits for the digest is counted with it."""
    return Notice.objects.filter(person_id=person_id, read_at=None, held=False).count()


def unread_badge(_request: object) -> int:
    """How many notices wait for the reader in force: the count beside their place of the bar."""
    person = current_scope().person_id
    return unread(person) if person else 0


def with_words(rows: Sequence[NoticeRow]) -> list[NoticeRow]:
    """The rows with titles, bodies and addresses; a message whose module is gone keeps its code as title."""
    children = registry.learners({row.child_id for row in rows if row.child_id})
    given = {learner.id: learner.given for learner in children}
    return [_worded(row, given.get(row.child_id, "") if row.child_id else "") for row in rows]


def _worded(row: NoticeRow, child: str) -> NoticeRow:
    kind = message_of(row.code)
    if kind is None:
        return replace(row, title=row.code)
    try:
        words = kind.words(row.params, child=child)
        return replace(row, title=words.title, body=words.body, url=kind.url(row.params), icon=kind.icon)
    except (KeyError, ValueError, NoReverseMatch) as error:  # one unreadable row must not hide all the others
        log.warning("notice without words", code=row.code, error=type(error).__name__)
        return replace(row, title=row.code)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose, or what holds where they chose nothing."""

    muted: frozenset[str] = frozenset()
    by_email: frozenset[str] = frozenset()
    quiet_from: dt.time = dt.time(21)
    quiet_to: dt.time = dt.time(7)
    in_digest: frozenset[str] = frozenset()
    digest_at: dt.time = DIGEST_AT


def choice_of(person_id: uuid.UUID) -> Choice:
    row = Preference.objects.filter(person_id=person_id).first()
    if row is None:
        return Choice()
    gathered = frozenset(row.in_digest)
    return Choice(frozenset(row.muted), frozenset(row.by_email), row.quiet_from, row.quiet_to, gathered, row.digest_at)
