"""Does the paper stand? Answered to whoever holds it, by the address in its code, without any name."""

import datetime as dt
import hmac
import uuid
from dataclasses import dataclass

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.kernel.text.folding import fold
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.api import Period
from shanyraq.learning.reports.models import Card
from shanyraq.learning.reports.rules.card import (
    Content,
    code_of,
    digest_of,
    initials,
    last_column,
    periods_until,
    typed_marks,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a paper whose code is right."""

    issued_on: dt.date
    year: int
    period: Period
    content: Content
    newer_on: dt.date | None
    """The day of a later card of the same pupil and period."""
    corrected_on: dt.date | None
    """The day on which a mark that stands on the paper was corrected after it was issued."""
    sealed: bool

    @property
    def stands(self) -> bool:
        return self.newer_on is None and self.corrected_on is None

    @property
    def initials(self) -> str:
        return initials(self.content.get("pupil", ""))

    def school(self, language: str) -> str:
        names = self.content.get("school", {})
        return str(names.get("ru" if language == "ru" else "kk", ""))

    def has_name(self, typed: str) -> bool:
        """Whether what was typed is the name on the card, in whatever case and order."""
        return sorted(fold(typed).split()) == sorted(fold(self.content.get("pupil", "")).split())

    def has_marks(self, typed: str) -> bool:
        return bool(self.content) and typed_marks(typed) == last_column(self.content)


def answer(paper_id: uuid.UUID, code: str) -> Answer | None:
    """None where there is no such paper, where the code is another paper's, or where what is kept of it does not have
    its digest: all three are the same to the asker."""
    with system_scope("whoever holds a report card asks whether it stands"):
        card = Card.objects.filter(id=paper_id).first()
        if card is None or not hmac.compare_digest(code_of(card.said).encode(), code.encode()):
            return None
        content = facts.payloads_of([(card.day, card.id)]).get(card.id, {})
        if content and digest_of(content) != card.said:
            return None
        return Answer(
            issued_on=card.day,
            year=card.school_year,
            period=Period(card.period),
            content=content,
            newer_on=_newer(card),
            corrected_on=_corrected(card, content),
            sealed=card.id not in sealing.waiting_ids(card.organisation_id, Card.stream),
        )


def _newer(card: Card) -> dt.date | None:
    same = Card.objects.filter(pupil_id=card.pupil_id, school_year=card.school_year, period=card.period)
    later = same.filter(recorded_at__gt=card.recorded_at).order_by("-recorded_at")
    return later.values_list("day", flat=True).first()


def _corrected(card: Card, content: Content) -> dt.date | None:
    """The latest day on which a result that the paper shows became another one."""
    shown = {
        (row["subject"], period): tuple(result)
        for row in content.get("rows", ())
        for period, result in row["results"].items()
    }
    periods = [Period(each) for each in periods_until(card.period)]
    rows = journal.results_among([card.pupil_id], year=card.school_year, periods=periods)
    days = [
        clock.local_day(row.changed_at)
        for row in rows
        if (was := shown.get((row.subject_code, row.period.value))) and was != (row.verdict.value, row.mark)
    ]
    return max(days, default=None)
