"""Searches past their deadline: the number movement answers for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.figures.api import Better, Figure, Level, Place, Row, Unit, Value, figure
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.spine.movement.models import Search
from shanyraq.spine.registry import api as registry

Dates = tuple[dt.date, dt.date, dt.date | None]
"""Opened, deadline, closed."""


def _where(place: Place) -> Q:
    """A search stands at a school: no class answers for it."""
    if place.level is Level.GROUP:
        return Q(pk__in=[])
    if place.level is Level.ORGANISATION:
        return Q(organisation_id=place.id)
    return Q(organisation_id__in=registry.ids_under(place.key))


def _open_on(day: dt.date) -> Q:
    return Q(opened_on__lte=day) & (Q(closed_on=None) | Q(closed_on__gt=day))


@figure
class OverdueSearches(Figure):
    code = "overdue_searches"
    name = _("Children not found in time")
    formula = _("searches past their deadline ÷ searches open on the day")
    source = _("Searches for children missing between school years")
    unit = Unit.PERCENT
    better = Better.LOWER
    row_roles = ("director", "deputy")

    def value(self, place: Place, day: dt.date) -> Value:
        return self.series(place, [day])[0]

    def series(self, place: Place, days: Sequence[dt.date]) -> Sequence[Value]:
        rows = Search.objects.filter(_where(place), opened_on__lte=max(days))
        found: list[Dates] = list(rows.values_list("opened_on", "deadline", "closed_on"))
        return [self._value(place, found, day) for day in days]

    def _value(self, place: Place, found: Sequence[Dates], day: dt.date) -> Value:
        going = [until for opened, until, closed in found if opened <= day and (closed is None or closed > day)]
        return Value(
            numerator=sum(until < day for until in going),
            denominator=len(going),
            unit=self.unit,
            better=self.better,
            at=day,
            title=place.title,
            place=place,
            url=f"{reverse('figure', args=[self.code])}?level={place.level}&place={place.key}&day={day}",
        )

    def parts(self, place: Place, day: dt.date) -> Sequence[Value]:
        if place.level is not Level.TERRITORY:
            return []
        by_school: dict[object, list[Dates]] = defaultdict(list)
        rows = Search.objects.filter(_where(place), _open_on(day))
        for school, *dates in rows.values_list("organisation_id", "opened_on", "deadline", "closed_on"):
            by_school[school].append((dates[0], dates[1], dates[2]))
        return [
            self._value(Place(Level.ORGANISATION, str(row.id), row.short), by_school[row.id], day)
            for row in registry.organisations(under=place.key, kind="school")
        ]

    def rows(self, place: Place, day: dt.date) -> Sequence[Row]:
        found = list(Search.objects.filter(_where(place), _open_on(day)).values_list("id", "person_id", "deadline"))
        names = registry.names_of(person for _key, person, _until in found)
        rows = [
            Row(
                title=names.get(person, ""),
                counted=until < day,
                why=_("past the deadline") if until < day else _("within the deadline"),
                url=reverse("search", args=[key]),
                sort_key=sort_key(names.get(person, "")),
            )
            for key, person, until in found
        ]
        return sorted(rows, key=lambda row: (not row.counted, row.sort_key))
