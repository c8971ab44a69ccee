"""The journal on the clock: the lessons of the coming weeks are opened from the timetable."""

import datetime as dt
import uuid

from shanyraq.kernel import clock
from shanyraq.kernel.jobs.api import enqueue, every, job
from shanyraq.learning.journal.actions.following import follow_timetable
from shanyraq.learning.timetable import api as timetable

AHEAD = dt.timedelta(weeks=3)


@every("20 1 * * *", name="journal: lessons follow the timetable")
@job()
def lessons_follow() -> None:
    """Each organisation with a published timetable has the lessons of the next three weeks."""
    for organisation_id in timetable.organisations_with_timetable(day=clock.today()):
        enqueue(lessons_follow_at, organisation_id=organisation_id)


@job()
def lessons_follow_at(organisation_id: uuid.UUID) -> None:
    today = clock.today()
    follow_timetable(organisation_id=organisation_id, first=today, last=today + AHEAD)
