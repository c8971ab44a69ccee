"""Which school year a day belongs to, also where its calendar is not published yet: children move all the same."""

import datetime as dt


def year_of(day: dt.date) -> int:
    """The first year of the school year; summer belongs to the year it ends."""
    return day.year if day.month >= 9 else day.year - 1
