"""The lessons an act writes in: held until it ends, checked, with their class lists and whether they are open."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.facts.models import Claim
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.models import Lesson
from shanyraq.learning.journal.policies import right_in
from shanyraq.learning.journal.queries.locks import closed_among
from shanyraq.learning.journal.queries.rolls import roll_of
from shanyraq.learning.journal.rules.drafts import Result
from shanyraq.learning.journal.rules.register import (
    REASON_LENGTH,
    Refusal,
    Right,
    needs_reason,
    refusal_of_time,
)

Lists = dict[tuple[uuid.UUID, uuid.UUID | None, dt.date], tuple[uuid.UUID, ...]]

MOST_EDITS = 500
"""Edits taken at once: a class of 30 with every cell filled is 60."""


class Edit(Protocol):
    @property
    def client_id(self) -> uuid.UUID: ...


E = TypeVar("E", bound=Edit, contravariant=True)


class Answering(Protocol[E]):
    """Edits on what stands: each is answered by itself, and what won is written at the end."""

    def answer(self, edit: E) -> Result: ...

    def write(self) -> None: ...


def require_few(edits: Sequence[Edit]) -> None:
    """Raises Denied for more edits than a person can make at once."""
    if len(edits) > MOST_EDITS:
        raise Denied(_("These are too many entries at once."), way=_("Send them in smaller parts."))


def answered(batch: Answering[E], edits: Sequence[E]) -> list[Result]:
    """Every edit's own answer, in order, after what won was written; an edit sent twice at once is answered once."""
    answers: dict[uuid.UUID, Result] = {}
    for edit in edits:
        if edit.client_id not in answers:
            answers[edit.client_id] = batch.answer(edit)
    batch.write()
    return [answers[edit.client_id] for edit in edits]


@dataclass(frozen=True, slots=True)
class Open:
    """A lesson in whose register the actor may write, as who, and the list of its class on its day."""

    lesson: Lesson
    right: Right
    roster: tuple[uuid.UUID, ...]
    shut: bool = False
    """The lesson's term is closed, and nobody has opened it."""
    granted: bool = False
    """Its term is closed; a head has opened this register for a correction."""


def lock_lessons(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Lesson]:
    """The lessons the scope sees, locked until this act ends, so that two writers of one lesson take turns.

    Two first marks of one cell have no fact to compete for; the lesson's row is what they meet at.
    """
    rows = Lesson.objects.select_for_update(of=("self",)).filter(id__in=ids).order_by("id")
    return {lesson.id: lesson for lesson in rows}


def open_lessons(ids: Collection[uuid.UUID], *, today: dt.date) -> dict[uuid.UUID, Open | Refusal]:
    """Each lesson opened for writing, or why it is not."""
    found = lock_lessons(ids)
    shut, granted = closed_among(found.values(), now=clock.now(), today=today)
    lists: Lists = {}
    opened: dict[uuid.UUID, Open | Refusal] = {}
    for lesson_id in ids:
        lesson = found.get(lesson_id)
        opened[lesson_id] = _open(lesson, lists, today=today) if lesson else Refusal.UNKNOWN_LESSON
    for lesson_id, there in opened.items():
        if isinstance(there, Open) and lesson_id in shut | granted:
            opened[lesson_id] = replace(there, shut=lesson_id in shut, granted=lesson_id in granted)
    return opened


def _open(lesson: Lesson, lists: Lists, *, today: dt.date) -> Open | Refusal:
    right = right_in(current_scope(), lesson)
    if right is None:
        return Refusal.NOT_YOURS
    if early := refusal_of_time(lesson_day=lesson.day, today=today):
        return early
    key = (lesson.group_id, lesson.subgroup_id, lesson.day)
    if key not in lists:
        lists[key] = tuple(learner.id for learner in roll_of(*key))
    return Open(lesson, right, lists[key])


def refusal_of_reason(there: Open, *, reason: str, stands: bool, today: dt.date) -> Refusal | None:
    """Why this change may not go without more words, or with so many."""
    if len(reason) > REASON_LENGTH:
        return Refusal.TOO_LONG
    wanted = there.granted or needs_reason(right=there.right, lesson_day=there.lesson.day, today=today, stands=stands)
    return Refusal.NEEDS_REASON if wanted and not reason.strip() else None


def key_of(client_id: uuid.UUID) -> bytes:
    """The intake key of one edit: the same edit of the same person is stored once, however often it is sent."""
    return facts.intake_key("journal", str(current_scope().actor_id), client_id.hex)


def stored_before(client_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The facts of edits that came before, by client id."""
    keys = {key_of(client_id): client_id for client_id in client_ids}
    found: dict[uuid.UUID, uuid.UUID] = {}
    for part in _parts(list(keys)):
        for key, fact_id in Claim.objects.filter(key__in=part).values_list("key", "fact_id"):
            found[keys[bytes(key)]] = fact_id
    return found


def _parts(keys: Sequence[bytes], size: int = 500) -> Iterable[Sequence[bytes]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
