"""An edit typed before its register closed and sent afterwards: kept for a head, never lost and never let through."""

import datetime as dt
import uuid

from shanyraq.kernel import clock
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.actions.locking import Open
from shanyraq.learning.journal.events import LateEditCame
from shanyraq.learning.journal.models import LateEdit
from shanyraq.learning.journal.rules.drafts import CodeEdit, Held, MarkEdit, Refused, Result
from shanyraq.learning.journal.rules.locks import locked_after, quarter_around
from shanyraq.learning.journal.rules.register import REASON_LENGTH, Refusal, refusal_of_code, refusal_of_value


def kept_or_refused(edit: MarkEdit | CodeEdit, there: Open, *, now: dt.datetime) -> Result:
    """Held where the device says that the edit was made while the register was open; otherwise refused."""
    if not _in_time(edit.made_at, there, now=now):
        return Refused(edit.client_id, Refusal.LOCKED)
    if edit.pupil_id not in there.roster:
        return Refused(edit.client_id, Refusal.NOT_ON_LIST)
    mark = edit.value if isinstance(edit, MarkEdit) else None
    code = edit.code if isinstance(edit, CodeEdit) else ""
    why = refusal_of_value(mark, grade=there.lesson.grade) if isinstance(edit, MarkEdit) else refusal_of_code(code)
    if why:
        return Refused(edit.client_id, why)
    _keep(edit, there, mark=mark, code=code, now=now)
    return Held(edit.client_id)


def _in_time(made_at: dt.datetime | None, there: Open, *, now: dt.datetime) -> bool:
    """Not before the lesson, not after the closing, not in the future."""
    quarter = quarter_around(there.lesson.day)
    if made_at is None or quarter is None or made_at > now or made_at < there.lesson.starts_at:
        return False
    return clock.local_day(made_at) <= locked_after(quarter)


def _keep(edit: MarkEdit | CodeEdit, there: Open, *, mark: int | None, code: str, now: dt.datetime) -> None:
    """The same edit sent twice is kept once."""
    actor = current_scope().actor_id or uuid.UUID(int=0)
    row, fresh = LateEdit.objects.get_or_create(
        sent_by=actor,
        client_id=edit.client_id,
        defaults={
            "id": new_id(),
            "organisation_id": there.lesson.organisation_id,
            "group_id": there.lesson.group_id,
            "lesson": there.lesson,
            "pupil_id": edit.pupil_id,
            "kind": "mark" if isinstance(edit, MarkEdit) else "code",
            "value": mark,
            "code": code,
            "reason": edit.reason.strip()[:REASON_LENGTH],
            "made_at": edit.made_at,
            "sent_at": now,
        },
    )
    if fresh:
        announce(LateEditCame(organisation_id=row.organisation_id, late_edit_id=row.id))
