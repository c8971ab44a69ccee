"""A teacher tells the families of a class something; they say that they have read it."""

import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.registry import api as registry
from shanyraq.spine.talks.actions.talking import checked
from shanyraq.spine.talks.events import BulletinDelivered
from shanyraq.spine.talks.models import Bulletin, BulletinFact, Reading
from shanyraq.spine.talks.policies import may_read_bulletin, may_tell_class, only_the_machine
from shanyraq.spine.talks.queries.hours import delivered_at


@action(may=may_tell_class, facts_are_history=True)
def tell_class(*, group_id: uuid.UUID, words: str) -> uuid.UUID:
    """The notice stands for the families of the class; outside school hours it waits. Announces BulletinDelivered.

    Raises Denied for no words and too many, and past the day's limit.
    """
    group, author, now = next(iter(registry.groups([group_id])), None), current_scope().person_id, clock.now()
    if group is None or author is None:
        raise Denied(_("This class is not yours."))
    said = checked(words, author=author, now=now)
    bulletin_id, when = new_id(), delivered_at(now)
    fact = BulletinFact(
        day=clock.local_day(now),
        happened_at=now,
        organisation_id=group.organisation_id,
        bulletin_id=bulletin_id,
        group_id=group_id,
    )
    (fact,) = facts.record([fact], payloads=[{"words": said}])
    row = Bulletin(
        id=bulletin_id,
        organisation_id=group.organisation_id,
        group_id=group_id,
        author_id=author,
        said_at=now,
        deliver_at=when,
        told_at=now if when <= now else None,
        fact_day=fact.day,
        fact_id=fact.id,
    )
    row.save(force_insert=True)
    if row.told_at:
        announce(_delivered(row))
    return bulletin_id


def _delivered(row: Bulletin) -> BulletinDelivered:
    return BulletinDelivered(bulletin_id=row.id, group_id=row.group_id, organisation_id=row.organisation_id)


@action(may=only_the_machine, facts_are_history=True)
def deliver_bulletins(*, limit: int = 200) -> int:
    """Notices whose hour has come may be read from now on. Announces BulletinDelivered for each."""
    now = clock.now()
    rows = list(Bulletin.objects.select_for_update().filter(told_at=None, deliver_at__lte=now).order_by("id")[:limit])
    Bulletin.objects.filter(id__in=[row.id for row in rows]).update(told_at=now)
    announce(*(_delivered(row) for row in rows))
    return len(rows)


@action(may=may_read_bulletin, facts_are_history=True)
def mark_bulletin_read(*, bulletin_id: uuid.UUID) -> None:
    """The guardian has said that the notice was read. A second time changes nothing."""
    row, me = Bulletin.objects.get(id=bulletin_id), current_scope().person_id
    Reading.objects.get_or_create(
        bulletin=row,
        person_id=me,
        defaults={
            "id": new_id(),
            "organisation_id": row.organisation_id,
            "group_id": row.group_id,
            "read_at": clock.now(),
        },
    )
