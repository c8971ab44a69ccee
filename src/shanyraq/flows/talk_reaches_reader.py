"""A line or a notice of a class reaches its readers; heads learn of a conversation they are asked to look at."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.events.api import subscribe
from shanyraq.spine.notices import api as notices
from shanyraq.spine.registry import api as registry
from shanyraq.spine.talks import api as talks
from shanyraq.spine.talks.events import BulletinDelivered, LineDelivered, ThreadReported

HEADS = ("director", "deputy")


@notices.message
class NewLine(notices.Message):
    """Says that there is a message and from whom, never what it says: that stands in the conversation."""

    code = "talk_line"
    category = notices.Category.TALKS
    icon = "message"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        return notices.Words(_("%(name)s has written about %(child)s.") % {"name": params["name"], "child": child})

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("talk", args=[params["thread"]])


@notices.message
class NewBulletin(notices.Message):
    code = "talk_bulletin"
    category = notices.Category.TALKS
    icon = "speakerphone"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        return notices.Words(_("A new notice to the class %(group)s.") % {"group": params["group"]})

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("talks")


@notices.message
class TalkToLookAt(notices.Message):
    code = "talk_reported"
    category = notices.Category.CASES
    icon = "flag"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        return notices.Words(_("You are asked to look at a conversation about %(child)s.") % {"child": child})

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("talk", args=[params["thread"]])


@subscribe(LineDelivered)
def line_reaches_readers(event: LineDelivered) -> None:
    """Each reader but the author has one notice. A guardian whose right has ended meanwhile has none."""
    today = clock.today()
    guardians = registry.guardians_of([event.child_id], day=today).get(event.child_id, ())
    staff = registry.employed_among(talks.readers_of(event.thread_id), day=today)
    readers = set(talks.readers_of(event.thread_id)) & ({*guardians} | {*staff}) - {event.author_id}
    name = registry.names_of([event.author_id]).get(event.author_id, "")
    _send(
        readers,
        code=NewLine.code,
        child_id=event.child_id,
        organisation_id=event.organisation_id,
        source=f"line:{event.line_id}",
        params={"thread": str(event.thread_id), "name": name},
    )


@subscribe(BulletinDelivered)
def bulletin_reaches_families(event: BulletinDelivered) -> None:
    """Each guardian of the class has one notice, also with two children in it."""
    today = clock.today()
    pupils = [learner.id for learner in registry.roster(event.group_id, day=today)]
    guardians = registry.guardians_of(pupils, day=today)
    group = next(iter(registry.groups([event.group_id])), None)
    _send(
        {person for people in guardians.values() for person in people},
        code=NewBulletin.code,
        child_id=None,
        organisation_id=event.organisation_id,
        source=f"bulletin:{event.bulletin_id}",
        params={"group": group.name if group else ""},
    )


@subscribe(ThreadReported)
def heads_are_asked(event: ThreadReported) -> None:
    heads = registry.holders_of(HEADS, [event.organisation_id], day=clock.today()).get(event.organisation_id, ())
    _send(
        heads,
        code=TalkToLookAt.code,
        child_id=event.child_id,
        organisation_id=event.organisation_id,
        source=f"reported:{event.thread_id}",
        params={"thread": str(event.thread_id)},
    )


def _send(
    people: Iterable[uuid.UUID],
    *,
    code: str,
    child_id: uuid.UUID | None,
    organisation_id: uuid.UUID,
    source: str,
    params: Mapping[str, str],
) -> None:
    notices.send(
        letters=[
            notices.Letter(
                code=code,
                person_id=person,
                child_id=child_id,
                organisation_id=organisation_id,
                source=source,
                params=params,
            )
            for person in sorted(people)
        ]
    )
