"""School hours as the settings say on a day, and when something said now is delivered."""

import datetime as dt

from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.family import setting
from shanyraq.spine.talks.rules import Hours, delivery

GRADE = 5


def hours_on(day: dt.date) -> Hours:
    return Hours(setting("talks_from_hour", day), setting("talks_to_hour", day))


def delivered_at(now: dt.datetime) -> dt.datetime:
    """When a line that is said now is delivered."""
    return delivery(now, hours=hours_on(now.date()), taught=_is_taught)


def _is_taught(day: dt.date) -> bool:
    try:
        return registry.is_school_day(day, GRADE).is_school_day
    except registry.CalendarUnknown:
        return day.weekday() < 5
