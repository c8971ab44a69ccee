"""The bells of a school, read once: its own, else the reference."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q

from shanyraq.learning.timetable.models import BellSchedule
from shanyraq.learning.timetable.rules.bells import OwnBells, own_bells
from shanyraq.spine.registry.reference.bells import BellsUnknown
from shanyraq.spine.registry.reference.bells import bells as reference_bells

Times = Mapping[int, tuple[dt.time, dt.time]]
_LATER = dt.timedelta(weeks=18)
"""Grade 1 begins the year with fewer lessons: a week is planned for the longer days."""


@dataclass(frozen=True, slots=True)
class Bells:
    """The own schedules of one organisation. Where none fits, the reference rings."""

    own: tuple[OwnBells, ...]

    def ring(self, shift: int, grade: int, day: dt.date) -> Times:
        """When each lesson begins and ends on that day; nothing where no bells are known."""
        times = own_bells(self.own, shift=shift, grade=grade, day=day) if self.own else None
        if times is None:
            return _reference(shift, grade, day)
        return dict(enumerate(times, 1))

    def of_week(self, shift: int, grade: int, monday: dt.date) -> list[Times]:
        """The longest day there is for each weekday from Monday to Friday."""
        days = [monday + dt.timedelta(days=offset) for offset in range(5)]
        return [max((self.ring(shift, grade, day), self.ring(shift, grade, day + _LATER)), key=len) for day in days]


@lru_cache(maxsize=4096)
def _reference(shift: int, grade: int, day: dt.date) -> Times:
    try:
        return {bell.number: (bell.starts, bell.ends) for bell in reference_bells(shift, grade, day)}
    except BellsUnknown:
        return {}


def bells_of(organisation_id: uuid.UUID, *, since: dt.date) -> Bells:
    """The bells of this organisation from this day on. One query."""
    rows = BellSchedule.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=since), organisation=organisation_id
    ).values_list("shift", "first_grade", "last_grade", "weekday", "valid_from", "valid_to", "times")
    return Bells(tuple(OwnBells(*row[:6], times_of(row[6])) for row in rows))


def times_of(stored: list[list[str]]) -> tuple[tuple[dt.time, dt.time], ...]:
    return tuple((dt.time.fromisoformat(starts), dt.time.fromisoformat(ends)) for starts, ends in stored)
