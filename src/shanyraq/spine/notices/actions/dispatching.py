"""Dispatches leave by their channel; a failure is tried again with growing pauses."""

import datetime as dt

from django.utils import timezone, translation

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.spine.notices.gateways.email import NotDelivered, send_mail
from shanyraq.spine.notices.models import Dispatch
from shanyraq.spine.notices.policies import only_the_machine
from shanyraq.spine.notices.queries.reading import NoticeRow, with_words
from shanyraq.spine.registry import api as registry

ATTEMPTS = 5


def dispatch_due(limit: int = 200) -> int:
    """What is due leaves now, each in a transaction of its own. Returns how many were tried."""
    due = Dispatch.objects.filter(state=Dispatch.State.DUE, due_at__lte=clock.now()).order_by("due_at")
    keys = list(due.values_list("id", flat=True)[:limit])
    for key in keys:
        dispatch_one(dispatch_id=key)
    return len(keys)


@action(may=only_the_machine, facts_are_history=True)
def dispatch_one(*, dispatch_id: object) -> None:
    """The dispatch is sent, due again later, or failed for good with the reason."""
    row = Dispatch.objects.select_for_update().select_related("notice").get(id=dispatch_id)
    if row.state != Dispatch.State.DUE:
        return
    reader = registry.card(row.person_id)
    row.attempts += 1
    try:
        if reader is None or not reader.email:
            raise NotDelivered("no address", final=True)
        with translation.override(_language(row.person_id)):
            [notice] = with_words([NoticeRow.of(row.notice)])
            send_mail(to=reader.email, title=notice.title, body=notice.body)
        row.state, row.sent_at, row.error = Dispatch.State.SENT, timezone.now(), ""
    except NotDelivered as failure:
        row.error = failure.reason[:80]
        if failure.final or row.attempts >= ATTEMPTS:
            row.state = Dispatch.State.FAILED
        row.due_at = clock.now() + dt.timedelta(minutes=2**row.attempts)
    row.save(update_fields=["state", "sent_at", "error", "attempts", "due_at"])


def _language(person_id: object) -> str:
    from shanyraq.spine.access import api as access

    return access.language_of(person_id)
