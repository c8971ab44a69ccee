"""What the timetable announces."""

import datetime as dt
import uuid

from shanyraq.kernel.events.api import event


@event
class WeekPublished:
    """This version of the timetable holds from `valid_from` on: the lessons of those days follow it."""

    organisation_id: uuid.UUID
    timetable_id: uuid.UUID
    valid_from: dt.date
