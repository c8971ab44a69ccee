"""Reads over what parents told, and the words of its refusals."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.text import dates
from shanyraq.kernel.ui.shown import language
from shanyraq.spine.presence.models import Absence, AbsenceDay
from shanyraq.spine.presence.models.absence import TOLD
from shanyraq.spine.presence.rules import SAYS, Fault, Limits
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.family import setting

TOLD_WORDS = dict(TOLD)
GRADE = 5
"""Breaks are the same for every grade but the first; its extra week has no lessons to miss."""
FAULTS: Mapping[str, str | Promise] = {
    "way_told": gettext_lazy("Withdraw what was told first, then tell it anew."),
}
FIELDS = (
    "id", "person_id", "organisation_id", "group_id", "kind", "first", "last", "at", "told_by", "told_at",
    "withdrawn_at", "paper_from", "paper_at", "paper_path", "fact_day", "fact_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One word of a parent as the family, the class teacher and the heads read it."""

    id: uuid.UUID
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID | None
    kind: str
    first: dt.date
    last: dt.date
    at: dt.time | None
    told_by: uuid.UUID
    told_at: dt.datetime
    withdrawn_at: dt.datetime | None
    paper_from: dt.date | None
    paper_at: dt.datetime | None
    paper_path: str
    fact_day: dt.date
    fact_id: uuid.UUID
    reason: str = ""
    person: str = ""
    teller: str = ""

    @property
    def kind_words(self) -> str:
        return str(TOLD_WORDS[self.kind])

    @property
    def has_paper(self) -> bool:
        return bool(self.paper_path)

    @property
    def owes_paper(self) -> bool:
        """A document is asked for and has not been brought."""
        return self.paper_from is not None and self.paper_at is None and not self.withdrawn_at

    def stands(self, today: dt.date) -> bool:
        return not self.withdrawn_at and self.last >= today


@dataclass(frozen=True, slots=True)
class Told:
    """What a teacher sees of a parent's word in a lesson: the code it proposes, and until when; never the reason."""

    person_id: uuid.UUID
    kind: str
    until: dt.date
    at: dt.time | None

    @property
    def code(self) -> str:
        return str(SAYS[self.kind])

    @property
    def kind_words(self) -> str:
        return str(TOLD_WORDS[self.kind])


def told_on(person_ids: Collection[uuid.UUID], *, day: dt.date) -> dict[uuid.UUID, Told]:
    """What parents told of these learners' day, as far as the scope sees it. One query."""
    rows = AbsenceDay.objects.filter(person_id__in=person_ids, day=day)
    found = rows.values_list("person_id", "kind", "absence__last", "absence__at")
    return {row[0]: Told(*row) for row in found}


def absences_of(person_id: uuid.UUID, *, limit: int = 20) -> list[AbsenceRow]:
    """What was told of this learner, the latest days first. Three queries."""
    return _worded(Absence.objects.filter(person_id=person_id).order_by("-first", "-id").values(*FIELDS)[:limit])


def absences_told(*, since: dt.date, limit: int = 200) -> list[AbsenceRow]:
    """What parents told of the learners the scope answers for, from that day on, the nearest first. Three queries."""
    rows = Absence.objects.filter(last__gte=since, withdrawn_at=None).order_by("first", "told_at", "id")
    return _worded(rows.values(*FIELDS)[:limit])


def absence(absence_id: uuid.UUID) -> AbsenceRow | None:
    """One word, or None where the scope does not see it."""
    return next(iter(_worded(Absence.objects.filter(id=absence_id).values(*FIELDS))), None)


def _worded(rows: Any) -> list[AbsenceRow]:
    found = list(rows)
    if not found:
        return []
    names = registry.names_of({row["person_id"] for row in found} | {row["told_by"] for row in found})
    payloads = facts.payloads_of((row["fact_day"], row["fact_id"]) for row in found)
    return [
        AbsenceRow(
            **row,
            reason=str(payloads.get(row["fact_id"], {}).get("reason", "")),
            person=names.get(row["person_id"], ""),
            teller=names.get(row["told_by"], ""),
        )
        for row in found
    ]


def taught_days(first: dt.date, last: dt.date) -> list[dt.date]:
    """The school days from first to last, both included; nothing where they are upside down or a whole year apart."""
    length = (last - first).days
    if not 0 <= length <= 366:
        return []
    return [day for day in (first + dt.timedelta(days=number) for number in range(length + 1)) if _is_taught(day)]


def _is_taught(day: dt.date) -> bool:
    try:
        return registry.is_school_day(day, GRADE).is_school_day
    except registry.CalendarUnknown:
        return day.weekday() < 5


def told_already(person_id: uuid.UUID, days: Sequence[dt.date]) -> dict[str, str]:
    """The first of these days of which somebody of the family has told, in words; nothing where there is none."""
    rows = AbsenceDay.objects.filter(person_id=person_id, day__in=days)
    day = rows.order_by("day").values_list("day", flat=True).first()
    return {"day": dates.day_of_month(day, language=language())} if day else {}


def limits_on(day: dt.date) -> Limits:
    return Limits(
        back=setting("absence_back", day),
        ahead=setting("absence_ahead", day),
        days=setting("absence_days", day),
        paper_after=setting("paper_after_days", day),
    )


def fault_words(fault: Fault, *, today: dt.date) -> tuple[str, str, str]:
    """(words, way onward, field) of a refusal."""
    limits = limits_on(today)
    call = _("Write to the class teacher.")
    told = {
        Fault.UPSIDE_DOWN: (_("The last day lies before the first."), _("Turn the days around."), "last"),
        Fault.TOO_LATE: (
            ngettext(
                "You may tell of a day until %(number)s day after it.",
                "You may tell of a day until %(number)s days after it.",
                limits.back,
            )
            % {"number": limits.back},
            call,
            "first",
        ),
        Fault.TOO_EARLY: (
            ngettext(
                "You may tell at most %(number)s day ahead.",
                "You may tell at most %(number)s days ahead.",
                limits.ahead,
            )
            % {"number": limits.ahead},
            _("Tell it when the time is nearer."),
            "last",
        ),
        Fault.TOO_LONG: (
            ngettext("One word covers at most %(number)s day.", "One word covers at most %(number)s days.", limits.days)
            % {"number": limits.days},
            _("Tell of the first days now and of the others later, with a medical document."),
            "last",
        ),
        Fault.NEEDS_HOUR: (_("Say at what time."), "", "at"),
        Fault.ONE_DAY: (_("Coming late and leaving early are told of one day."), _("Choose one day."), "last"),
        Fault.NO_LESSONS: (_("There are no lessons on these days."), _("Choose a school day."), "first"),
    }
    return told[fault]
