"""Issued cards: the latest of each pupil, a family's own, and those of a class beside what they would say now."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.api import Period
from shanyraq.learning.reports.models import Card
from shanyraq.learning.reports.policies import class_or_hidden
from shanyraq.learning.reports.queries.contents import Proposed, proposals
from shanyraq.learning.reports.rules.card import Content, code_of, same
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class IssuedCard:
    """A card as it was issued."""

    id: uuid.UUID
    day: dt.date
    pupil_id: uuid.UUID
    group_id: uuid.UUID
    year: int
    period: Period
    said: str
    content: Content

    @property
    def code(self) -> str:
        return code_of(self.said)


def issued_of(rows: "QuerySet[Card]") -> list[IssuedCard]:
    """These cards with what they say, the latest of each pupil and period only. Two queries."""
    latest: dict[tuple[uuid.UUID, int, str], Card] = {}
    for card in rows.order_by("recorded_at", "id"):
        latest[card.pupil_id, card.school_year, card.period] = card
    said = facts.payloads_of([(card.day, card.id) for card in latest.values()]) if latest else {}
    return [
        IssuedCard(
            card.id, card.day, card.pupil_id, card.group_id, card.school_year, Period(card.period), card.said,
            said.get(card.id, {}),
        )
        for card in latest.values()
    ]  # fmt: skip


def latest_cards(pupils: Collection[uuid.UUID], *, year: int, period: Period) -> dict[uuid.UUID, IssuedCard]:
    """By pupil, as far as the scope sees them."""
    rows = Card.objects.filter(pupil_id__in=list(pupils), school_year=year, period=period.value)
    return {card.pupil_id: card for card in issued_of(rows)}


def cards_of_pupil(pupil_id: uuid.UUID) -> list[IssuedCard]:
    """The latest card of each period of one pupil, the newest first."""
    found = issued_of(Card.objects.filter(pupil_id=pupil_id))
    order = list(Period)
    return sorted(found, key=lambda card: (card.year, order.index(card.period)), reverse=True)


@dataclass(frozen=True, slots=True)
class CardRow:
    """One pupil: what a card would say now, and the card that was issued, if any."""

    proposed: Proposed
    card: IssuedCard | None

    @property
    def differs(self) -> bool:
        """Whether the issued card says something else than the register now."""
        return self.card is not None and not same(self.card.content, self.proposed.content)

    @property
    def may_be_issued(self) -> bool:
        return bool(self.proposed.published) and (self.card is None or self.differs)


@dataclass(frozen=True, slots=True)
class ClassCards:
    """A class and its cards of one period."""

    group: registry.GroupRow
    year: int
    period: Period
    rows: tuple[CardRow, ...]

    @property
    def issued(self) -> int:
        return sum(row.card is not None for row in self.rows)

    @property
    def waiting(self) -> int:
        return sum(row.may_be_issued for row in self.rows)

    @property
    def changed(self) -> int:
        return sum(row.differs for row in self.rows)


def class_cards_page(group_id: uuid.UUID, *, year: int, period: Period, today: dt.date | None = None) -> ClassCards:
    """Raises Hidden where the asker neither leads nor heads the class, LookupError for a year nobody knows."""
    group = class_or_hidden(current_scope(), group_id)
    proposed = proposals(group, year=year, period=period, today=today or clock.today())
    cards = latest_cards([one.pupil_id for one in proposed], year=year, period=period)
    return ClassCards(group, year, period, tuple(CardRow(one, cards.get(one.pupil_id)) for one in proposed))
