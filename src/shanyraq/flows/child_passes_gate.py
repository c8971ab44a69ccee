"""A child passes the gate: presence hears it, the family is told, open pages look again."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.campus.gates.events import PassagesLinked, PassagesStored
from shanyraq.kernel import clock
from shanyraq.kernel.events.api import subscribe
from shanyraq.kernel.text.cases import Case, with_case
from shanyraq.kernel.text.dates import clock as hours
from shanyraq.spine.notices import api as notices
from shanyraq.spine.presence import api as presence
from shanyraq.spine.registry import api as registry

TELL_WITHIN = dt.timedelta(hours=2)
"""A passage that reaches us later (a gate was offline) is kept and shown, but nobody is alarmed by it."""


class _Passage(notices.Message):
    """What both messages share: the hour with its ending, and the child's day behind it."""

    category = notices.Category.ARRIVAL

    def _when(self, params: Mapping[str, Any]) -> dict[str, str]:
        moment = dt.datetime.fromisoformat(params["at"]).astimezone(clock.ZONE)
        hour = hours(moment)
        kazakh = (get_language() or "").startswith("kk")
        return {"time": with_case(hour, Case.LOCATIVE) if kazakh else hour}

    def url(self, params: Mapping[str, Any]) -> str:
        day = dt.datetime.fromisoformat(params["at"]).astimezone(clock.ZONE).date()
        return reverse("child_day", args=[params["child"], day])


@notices.message
class ChildCameIn(_Passage):
    code = "child_came_in"
    icon = "login"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        said = {"child": child, **self._when(params)}
        # Translators: in Kazakh, time is the hour with its locative ending already (07:52-де).
        return notices.Words(_("%(child)s came to school at %(time)s.") % said)


@notices.message
class ChildLeft(_Passage):
    code = "child_left"
    icon = "logout"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        said = {"child": child, **self._when(params)}
        # Translators: in Kazakh, time is the hour with its locative ending already (07:52-де).
        return notices.Words(_("%(child)s left school at %(time)s.") % said)


@subscribe(PassagesStored)
def child_passes_gate(event: PassagesStored) -> None:
    """The passages stand as testimonies, guardians have their notices, the gate board and the family's page refresh."""
    _hear(event)
    _tell_guardians(event)


@subscribe(PassagesLinked)
def passages_found_their_child(event: PassagesLinked) -> None:
    """Earlier passages of an unknown card count for the child; nobody is alarmed by what is long past."""
    _hear(event)


def _hear(event: PassagesStored | PassagesLinked) -> None:
    words: dict[tuple[uuid.UUID, dt.date], list[presence.Entry]] = defaultdict(list)
    for passage, person, direction, at in event.entries:
        moment = dt.datetime.fromisoformat(at)
        if direction in ("in", "out"):
            entry = presence.Entry(at=moment.astimezone(clock.ZONE), says=direction, source=str(passage))
            words[uuid.UUID(str(person)), clock.local_day(moment)].append(entry)
    _testify(event.organisation_id, words)
    people = {person for person, _day in words}
    notices.changed(topics=[f"organisation:{event.organisation_id}", *(f"person:{person}" for person in people)])


def _testify(organisation_id: uuid.UUID, words: Mapping[tuple[uuid.UUID, dt.date], list[presence.Entry]]) -> None:
    learners = {learner.id for learner in registry.learners({person for person, _day in words}) if learner.group_id}
    presence.testify(
        words=[
            presence.Word(
                person_id=person,
                organisation_id=organisation_id,
                day=day,
                witness=presence.Witness.GATE,
                entries=tuple(entries),
            )
            for (person, day), entries in words.items()
            if person in learners
        ]
    )


def _tell_guardians(event: PassagesStored) -> None:
    now = clock.now()
    fresh = [entry for entry in event.entries if now - dt.datetime.fromisoformat(entry[3]) <= TELL_WITHIN]
    guardians = registry.guardians_of({uuid.UUID(str(entry[1])) for entry in fresh}, day=now.date())
    codes = {"in": ChildCameIn.code, "out": ChildLeft.code}
    notices.send(
        letters=[
            notices.Letter(
                code=codes[direction],
                person_id=guardian,
                child_id=uuid.UUID(str(person)),
                organisation_id=event.organisation_id,
                source=f"passage:{passage}",
                params={"at": at, "child": str(uuid.UUID(str(person)))},
            )
            for passage, person, direction, at in fresh
            if direction in codes
            for guardian in guardians.get(uuid.UUID(str(person)), ())
        ]
    )
