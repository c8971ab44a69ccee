"""The register as of a day: today is the current list, and a past day stays what it was."""

import datetime as dt
import uuid
from typing import Any

import pytest

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.quality.queries.register import register_on
from shanyraq.spine.quality.tests.story import DAY
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import add_pupil
from shanyraq.spine.registry.models import Employment, Enrolment


def test_today_as_of_today_is_the_current_list(cast: Any) -> None:
    add_pupil(cast.school, "Әбдіраш", "Сәуле")
    with use_scope(cast.school.scope("director")):
        found = register_on(cast.school.organisation_id, day=DAY)
        roster = registry.roster(cast.school.group_id, day=DAY)
        counts = registry.enrolled_by_group([cast.school.organisation_id], day=DAY)
    assert {one.group_id: one.learners for one in found.classes} == counts
    assert found.learners == len(roster) == 2
    assert [(one.girls, one.boys) for one in found.classes] == [(1, 1)]


def test_a_past_day_is_not_changed_by_later_moves(cast: Any) -> None:
    day = dt.date(2026, 10, 1)
    with system_scope("test"):
        before = register_on(cast.school.organisation_id, day=day)
        Enrolment.objects.filter(person=cast.school.pupil_id).update(valid_to=dt.date(2026, 11, 1))
        newcomer = add_pupil(cast.school, "Әбдіраш", "Сәуле")
        Enrolment.objects.filter(person=newcomer).update(valid_from=dt.date(2026, 11, 2))
        Employment.objects.filter(person=cast.school.teacher_id).update(valid_to=dt.date(2026, 11, 1))
        assert register_on(cast.school.organisation_id, day=day) == before
        now = register_on(cast.school.organisation_id, day=DAY)
    assert (before.figures["teachers"], now.figures["teachers"]) == ("1", "0")


@pytest.mark.parametrize(
    ("entered", "later"), [("2026-10-01T23:59", 0), ("2026-10-02T00:01", 1), ("2026-09-01T08:00", 0)]
)
def test_what_was_entered_later_is_counted_as_such(cast: Any, entered: str, later: int) -> None:
    """The id of a stay begins with the moment of its making, and the day ends at midnight of school time."""
    made = dt.datetime.fromisoformat(entered).replace(tzinfo=clock.ZONE)
    number = uuid.UUID(int=(int(made.timestamp() * 1000) << 80) | (7 << 76) | (2 << 62))
    with system_scope("test"):
        Enrolment.objects.filter(person=cast.school.pupil_id).update(id=number)
        assert register_on(cast.school.organisation_id, day=dt.date(2026, 10, 1)).entered_later == later
