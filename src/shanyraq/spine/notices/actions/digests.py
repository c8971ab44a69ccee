"""Once a day, at the hour a person chose, what was gathered is told in one notice."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.notices.actions.live import changed
from shanyraq.spine.notices.messages import Category, Message, Words, message
from shanyraq.spine.notices.models import Dispatch, Notice, Preference
from shanyraq.spine.notices.policies import only_the_machine
from shanyraq.spine.notices.queries.reading import NoticeRow, with_words
from shanyraq.spine.notices.rules import digest_is_due, due

LINES = 12
"""A digest names so many; the others are counted."""


@message
class DailyDigest(Message):
    """What the day brought, line by line in the reader's language of the moment."""

    code = "digest"
    category = Category.LEARNING
    icon = "list"

    def words(self, params: Mapping[str, Any], *, child: str) -> Words:
        keys = [uuid.UUID(key) for key in params["notices"]]
        rows = {row.id: row for row in Notice.objects.filter(id__in=keys)}
        told = with_words([NoticeRow.of(rows[key]) for key in keys if key in rows])
        number = int(params["number"])
        title = ngettext("The day in %(number)s line.", "The day in %(number)s lines.", number) % {"number": number}
        more = number - len(told)
        rest = [_("and %(number)s more") % {"number": more}] if more > 0 else []
        return Words(title, "\n".join([*(row.title for row in told), *rest]))

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("notices")


@action(may=only_the_machine, facts_are_history=True)
def make_digests(*, limit: int = 500) -> int:
    """Each person whose hour has come has one notice of what was gathered; with nothing gathered there is none.

    By e-mail it leaves where the person wants any of the gathered kinds by e-mail, after the quiet hours.
    Returns how many digests were made.
    """
    now = clock.now()
    waiting = Notice.objects.filter(held=True).values("person_id")
    rows = Preference.objects.select_for_update().filter(person_id__in=waiting).order_by("person_id")
    return sum(_make(row, now) for row in rows[:limit] if digest_is_due(now, at=row.digest_at, last=row.digest_on))


def _make(preference: Preference, now: dt.datetime) -> int:
    held = Notice.objects.filter(person_id=preference.person_id, held=True).order_by("created_at", "id")
    keys = list(held.values_list("id", flat=True))
    if not keys:
        return 0
    digest = Notice(
        id=new_id(),
        person_id=preference.person_id,
        code=DailyDigest.code,
        source=f"digest:{now.date()}",
        params={"notices": [str(key) for key in keys[:LINES]], "number": len(keys)},
        created_at=now,
    )
    digest.save(force_insert=True)
    # Told with the digest, each of them is no news any more.
    Notice.objects.filter(id__in=keys).update(held=False, read_at=now)
    Preference.objects.filter(person_id=preference.person_id).update(digest_on=now.date())
    if set(preference.by_email) & set(preference.in_digest):
        when = due(now, start=preference.quiet_from, end=preference.quiet_to)
        Dispatch.objects.create(notice=digest, person_id=preference.person_id, channel="email", due_at=when)
    changed(topics=[f"person:{preference.person_id}"])
    return 1
