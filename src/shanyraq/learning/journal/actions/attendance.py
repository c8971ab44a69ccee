"""Attendance is taken: one fact a lesson that lists the exceptions, whether it comes whole or cell by cell."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import NoReturn

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, Hidden, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.actions.late import kept_or_refused
from shanyraq.learning.journal.actions.locking import (
    Open,
    key_of,
    open_lessons,
    refusal_of_reason,
    require_few,
    stored_before,
)
from shanyraq.learning.journal.events import AttendanceTaken
from shanyraq.learning.journal.models import AttendanceFact, Cell
from shanyraq.learning.journal.models.words import REFUSALS
from shanyraq.learning.journal.policies import may_write
from shanyraq.learning.journal.projections.cells import CodeChange, put_codes
from shanyraq.learning.journal.projections.lessons import put_taken
from shanyraq.learning.journal.rules.drafts import Clash, CodeEdit, Refused, Result, Stored
from shanyraq.learning.journal.rules.register import EXCEPTIONS, PRESENT, Refusal, refusal_of_code

Exceptions = dict[uuid.UUID, str]


@action(may=may_write, facts_are_history=True)
def take_attendance(
    *,
    lesson_id: uuid.UUID,
    exceptions: Mapping[uuid.UUID, str],
    reason: str = "",
    based_on: uuid.UUID | None = None,
    anew: bool = False,
) -> uuid.UUID:
    """The lesson's attendance stands: these exceptions, everybody else of the class present. Announces AttendanceTaken.

    `based_on` is the attendance fact that the writer saw; where another stands by now, Conflict carries its exceptions,
    unless `anew` says that the writer answers for the whole list. The same list again changes nothing.
    Raises Denied in words, Hidden for a lesson that the writer does not see. Returns the id of the standing fact.
    """
    now = clock.now()
    there = open_lessons({lesson_id}, today=clock.local_day(now))[lesson_id]
    if not isinstance(there, Open):
        refuse(there)
    if there.shut:
        refuse(Refusal.LOCKED)
    given = {pupil: code for pupil, code in exceptions.items() if code != PRESENT}
    for pupil, code in given.items():
        if code not in EXCEPTIONS:
            refuse(Refusal.UNKNOWN_CODE)
        if pupil not in there.roster:
            refuse(Refusal.NOT_ON_LIST)
    standing = _standing(there)
    lesson = there.lesson
    if lesson.attendance_id and standing == given:
        return lesson.attendance_id
    if not anew and lesson.attendance_id != based_on:
        raise Conflict(
            _("Somebody else took the attendance of this lesson a moment ago."),
            current=standing,
            way=_("Look at what stands now and decide again."),
        )
    stands = lesson.attendance_id is not None
    if why := refusal_of_reason(there, reason=reason, stands=stands, today=clock.local_day(now)):
        refuse(why)
    return _record(there, standing, given, reason=reason, at=now).id


def refuse(why: Refusal) -> NoReturn:
    words, way = REFUSALS[why]
    raise (Hidden if why is Refusal.UNKNOWN_LESSON else Denied)(words, way=way)


@action(may=may_write, facts_are_history=True)
def set_codes(*, edits: Sequence[CodeEdit]) -> list[Result]:
    """Every edit of one pupil's attendance has its own answer, in order; all that are good make one fact a lesson.

    The first code in a lesson takes its attendance: everybody else on the list is present, as on paper.
    Announces AttendanceTaken. Raises Denied only for more edits than a person can make at once.
    """
    require_few(edits)
    now = clock.now()
    today = clock.local_day(now)
    opened = open_lessons({edit.lesson_id for edit in edits}, today=today)
    before = stored_before(edit.client_id for edit in edits)
    sheets = {key: _Sheet(there) for key, there in opened.items() if isinstance(there, Open)}
    answers: dict[uuid.UUID, Result] = {}
    for edit in edits:
        if edit.client_id in answers:
            continue
        there = opened[edit.lesson_id]
        if fact_id := before.get(edit.client_id):
            answers[edit.client_id] = Stored(edit.client_id, fact_id)
        elif not isinstance(there, Open):
            answers[edit.client_id] = Refused(edit.client_id, there)
        elif there.shut:
            answers[edit.client_id] = kept_or_refused(edit, there, now=now)
        else:
            answers[edit.client_id] = sheets[edit.lesson_id].answer(edit, today=today)
    for sheet in sheets.values():
        answers |= sheet.write(at=now)
    return [answers[edit.client_id] for edit in edits]


class _Sheet:
    """One lesson's attendance while edits are laid on it."""

    def __init__(self, there: Open) -> None:
        self.there = there
        self.taken = there.lesson.attendance_id is not None
        self.before = _standing(there)
        self.codes = dict(self.before)
        self.edited: set[uuid.UUID] = set()
        self.won: list[CodeEdit] = []

    def answer(self, edit: CodeEdit, *, today: dt.date) -> Result:
        now = self.codes.get(edit.pupil_id, str(PRESENT)) if self.taken else None
        # Also when two teachers typed the same.
        if self.taken and edit.pupil_id in self.there.roster and now == edit.code:
            return Stored(edit.client_id, self.there.lesson.attendance_id)
        if why := self._refusal(edit, stands=now is not None, today=today):
            return Refused(edit.client_id, why)
        if edit.pupil_id in self.edited or not self._saw(edit, now):
            return self._clash(edit, now)
        self.edited.add(edit.pupil_id)
        self.codes[edit.pupil_id] = edit.code
        self.won.append(edit)
        return Stored(edit.client_id, None)

    def _saw(self, edit: CodeEdit, now: str | None) -> bool:
        """Whether the writer knew what stands. "Present" and "not taken yet" are one for the person who took it."""
        if now == edit.seen:
            return True
        mine = not self.taken or self.there.lesson.taken_by == current_scope().actor_id
        return mine and (now or PRESENT) == (edit.seen or PRESENT)

    def _refusal(self, edit: CodeEdit, *, stands: bool, today: dt.date) -> Refusal | None:
        if edit.pupil_id not in self.there.roster:
            return Refusal.NOT_ON_LIST
        return refusal_of_code(edit.code) or refusal_of_reason(
            self.there, reason=edit.reason, stands=stands, today=today
        )

    def _clash(self, edit: CodeEdit, now: str | None) -> Clash:
        lesson = self.there.lesson
        return Clash(edit.client_id, now, lesson.attendance_id, lesson.taken_by, lesson.taken_at)

    def write(self, *, at: dt.datetime) -> dict[uuid.UUID, Result]:
        """The won edits stand in one fact; their answers name it."""
        if not self.won:
            return {}
        given = {pupil: code for pupil, code in self.codes.items() if code != PRESENT}
        reason = next((edit.reason for edit in self.won if edit.reason.strip()), "")
        fact = _record(self.there, self.before, given, reason=reason, at=at)
        facts.claim([(key_of(edit.client_id), fact.id, fact.day) for edit in self.won])
        return {edit.client_id: Stored(edit.client_id, fact.id) for edit in self.won}


def _standing(there: Open) -> Exceptions:
    """The exceptions that stand in the register of this lesson."""
    if there.lesson.attendance_id is None:
        return {}
    rows = Cell.objects.filter(lesson=there.lesson).exclude(code="")
    return dict(rows.values_list("pupil_id", "code"))


def _record(there: Open, before: Exceptions, given: Exceptions, *, reason: str, at: dt.datetime) -> AttendanceFact:
    lesson = there.lesson
    listed = {pupil: code for pupil, code in given.items() if pupil in there.roster}
    draft = AttendanceFact(
        organisation_id=lesson.organisation_id,
        happened_at=at,
        supersedes_day=lesson.attendance_day,
        supersedes_id=lesson.attendance_id,
        lesson_id=lesson.id,
        group_id=lesson.group_id,
        subject=lesson.subject,
        number=lesson.number,
        exceptions=to_json(listed),
        roll=len(there.roster),
    )
    (fact,) = facts.record([draft], payloads=[{"reason": reason.strip()} if reason.strip() else {}])
    put_taken([fact])
    put_codes(
        CodeChange(lesson, pupil, listed.get(pupil, ""), fact)
        for pupil in sorted(before.keys() | listed.keys())
        if before.get(pupil, "") != listed.get(pupil, "")
    )
    announce(
        AttendanceTaken(
            lesson_id=lesson.id,
            organisation_id=lesson.organisation_id,
            group_id=lesson.group_id,
            day=lesson.day,
            number=lesson.number,
            starts_at=lesson.starts_at,
            ends_at=lesson.ends_at,
            source=fact.id,
            entries=tuple((pupil.hex, str(listed.get(pupil, PRESENT))) for pupil in there.roster),
        )
    )
    return fact


def to_json(exceptions: Mapping[uuid.UUID, str]) -> list[list[str]]:
    """The exceptions as they are sealed: sorted by pupil."""
    return sorted([pupil.hex, str(code)] for pupil, code in exceptions.items())
