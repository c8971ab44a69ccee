"""Attendance: the number presence answers for."""

import datetime as dt
import uuid
from abc import abstractmethod
from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.figures.api import Better, Figure, Level, Place, Row, Unit, Value, figure
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.spine.presence.models import DayState
from shanyraq.spine.presence.queries.days import NAMES, Counts, counts_by, counts_by_day
from shanyraq.spine.presence.rules import ATTENDED, DECIDED
from shanyraq.spine.registry import api as registry

NOTHING = Counts(0, 0, 0)


def _where(place: Place) -> Q:
    if place.level is Level.GROUP:
        return Q(group_id=place.id)
    if place.level is Level.ORGANISATION:
        return Q(organisation_id=place.id)
    return Q(organisation_id__in=registry.ids_under(place.key))


class _DayFigure(Figure):
    """What the two attendance figures share: where the counts come from, and how a place falls into parts."""

    row_roles = ("director", "deputy", "class_teacher")
    unit = Unit.PERCENT
    source = _("Decided days: gate, class register and the other witnesses")

    @abstractmethod
    def numerator(self, counts: Counts) -> int:
        """How many of the counts are in the figure's numerator."""

    @abstractmethod
    def counted(self, state: str) -> bool:
        """Whether a day in this state is in the numerator."""

    def value(self, place: Place, day: dt.date) -> Value:
        return self._value(place, counts_by_day(_where(place), first=day, last=day).get(day, NOTHING), day)

    def series(self, place: Place, days: Sequence[dt.date]) -> Sequence[Value]:
        found = counts_by_day(_where(place), first=min(days), last=max(days))
        return [self._value(place, found.get(day, NOTHING), day) for day in days]

    def _value(self, place: Place, counts: Counts, day: dt.date) -> Value:
        return Value(
            numerator=self.numerator(counts),
            denominator=counts.decided,
            unit=self.unit,
            better=self.better,
            at=day,
            title=place.title,
            place=place,
            url=f"{reverse('figure', args=[self.code])}?level={place.level}&place={place.key}&day={day}",
        )

    def parts(self, place: Place, day: dt.date) -> Sequence[Value]:
        if place.level is Level.GROUP:
            return []
        column = "group_id" if place.level is Level.ORGANISATION else "organisation_id"
        found = counts_by(column, _where(place), day=day)
        return [self._value(part, found.get(part.id, NOTHING), day) for part in self._places_in(place, found, day)]

    def _places_in(self, place: Place, found: Mapping[uuid.UUID, Counts], day: dt.date) -> list[Place]:
        if place.level is Level.ORGANISATION:
            return [Place(Level.GROUP, str(row.id), row.name) for row in registry.groups(found)]
        return [
            Place(Level.ORGANISATION, str(row.id), row.short)
            for row in registry.organisations(under=place.key, kind="school")
        ]

    def rows(self, place: Place, day: dt.date) -> Sequence[Row]:
        states = DayState.objects.filter(_where(place), day=day, state__in=DECIDED)
        found = dict(states.values_list("person_id", "state"))
        rows = [
            Row(
                title=learner.name,
                counted=self.counted(found[learner.id]),
                why=str(NAMES[found[learner.id]]),
                url=reverse("child_day", args=[learner.id, day]),
                sort_key=sort_key(learner.name),
            )
            for learner in registry.learners(found)
        ]
        return sorted(rows, key=lambda row: (row.counted, row.sort_key))


@figure
class Attendance(_DayFigure):
    code = "attendance"
    name = _("Attendance")
    formula = _("learners who were at school on the day ÷ learners about whom a witness spoke")
    better = Better.HIGHER

    def numerator(self, counts: Counts) -> int:
        return counts.attended

    def counted(self, state: str) -> bool:
        return state in ATTENDED


@figure
class UnexcusedAbsence(_DayFigure):
    code = "unexcused"
    name = _("Unexcused absence")
    formula = _("learners absent without a reason ÷ learners about whom a witness spoke")
    better = Better.LOWER

    def numerator(self, counts: Counts) -> int:
        return counts.unexcused

    def counted(self, state: str) -> bool:
        return state == "absent"
