"""One row of each model of the diary at a given school."""

import datetime as dt

from shanyraq.kernel import clock
from shanyraq.kernel.testing.factories import factory
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.diary.models import Tick
from shanyraq.spine.registry.factories import School

DAY = dt.date(2026, 11, 23)


@factory(Tick)
def a_tick(at: School) -> Tick:
    return Tick.objects.create(
        pupil_id=at.pupil_id, lesson_id=new_id(), group_id=at.group_id, organisation_id=at.organisation_id,
        day=DAY, ticked_at=dt.datetime(2026, 11, 23, 18, tzinfo=clock.ZONE),
    )  # fmt: skip
