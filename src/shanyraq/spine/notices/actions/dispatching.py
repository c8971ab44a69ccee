"""Dispatches leave by their channel; a failure is tried again with growing pauses.

Three steps: an attempt is taken in a short transaction, the message leaves outside any transaction (a slow mail server
must not hold the database), the outcome is written in another short one. A worker killed between them leaves the
dispatch due again after its pause.
"""

import datetime as dt
import uuid

import structlog
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.spine.access import api as access
from shanyraq.spine.notices.gateways.email import NotDelivered, send_mail
from shanyraq.spine.notices.models import Dispatch
from shanyraq.spine.notices.policies import only_the_machine
from shanyraq.spine.notices.queries.reading import NoticeRow, with_words
from shanyraq.spine.registry import api as registry

ATTEMPTS = 5
log = structlog.get_logger("notices")


def pause_after(attempts: int) -> dt.timedelta:
    """2, 4, 8, 16 minutes."""
    return dt.timedelta(minutes=2**attempts)


def dispatch_due(limit: int = 200) -> int:
    """What is due leaves now; one that fails does not hold up the others. Returns how many were tried."""
    due = Dispatch.objects.filter(state=Dispatch.State.DUE, due_at__lte=clock.now()).order_by("due_at", "id")
    keys = list(due.values_list("id", flat=True)[:limit])
    return sum(_dispatch_one(key) for key in keys)


def _dispatch_one(key: uuid.UUID) -> int:
    if not take_attempt(dispatch_id=key):  # another worker has it
        return 0
    try:
        _leave(Dispatch.objects.select_related("notice").get(id=key))
        write_outcome(dispatch_id=key)
    except NotDelivered as failure:
        write_outcome(dispatch_id=key, error=failure.reason, final=failure.final)
    except Exception as error:  # a message that cannot even be worded must not stop the others
        log.warning("dispatch failed", dispatch=str(key), exc_info=error)
        write_outcome(dispatch_id=key, error=type(error).__name__)
    return 1


def _leave(row: Dispatch) -> None:
    """The message is with the server, in its reader's language. Raises NotDelivered."""
    reader = registry.card(row.person_id)
    if reader is None or not reader.email:
        raise NotDelivered("no address", final=True)
    with translation.override(access.language_of(row.person_id)):
        [notice] = with_words([NoticeRow.of(row.notice)])
        send_mail(to=reader.email, title=notice.title, body=notice.body)


@action(may=only_the_machine, facts_are_history=True)
def take_attempt(*, dispatch_id: uuid.UUID) -> bool:
    """One more attempt is counted and the next one put off; False where another worker was quicker."""
    row = Dispatch.objects.select_for_update().get(id=dispatch_id)
    now = clock.now()
    if row.state != Dispatch.State.DUE or row.due_at > now:
        return False
    row.attempts += 1
    row.due_at = now + pause_after(row.attempts)
    row.save(update_fields=["attempts", "due_at"])
    return True


@action(may=only_the_machine, facts_are_history=True)
def write_outcome(*, dispatch_id: uuid.UUID, error: str = "", final: bool = False) -> None:
    """The dispatch is sent; or, with an error, failed for good where it is final or was tried often enough."""
    row = Dispatch.objects.select_for_update().get(id=dispatch_id)
    row.error = error[:80]
    if not error:
        row.state, row.sent_at = Dispatch.State.SENT, clock.now()
    elif final or row.attempts >= ATTEMPTS:
        row.state = Dispatch.State.FAILED
    row.save(update_fields=["state", "sent_at", "error"])
