"""Marks are set: each edit by itself, so that one bad or late one loses no other."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import ActorKind, current_scope
from shanyraq.learning.journal.actions.late import kept_or_refused
from shanyraq.learning.journal.actions.locking import (
    Open,
    answered,
    key_of,
    open_lessons,
    refusal_of_reason,
    require_few,
    stored_before,
)
from shanyraq.learning.journal.events import MarksSet
from shanyraq.learning.journal.models import Cell, Lesson, MarkFact
from shanyraq.learning.journal.policies import may_write
from shanyraq.learning.journal.projections.cells import put_marks
from shanyraq.learning.journal.queries.locks import published_among
from shanyraq.learning.journal.rules.drafts import Clash, MarkEdit, Refused, Result, Stored
from shanyraq.learning.journal.rules.register import REASON_LENGTH, Kind, Refusal, refusal_of_value

_Place = tuple[uuid.UUID, uuid.UUID]


@action(may=may_write, facts_are_history=True)
def set_marks(*, edits: Sequence[MarkEdit]) -> list[Result]:
    """Every edit has its own answer, in order: stored, or a clash with what stands now, or refused in words.

    An edit that was stored before is answered as stored again and changes nothing. Announces MarksSet.
    Raises Denied only for more edits than a person can make at once.
    """
    require_few(edits)
    return answered(_Batch(edits), edits)


class _Batch:
    """What stands before the edits, and what they add to it."""

    def __init__(self, edits: Sequence[MarkEdit]) -> None:
        self.now = clock.now()
        self.today = clock.local_day(self.now)
        self.opened = open_lessons({edit.lesson_id for edit in edits}, today=self.today)
        # After the lock: the same edit sent twice at once waits here, and then finds itself stored.
        self.before = stored_before(edit.client_id for edit in edits)
        rows = Cell.objects.filter(
            lesson_id__in=[key for key, there in self.opened.items() if isinstance(there, Open)],
            pupil_id__in={edit.pupil_id for edit in edits},
        )
        self.cells: dict[_Place, Cell] = {(cell.lesson_id, cell.pupil_id): cell for cell in rows}
        self.fresh: dict[_Place, tuple[MarkEdit, MarkFact]] = {}
        open_ones = [there.lesson for there in self.opened.values() if isinstance(there, Open) and not there.granted]
        self.published = published_among(open_ones, {edit.pupil_id for edit in edits}, today=self.today)

    def answer(self, edit: MarkEdit) -> Result:
        if fact_id := self.before.get(edit.client_id):
            return Stored(edit.client_id, fact_id)
        there = self.opened[edit.lesson_id]
        if not isinstance(there, Open):
            return Refused(edit.client_id, there)
        place = (edit.lesson_id, edit.pupil_id)
        if there.shut:
            return kept_or_refused(edit, there, now=self.now)
        if place in self.fresh:  # a second edit of one cell in one batch saw nothing of the first
            fact = self.fresh[place][1]
            return Clash(edit.client_id, fact.value, fact.id, fact.actor_id, self.now)
        cell = self.cells.get(place)
        if why := self._refusal(edit, there, stands=bool(cell and cell.mark_id)):
            return Refused(edit.client_id, why)
        stands, fact_id = (cell.mark, cell.mark_id) if cell else (None, None)
        if stands == edit.value:  # also when two teachers typed the same
            return Stored(edit.client_id, fact_id)
        if fact_id != edit.based_on:
            return _clash(edit, cell)
        if stands is not None and not edit.reason.strip() and fact_id in self.anothers:
            return Refused(edit.client_id, Refusal.NEEDS_REASON)
        fact = _fact(edit, there.lesson, cell, at=self.now)
        self.fresh[place] = (edit, fact)
        return Stored(edit.client_id, fact.id)

    @cached_property
    def anothers(self) -> frozenset[uuid.UUID]:
        """The marks among these cells that other people gave. Asked once, where a mark that stands is changed."""
        keys = {(cell.mark_day, cell.mark_id) for cell in self.cells.values() if cell.mark_id}
        rows = MarkFact.objects.filter(day__in={day for day, _id in keys}, id__in=[fact_id for _day, fact_id in keys])
        given = rows.filter(actor_kind=ActorKind.PERSON.value).exclude(actor_id=current_scope().actor_id)
        return frozenset(given.values_list("id", flat=True))

    def _refusal(self, edit: MarkEdit, there: Open, *, stands: bool) -> Refusal | None:
        if edit.pupil_id not in there.roster:
            return Refusal.NOT_ON_LIST
        if (edit.lesson_id, edit.pupil_id) in self.published:
            return Refusal.PUBLISHED
        if len(edit.comment) > REASON_LENGTH:
            return Refusal.TOO_LONG
        return refusal_of_value(edit.value, grade=there.lesson.grade) or refusal_of_reason(
            there, reason=edit.reason, stands=stands, today=self.today
        )

    def write(self) -> None:
        if not self.fresh:
            return
        new = list(self.fresh.values())
        facts.claim([(key_of(edit.client_id), fact.id, clock.local_day(self.now)) for edit, fact in new])
        facts.record([fact for _edit, fact in new], payloads=[_payload(edit.reason, edit.comment) for edit, _f in new])
        lessons = {key: there.lesson for key, there in self.opened.items() if isinstance(there, Open)}
        put_marks([fact for _edit, fact in new], lessons=lessons)
        _announce([fact for _edit, fact in new], lessons)


def _clash(edit: MarkEdit, cell: Cell | None) -> Clash:
    if cell is None or cell.mark_id is None:
        return Clash(edit.client_id, None, None, None, None)
    by, at = MarkFact.objects.filter(day=cell.mark_day, id=cell.mark_id).values_list("actor_id", "happened_at").get()
    return Clash(edit.client_id, cell.mark, cell.mark_id, by, at)


def _fact(edit: MarkEdit, lesson: Lesson, cell: Cell | None, *, at: dt.datetime) -> MarkFact:
    return MarkFact(
        organisation_id=lesson.organisation_id,
        happened_at=at,
        supersedes_day=cell.mark_day if cell else None,
        supersedes_id=cell.mark_id if cell else None,
        lesson_id=lesson.id,
        group_id=lesson.group_id,
        pupil_id=edit.pupil_id,
        subject=lesson.subject,
        kind=Kind.FORMATIVE.value,
        value=edit.value,
    )


def _payload(reason: str, comment: str) -> dict[str, str]:
    return {name: text.strip() for name, text in (("comment", comment), ("reason", reason)) if text.strip()}


def _announce(new: Sequence[MarkFact], lessons: dict[uuid.UUID, Lesson]) -> None:
    pupils: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for fact in new:
        pupils[fact.lesson_id].append(fact.pupil_id)
    announce(
        *(
            MarksSet(
                organisation_id=lessons[lesson_id].organisation_id,
                lesson_id=lesson_id,
                day=lessons[lesson_id].day,
                subject=lessons[lesson_id].subject,
                pupil_ids=tuple(pupil_ids),
            )
            for lesson_id, pupil_ids in pupils.items()
        )
    )
