"""Reads over decided days."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from shanyraq.spine.presence.models import DayState
from shanyraq.spine.presence.rules import ATTENDED, DECIDED

NAMES: Mapping[str, object] = dict(DayState.STATES)
COLUMNS = ("person_id", "organisation_id", "day", "state", "reasons", "first_in", "last_out")


@dataclass(frozen=True, slots=True)
class DayRow:
    """One learner's day. `reasons` are (witness, says, HH:MM) in the order of time."""

    person_id: uuid.UUID
    organisation_id: uuid.UUID
    day: dt.date
    state: str
    reasons: tuple[tuple[str, str, str], ...]
    first_in: dt.datetime | None
    last_out: dt.datetime | None

    @property
    def words(self) -> str:
        """The state in the reader's language."""
        return str(NAMES[self.state])

    @property
    def attended(self) -> bool:
        return self.state in ATTENDED


@dataclass(frozen=True, slots=True)
class Counts:
    """Learners whose day is decided, and how many of them attended; the unexcused apart."""

    attended: int
    decided: int
    unexcused: int


def days(person_ids: Collection[uuid.UUID], *, day: dt.date) -> dict[uuid.UUID, DayRow]:
    """The decided days of these learners, as far as the scope sees them. One query."""
    rows = DayState.objects.filter(person_id__in=person_ids, day=day).values(*COLUMNS)
    return {row["person_id"]: DayRow(**row | {"reasons": tuple(map(tuple, row["reasons"]))}) for row in rows}


def days_of(person_id: uuid.UUID, *, first: dt.date, last: dt.date) -> dict[dt.date, DayRow]:
    """One learner's decided days from first to last, both included, as far as the scope sees them. One query."""
    rows = DayState.objects.filter(person_id=person_id, day__gte=first, day__lte=last).values(*COLUMNS)
    return {row["day"]: DayRow(**row | {"reasons": tuple(map(tuple, row["reasons"]))}) for row in rows}


def counts_by_day(where: Q, *, first: dt.date, last: dt.date) -> dict[dt.date, Counts]:
    """Counts of each day from first to last, both included. For figures, under system_scope. One query."""
    rows = (
        DayState.objects.filter(where, day__gte=first, day__lte=last, state__in=DECIDED)
        .values_list("day")
        .annotate(
            attended=Count("id", filter=Q(state__in=ATTENDED)),
            decided=Count("id"),
            unexcused=Count("id", filter=Q(unexcused=True)),
        )
        .order_by()
    )
    return {row[0]: Counts(*row[1:]) for row in rows}


def counts_by(column: str, where: Q, *, day: dt.date) -> dict[uuid.UUID, Counts]:
    """Counts by `organisation_id` or `group_id`. For figures, under system_scope."""
    rows = (
        DayState.objects.filter(where, day=day, state__in=DECIDED)
        .values_list(column)
        .annotate(
            attended=Count("id", filter=Q(state__in=ATTENDED)),
            decided=Count("id"),
            unexcused=Count("id", filter=Q(unexcused=True)),
        )
        .order_by()
    )
    return {row[0]: Counts(*row[1:]) for row in rows}
