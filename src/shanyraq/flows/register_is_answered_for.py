"""Heads of a school hear what the register asks of them: an office's question, a returned number, a near deadline."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanyraq.kernel import clock
from shanyraq.kernel.events.api import subscribe
from shanyraq.kernel.text import dates
from shanyraq.kernel.ui.shown import language
from shanyraq.spine.notices import api as notices
from shanyraq.spine.quality import api as quality
from shanyraq.spine.quality.events import DeadlineNeared, QuestionsAsked, SnapshotMoved
from shanyraq.spine.registry import api as registry

HEADS = ("director", "deputy")


@notices.message
class OfficeAsks(notices.Message):
    code = "quality_asked"
    category = notices.Category.CASES
    icon = "help-circle"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        number = params["number"]
        asked = ngettext(
            "The education office asks about %(number)s open question of your register.",
            "The education office asks about %(number)s open questions of your register.",
            number,
        )
        return notices.Words(asked % {"number": number})

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("quality")


@notices.message
class SnapshotDecided(notices.Message):
    """Says that the office has decided; the remarks stand on the page."""

    code = "snapshot_decided"
    category = notices.Category.CASES
    icon = "clipboard-list"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        said = {"campaign": quality.campaign_words(params["campaign"])}
        if params["move"] == "returned":
            return notices.Words(_("Your numbers were returned with remarks: %(campaign)s.") % said)
        return notices.Words(_("Your numbers are accepted: %(campaign)s.") % said)

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("snapshot", args=[params["snapshot"]])


@notices.message
class DeadlineNear(notices.Message):
    code = "snapshot_deadline"
    category = notices.Category.CASES
    icon = "clock"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        day = dates.day_without_weekday(dt.date.fromisoformat(params["due"]), language=language())
        said = {"campaign": quality.campaign_words(params["campaign"]), "day": day}
        return notices.Words(_("Not submitted yet: %(campaign)s. The last day is %(day)s.") % said)

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("snapshots")


def _tell(organisation_id: Any, *, code: str, source: str, params: Mapping[str, Any], positions: Any = HEADS) -> None:
    heads = registry.holders_of(positions, [organisation_id], day=clock.today()).get(organisation_id, ())
    notices.send(
        letters=[
            notices.Letter(
                code=code, person_id=person, organisation_id=organisation_id, source=source, params=dict(params)
            )
            for person in heads
        ]
    )


@subscribe(QuestionsAsked)
def office_asks(event: QuestionsAsked) -> None:
    """Each head has one notice for an asking."""
    _tell(
        event.organisation_id,
        code=OfficeAsks.code,
        source=f"asked:{event.ask_id.hex}",
        params={"number": event.number},
    )


@subscribe(SnapshotMoved)
def office_has_decided(event: SnapshotMoved) -> None:
    """Heads hear of the office's move; their own submitting needs no notice."""
    if event.move == "submitted":
        return
    params = {"snapshot": str(event.snapshot_id), "campaign": event.campaign, "move": event.move}
    source = f"snapshot:{event.move_id.hex}"
    _tell(event.organisation_id, code=SnapshotDecided.code, source=source, params=params)


@subscribe(DeadlineNeared)
def deadline_nears(event: DeadlineNeared) -> None:
    """The director has one notice for a campaign and day of reminding."""
    params = {"campaign": event.campaign, "due": event.due.isoformat()}
    source = f"deadline:{event.campaign}:{event.day}"
    _tell(event.organisation_id, code=DeadlineNear.code, source=source, params=params, positions=("director",))
