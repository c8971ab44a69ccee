"""A published week is lived: the lessons of the coming weeks follow it at once, not only at night."""

import datetime as dt

from shanyraq.kernel import clock
from shanyraq.kernel.events.api import subscribe
from shanyraq.learning.journal import api as journal
from shanyraq.learning.timetable.events import WeekPublished

AHEAD = dt.timedelta(weeks=3)


@subscribe(WeekPublished)
def lessons_follow(event: WeekPublished) -> None:
    """From the first day of the version, or from today where that is past, the lessons are those of the timetable."""
    today = clock.today()
    first = max(today, event.valid_from)
    if first <= today + AHEAD:
        journal.follow_timetable(organisation_id=event.organisation_id, first=first, last=today + AHEAD)
