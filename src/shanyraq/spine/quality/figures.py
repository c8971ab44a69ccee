"""Open questions of the register: the number quality answers for."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.figures.api import Better, Figure, Level, Place, Row, Unit, Value, figure
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.spine.quality.models import Finding
from shanyraq.spine.quality.queries import words
from shanyraq.spine.quality.queries.doors import CODE, door
from shanyraq.spine.quality.queries.names import names_shown
from shanyraq.spine.quality.rules.declaring import Subject
from shanyraq.spine.quality.rules.looking import RULES, State
from shanyraq.spine.registry import api as registry


def _at(place: Place) -> Q:
    known = Q(rule__in=sorted(RULES))
    if place.level is Level.GROUP:
        return known & Q(group=place.id)
    if place.level is Level.ORGANISATION:
        return known & Q(organisation=place.id)
    return known & Q(organisation__in=registry.ids_under(place.key))


def _open_on(day: dt.date) -> Q:
    """Open on the day, as far as the latest opening of each question tells."""
    return Q(opened_on__lte=day) & (Q(state=State.OPEN.value) | Q(closed_on__gt=day))


@figure
class OpenQuestions(Figure):
    code = CODE
    name = _("Open questions of the register")
    formula = _("questions that the rules found and that are neither mended nor accepted with a reason")
    source = _("Rules over the register, looked through every night and whenever a school looks again")
    unit = Unit.COUNT
    better = Better.LOWER
    row_roles = ("director", "deputy", "secretary", "class_teacher")

    def value(self, place: Place, day: dt.date) -> Value:
        return self._value(place, Finding.objects.filter(_at(place), _open_on(day)).count(), day)

    def series(self, place: Place, days: Sequence[dt.date]) -> Sequence[Value]:
        each = {f"on_{number}": Count("id", filter=_open_on(day)) for number, day in enumerate(days)}
        found = Finding.objects.filter(_at(place)).aggregate(**each)
        return [self._value(place, found[f"on_{number}"], day) for number, day in enumerate(days)]

    def _value(self, place: Place, number: int, day: dt.date) -> Value:
        return Value(
            numerator=number, denominator=None, unit=self.unit, better=self.better, at=day, title=place.title,
            place=place, url=door(place, day), approximate=day < clock.today(),
        )  # fmt: skip

    def parts(self, place: Place, day: dt.date) -> Sequence[Value]:
        """Schools of a territory. A school has no parts here: its questions are of classes, of staff and of itself."""
        if place.level is not Level.TERRITORY:
            return []
        rows = Finding.objects.filter(_at(place), _open_on(day)).values_list("organisation_id")
        found = dict(rows.annotate(number=Count("id")).order_by())
        names = {row.id: row.short for row in registry.organisations(under=place.key)}
        places = {key: Place(Level.ORGANISATION, str(key), name) for key, name in names.items()}
        return [self._value(places[key], found[key], day) for key in places if key in found]

    def rows(self, place: Place, day: dt.date) -> Sequence[Row]:
        found = list(Finding.objects.filter(_at(place), _open_on(day)))
        names = names_shown({one.subject_id for one in found if one.subject == Subject.PERSON})
        groups = {row.id: row.name for row in registry.groups({one.group_id for one in found if one.group_id})}
        told = [
            Row(
                title=names.get(one.subject_id) or groups.get(one.group_id, "") or str(words.WORDS[one.rule].title),
                counted=True,
                why=words.told(one.rule, one.details),
                url=reverse("finding", args=[one.id]),
            )
            for one in found
        ]
        return sorted(told, key=lambda row: sort_key(row.title))
