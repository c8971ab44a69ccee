"""Topics change; open pages hear of it."""

import datetime as dt
from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from shanyraq.kernel.actions.api import action
from shanyraq.spine.notices.models import LiveChange
from shanyraq.spine.notices.policies import only_the_machine

KEPT = dt.timedelta(hours=1)
CHANNEL = "shanyraq_live"


def changed(*, topics: Iterable[str]) -> None:
    """Streams that follow these topics tell their pages, once this transaction commits. Called inside acts."""
    now = timezone.now()
    wanted = sorted(set(topics))
    LiveChange.objects.bulk_create([LiveChange(topic=topic, at=now) for topic in wanted], batch_size=400)
    if wanted and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")


@action(may=only_the_machine, facts_are_history=True)
def forget_old_changes() -> int:
    """Changes older than an hour are gone: a page that slept longer loads itself anew."""
    return LiveChange.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
