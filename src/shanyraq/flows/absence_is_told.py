"""A parent tells that a child is ill or away: presence hears it, the class teacher knows at once, pages look again."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.events.api import subscribe
from shanyraq.kernel.text import dates
from shanyraq.kernel.ui.shown import language
from shanyraq.spine.notices import api as notices
from shanyraq.spine.presence import api as presence
from shanyraq.spine.presence.events import AbsenceTold, AbsenceWithdrawn
from shanyraq.spine.registry import api as registry


class _OfAbsence(notices.Message):
    """What both messages share: the days, and the page on which the class teacher reads them."""

    category = notices.Category.CASES

    def _days(self, params: Mapping[str, Any]) -> str:
        first, last = dt.date.fromisoformat(params["first"]), dt.date.fromisoformat(params["last"])
        ends = dict.fromkeys(dates.day_of_month(day, language=language()) for day in (first, last))
        return " – ".join(ends)

    def url(self, params: Mapping[str, Any]) -> str:
        return reverse("absences")


@notices.message
class ParentTold(_OfAbsence):
    code = "absence_told"
    icon = "stethoscope"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        said = {"child": child, "what": presence.TOLD_WORDS[params["kind"]], "days": self._days(params)}
        return notices.Words(
            _("A parent has told: %(child)s %(what)s, %(days)s.") % said,
            _("The register proposes the code to the teachers."),
        )


@notices.message
class ParentTookBack(_OfAbsence):
    code = "absence_withdrawn"
    icon = "refresh"

    def words(self, params: Mapping[str, Any], *, child: str) -> notices.Words:
        said = {"child": child, "days": self._days(params)}
        return notices.Words(_("%(child)s: the parent has withdrawn the word about %(days)s.") % said)


@subscribe(AbsenceTold)
def absence_is_told(event: AbsenceTold) -> None:
    """Each day has the parent's testimony; the class teacher has a notice that cannot be muted."""
    _hear(event, says=event.says, at=event.told_at)
    _tell(event, code=ParentTold.code, at=event.told_at, params={"kind": event.kind})


@subscribe(AbsenceWithdrawn)
def absence_is_withdrawn(event: AbsenceWithdrawn) -> None:
    """The testimony of each withdrawn day is taken back, and the class teacher learns of it."""
    _hear(event, says=presence.TAKEN_BACK, at=event.at)
    _tell(event, code=ParentTookBack.code, at=event.at, params={})


def _hear(event: AbsenceTold | AbsenceWithdrawn, *, says: str, at: dt.datetime) -> None:
    entry = presence.Entry(at=at.astimezone(clock.ZONE), says=says, source=str(event.source))
    presence.testify(
        words=[
            presence.Word(
                person_id=event.person_id,
                organisation_id=event.organisation_id,
                day=day,
                witness=presence.Witness.PARENT,
                entries=(entry,),
            )
            for day in event.days
        ]
    )
    topics = [f"person:{event.person_id}", f"organisation:{event.organisation_id}"]
    notices.changed(topics=[*topics, f"group:{event.group_id}"] if event.group_id else topics)


def _tell(event: AbsenceTold | AbsenceWithdrawn, *, code: str, at: dt.datetime, params: Mapping[str, str]) -> None:
    teacher = registry.class_teachers({event.group_id}).get(event.group_id) if event.group_id else None
    if teacher is None:
        return
    ends = {"first": event.days[0].isoformat(), "last": event.days[-1].isoformat()}
    notices.send(
        letters=[
            notices.Letter(
                code=code,
                person_id=teacher,
                child_id=event.person_id,
                organisation_id=event.organisation_id,
                source=f"absence:{event.absence_id.hex}:{at:%d%H%M%S}",
                params={**params, **ends},
            )
        ]
    )
