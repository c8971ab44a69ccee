"""Reads over ticks."""

import datetime as dt
import uuid

from shanyraq.learning.diary.models import Tick


def ticked(pupil_id: uuid.UUID, *, since: dt.date) -> frozenset[uuid.UUID]:
    """The lessons since that day whose homework the pupil has ticked, as far as the scope sees them. One query."""
    return frozenset(Tick.objects.filter(pupil_id=pupil_id, day__gte=since).values_list("lesson_id", flat=True))
