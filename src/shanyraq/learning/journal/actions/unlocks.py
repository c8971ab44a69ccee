"""A closed register is opened for a reasoned correction; a late entry is taken over or declined."""

import datetime as dt
import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, Hidden, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.actions.attendance import set_codes
from shanyraq.learning.journal.actions.corrections import require_reason
from shanyraq.learning.journal.actions.marks import set_marks
from shanyraq.learning.journal.actions.rights import denied, right_of_subject
from shanyraq.learning.journal.events import LateEditDecided, UnlockAsked, UnlockDecided
from shanyraq.learning.journal.models import Cell, LateEdit, Unlock
from shanyraq.learning.journal.models.words import NO_CLASS
from shanyraq.learning.journal.policies import heads_at, may_head, may_write
from shanyraq.learning.journal.reference.assessment import number
from shanyraq.learning.journal.rules.drafts import CodeEdit, MarkEdit, Result, Stored
from shanyraq.learning.journal.rules.locks import is_locked
from shanyraq.learning.journal.rules.register import REASON_LENGTH, Refusal
from shanyraq.spine.registry import api as registry


@action(may=may_write)
def ask_unlock(*, group_id: uuid.UUID, subject: str, first: dt.date, last: dt.date, reason: str) -> uuid.UUID:
    """A head is asked to open the closed register of these days. Announces UnlockAsked. Raises Denied where nothing is
    closed, without a reason, and to who does not write in this register."""
    group = next(iter(registry.groups([group_id])), None)
    if group is None:
        raise Hidden(NO_CLASS)
    if right_of_subject(group.id, group.organisation_id, subject) is None:
        raise denied(Refusal.NOT_YOURS)
    require_reason(reason)
    today = clock.today()
    if last < first or last > today:
        raise Denied(_("The days of the correction are upside down, or have not come."), field="first")
    if not is_locked(first, today=today):
        raise Denied(_("This register is open: nothing has to be asked."), way=_("Correct the entry in its lesson."))
    row = Unlock.objects.create(
        id=new_id(), organisation_id=group.organisation_id, group_id=group.id, subject=subject, first=first, last=last,
        reason=reason.strip(), asked_by=current_scope().actor_id or uuid.UUID(int=0), asked_at=clock.now(),
    )  # fmt: skip
    announce(UnlockAsked(organisation_id=row.organisation_id, unlock_id=row.id))
    return row.id


@action(may=may_head)
def grant_unlock(*, unlock_id: uuid.UUID, hours: int | None = None, answer: str = "") -> dt.datetime:
    """The register is open for these hours to whoever writes in it; every edit says why and supersedes what stood.
    Announces UnlockDecided. Returns until when. Raises Denied for longer than the setting allows."""
    now = clock.now()
    today = clock.local_day(now)
    hours = number("unlock_hours", today) if hours is None else hours
    if not 1 <= hours <= number("most_unlock_hours", today):
        raise Denied(
            _("A register is opened for 1 to %(hours)s hours.") % {"hours": number("most_unlock_hours", today)},
            field="hours",
        )
    row = _asked(unlock_id)
    until = now + dt.timedelta(hours=hours)
    _decide(row, Unlock.State.GRANTED, answer, now, until=until)
    return until


@action(may=may_head)
def refuse_unlock(*, unlock_id: uuid.UUID, answer: str) -> None:
    """The register stays closed; whoever asked reads why. Announces UnlockDecided."""
    require_reason(answer)
    _decide(_asked(unlock_id), Unlock.State.REFUSED, answer, clock.now())


def _asked(unlock_id: uuid.UUID) -> Unlock:
    row = Unlock.objects.select_for_update(of=("self",)).filter(id=unlock_id).first()
    if row is None or not heads_at(current_scope(), row.organisation_id):
        raise Hidden(_("There is no such request."))
    if row.state != Unlock.State.ASKED:
        raise Conflict(_("This request was decided already."), current=row.state)
    return row


def _decide(row: Unlock, state: str, answer: str, now: dt.datetime, *, until: dt.datetime | None = None) -> None:
    row.state, row.answer, row.decided_at, row.until = state, answer.strip()[:REASON_LENGTH], now, until
    row.decided_by = current_scope().actor_id
    row.save(update_fields=["state", "answer", "decided_at", "until", "decided_by"])
    announce(
        UnlockDecided(
            organisation_id=row.organisation_id, unlock_id=row.id, asked_by=row.asked_by,
            granted=state == Unlock.State.GRANTED,
        )
    )  # fmt: skip


@action(may=may_head)
def take_late_edit(*, late_edit_id: uuid.UUID, reason: str) -> Result:
    """The late entry stands in the register as the head's, with the reason. Announces LateEditDecided. Raises Denied
    where the register itself would refuse the entry."""
    require_reason(reason)
    row = _late(late_edit_id)
    now = clock.now()
    Unlock.objects.create(
        id=new_id(), organisation_id=row.organisation_id, group_id=row.group_id, subject=row.lesson.subject,
        first=row.lesson.day, last=row.lesson.day, reason=reason.strip(), asked_by=row.sent_by, asked_at=row.sent_at,
        state=Unlock.State.GRANTED, decided_by=current_scope().actor_id, decided_at=now,
        until=now + dt.timedelta(seconds=1),
    )  # fmt: skip
    result = _write(row, reason)
    if not isinstance(result, Stored):
        raise Denied(
            _("This entry does not fit what stands in the register now."),
            way=_("Decline it, and open the register for a correction."),
        )
    _decided(row, LateEdit.State.TAKEN, reason)
    return result


def _write(row: LateEdit, reason: str) -> Result:
    cell = Cell.objects.filter(lesson=row.lesson, pupil_id=row.pupil_id).first()
    if row.kind == "mark":
        edit = MarkEdit(
            client_id=row.id, lesson_id=row.lesson_id, pupil_id=row.pupil_id, value=row.value,
            based_on=cell.mark_id if cell else None, reason=reason,
        )  # fmt: skip
        return set_marks(edits=[edit])[0]
    taken = row.lesson.attendance_id is not None
    seen = ((cell.code if cell else "") or "present") if taken else None
    code = CodeEdit(
        client_id=row.id, lesson_id=row.lesson_id, pupil_id=row.pupil_id, code=row.code, seen=seen, reason=reason
    )
    return set_codes(edits=[code])[0]


@action(may=may_head)
def decline_late_edit(*, late_edit_id: uuid.UUID, reason: str) -> None:
    """The late entry stays out of the register; who sent it reads why. Announces LateEditDecided."""
    require_reason(reason)
    _decided(_late(late_edit_id), LateEdit.State.DECLINED, reason)


def _late(late_edit_id: uuid.UUID) -> LateEdit:
    row = LateEdit.objects.select_for_update(of=("self",)).select_related("lesson").filter(id=late_edit_id).first()
    if row is None or not heads_at(current_scope(), row.organisation_id):
        raise Hidden(_("There is no such entry."))
    if row.state != LateEdit.State.WAITING:
        raise Conflict(_("This entry was decided already."), current=row.state)
    return row


def _decided(row: LateEdit, state: str, reason: str) -> None:
    row.state, row.answer, row.decided_by, row.decided_at = state, reason.strip(), current_scope().actor_id, clock.now()
    row.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    announce(
        LateEditDecided(
            organisation_id=row.organisation_id, late_edit_id=row.id, sent_by=row.sent_by,
            taken=state == LateEdit.State.TAKEN,
        )
    )  # fmt: skip
