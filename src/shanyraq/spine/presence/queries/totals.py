"""A learner's attendance over a time, as a packet carries it, and whether anything was said at all."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from shanyraq.spine.presence.models import DayState, Testimony
from shanyraq.spine.presence.queries.days import NAMES
from shanyraq.spine.presence.rules import Witness

STATE_WORDS = NAMES
"""What each state of a day is called, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many days of each state, and the ids of the register's facts behind them."""

    states: dict[str, int]
    facts: tuple[str, ...]


def totals_of(person_id: uuid.UUID, *, first: dt.date, last: dt.date) -> Totals:
    """The decided days from first to last, both included, as far as the scope sees them. Two queries."""
    days = DayState.objects.filter(person_id=person_id, day__gte=first, day__lte=last)
    states = dict(days.values_list("state").annotate(number=Count("id")).order_by("state"))
    said = Testimony.objects.filter(
        person_id=person_id, day__gte=first, day__lte=last, witness=Witness.REGISTER
    ).values_list("entries", flat=True)
    sources = {str(entry[3]) for entries in said for entry in entries}
    return Totals(states, tuple(sorted(sources)))


def anything_said(person_ids: Collection[uuid.UUID], *, since: dt.date) -> bool:
    """Whether any witness spoke of any of these learners on that day or later."""
    wanted = list(person_ids)
    parts = [wanted[start : start + 400] for start in range(0, len(wanted), 400)]
    return any(Testimony.objects.filter(person_id__in=part, day__gte=since).exists() for part in parts)
