"""Success and quality of the published marks of a term: the numbers the journal answers for.

Of the latest term that is closed on the day. Outside of the base, as the rules say: grade 1, who was not assessed, and
subjects with a pass. A pupil counts once at the school, by all marks of the term.
"""

import datetime as dt
import uuid
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.figures.api import Better, Figure, Level, Place, Row, Unit, Value, figure
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.learning.journal.models import PeriodMark
from shanyraq.learning.journal.rules.period import Verdict
from shanyraq.learning.journal.rules.rates import has_quality, has_success
from shanyraq.learning.journal.rules.scheme import Period
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import quarters

Marks = Mapping[uuid.UUID, Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Of:
    """The pupils of a place with their marks of the term."""

    group: Mapping[uuid.UUID, uuid.UUID]
    school: Mapping[uuid.UUID, uuid.UUID]
    marks: Marks


class _OfMarks(Figure):
    source: ClassVar[str | Promise] = _("Published marks of the term")
    unit = Unit.PERCENT
    better = Better.HIGHER
    row_roles = ("director", "deputy", "class_teacher")

    @abstractmethod
    def counts(self, marks: Collection[int]) -> bool:
        """Whether a pupil with these marks is in the numerator."""

    @abstractmethod
    def words(self, counted: bool) -> str | Promise:
        """Why a row is counted, or not."""

    def value(self, place: Place, day: dt.date) -> Value:
        return self._value(place, _of(place, day).marks.values(), day)

    def _value(self, place: Place, pupils: Iterable[Collection[int]], day: dt.date) -> Value:
        every = list(pupils)
        page = reverse("figure", args=[self.code])
        opens = f"{page}?level={place.level}&place={place.key}&day={day}"
        good = sum(map(self.counts, every))
        return Value(good, len(every), self.unit, day, title=place.title, place=place, url=opens, better=self.better)

    def parts(self, place: Place, day: dt.date) -> Sequence[Value]:
        """Schools of a territory, classes of a school."""
        if place.level is Level.GROUP:
            return []
        found = _of(place, day)
        where = found.school if place.level is Level.TERRITORY else found.group
        by_part: dict[uuid.UUID, list[Sequence[int]]] = defaultdict(list)
        for pupil, marks in found.marks.items():
            by_part[where[pupil]].append(marks)
        return [
            self._value(part, by_part[part.id], day) for part in _parts_of(place, list(by_part)) if part.id in by_part
        ]

    def rows(self, place: Place, day: dt.date) -> Sequence[Row]:
        found = _of(place, day)
        names = registry.names_of(found.marks)
        rows = [
            Row(
                title=names.get(pupil, ""),
                counted=self.counts(marks),
                why=self.words(self.counts(marks)),
                url=reverse("person", args=[pupil]),
                sort_key=sort_key(names.get(pupil, "")),
            )
            for pupil, marks in found.marks.items()
        ]
        return sorted(rows, key=lambda row: (row.counted, row.sort_key))


def _parts_of(place: Place, ids: Sequence[uuid.UUID]) -> list[Place]:
    if place.level is Level.TERRITORY:
        return [Place(Level.ORGANISATION, str(row.id), row.short) for row in registry.organisations(ids)]
    return [Place(Level.GROUP, str(row.id), row.name) for row in registry.groups(ids)]


def term_of(day: dt.date) -> tuple[int, tuple[Period, ...]] | None:
    """The latest term that has ended on this day: its school year, and the periods that ended with it."""
    ended = [quarter for quarter in quarters() if quarter.last < day]
    if not ended:
        return None
    last = max(ended, key=lambda quarter: quarter.last)
    half = {2: (Period.H1,), 4: (Period.H2,)}.get(last.number, ())
    return last.year, (Period(f"q{last.number}"), *half)


def _of(place: Place, day: dt.date) -> _Of:
    term = term_of(day)
    if term is None:
        return _Of({}, {}, {})
    year, periods = term
    rows = PeriodMark.objects.filter(
        _where(place), school_year=year, period__in=[p.value for p in periods], verdict=Verdict.MARK
    )
    marks: dict[uuid.UUID, list[int]] = defaultdict(list)
    group, school = {}, {}
    found = rows.order_by("changed_at", "id").values_list("pupil_id", "group_id", "organisation_id", "mark")
    for pupil, at, organisation, mark in found:
        marks[pupil].append(mark)
        group[pupil], school[pupil] = at, organisation
    return _Of(group, school, marks)


def _where(place: Place) -> Q:
    if place.level is Level.GROUP:
        return Q(group_id=place.id)
    if place.level is Level.ORGANISATION:
        return Q(organisation_id=place.id)
    return Q(organisation_id__in=registry.ids_under(place.key).values("id"))


@figure
class Success(_OfMarks):
    code = "success"
    name = _("Success rate")
    formula = _("pupils without a “2” ÷ pupils with marks of the term")

    def counts(self, marks: Collection[int]) -> bool:
        return has_success(marks)

    def words(self, counted: bool) -> str | Promise:
        return _("no “2” in the term") if counted else _("has a “2” in the term")


@figure
class Quality(_OfMarks):
    code = "quality"
    name = _("Quality rate")
    formula = _("pupils with “4” and “5” only ÷ pupils with marks of the term")

    def counts(self, marks: Collection[int]) -> bool:
        return has_quality(marks)

    def words(self, counted: bool) -> str | Promise:
        return _("only “4” and “5” in the term") if counted else _("has a “3” or a “2” in the term")
