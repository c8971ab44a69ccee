"""The school days around a day, and why a day is free."""

import datetime as dt

from django.utils.translation import get_language

from shanyraq.spine.registry import api as registry

GRADE = 5
"""Breaks are the same for every grade but the first, whose extra week shows as days without lessons."""
FARTHEST = 30


def school_day_beside(day: dt.date, *, step: int) -> dt.date:
    """The nearest school day before (-1) or after (1); over a summer simply the next day."""
    for distance in range(1, FARTHEST):
        found = day + dt.timedelta(days=step * distance)
        if _is_school_day(found):
            return found
    return day + dt.timedelta(days=step)


def _is_school_day(day: dt.date) -> bool:
    try:
        return registry.is_school_day(day, GRADE).is_school_day
    except registry.CalendarUnknown:
        return day.weekday() < 5


def free_because(day: dt.date) -> str:
    """The name of the holiday or break on this day; empty where the calendar has none."""
    try:
        reason = registry.is_school_day(day, GRADE).reason
    except registry.CalendarUnknown:
        return ""
    return {"ru": reason.name_ru, "en": reason.name_en}.get(get_language() or "", reason.name_kk)
