"""The tests an act writes in: held until it ends, with the class lists and whether they are open."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from shanyraq.kernel import clock
from shanyraq.learning.journal.actions.rights import right_of_subject
from shanyraq.learning.journal.models import PeriodMark, Summative
from shanyraq.learning.journal.queries.locks import grants_for, is_granted, terms_of
from shanyraq.learning.journal.rules.locks import is_locked
from shanyraq.learning.journal.rules.period import Verdict
from shanyraq.learning.journal.rules.register import Refusal, Right
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class OpenTest:
    """A test in which the actor may write, as who; who is on the list, and whose term has its published result."""

    test: Summative
    right: Right
    roster: frozenset[uuid.UUID]
    published: frozenset[uuid.UUID]
    shut: bool
    granted: bool

    __test__ = False


def open_tests(
    ids: Collection[uuid.UUID], *, pupils: Collection[uuid.UUID], now: dt.datetime
) -> dict[uuid.UUID, OpenTest | Refusal]:
    """Each test opened for writing, or why it is not. Two writers of one test take turns at its row."""
    rows = Summative.objects.select_for_update(of=("self",)).filter(id__in=ids).order_by("id")
    found = {row.id: row for row in rows}
    today = clock.local_day(now)
    return {key: _open(found.get(key), pupils, now=now, today=today) for key in ids}


def _open(
    test: Summative | None, pupils: Collection[uuid.UUID], *, now: dt.datetime, today: dt.date
) -> OpenTest | Refusal:
    if test is None:
        return Refusal.UNKNOWN_TEST
    right = right_of_subject(test.group_id, test.organisation_id, test.subject)
    if right is None:
        return Refusal.NOT_YOURS
    if test.day > today:
        return Refusal.NOT_YET
    # Whoever came after the test may write it on another day.
    days = {test.day, today}
    roster = frozenset(seat.id for day in days for seat in registry.roster(test.group_id, day=day))
    closed = is_locked(test.day, today=today)
    granted = closed and is_granted(grants_for([test.group_id], now=now), test.group_id, test.subject, test.day)
    return OpenTest(test, right, roster, _published(test, pupils), closed and not granted, granted)


def _published(test: Summative, pupils: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    rows = PeriodMark.objects.filter(
        pupil_id__in=list(pupils), subject=test.subject, school_year=test.school_year,
        period__in=[period.value for period in terms_of(test.quarter)],
    ).exclude(verdict=Verdict.TEMPORARILY)  # fmt: skip
    return frozenset(rows.seen_by_system().values_list("pupil_id", flat=True))
