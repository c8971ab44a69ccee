"""When a dispatch may leave. Pure."""

import datetime as dt

DIGEST_AT = dt.time(19)
"""When a digest comes where nobody chose another hour."""


def digest_is_due(now: dt.datetime, *, at: dt.time, last: dt.date | None) -> bool:
    """Whether today's digest is to be made: its hour has come, and it was not made today."""
    return now.time().replace(tzinfo=None) >= at and (last is None or last < now.date())


def is_quiet(at: dt.time, *, start: dt.time, end: dt.time) -> bool:
    """Whether the time lies in the quiet hours, which may run over midnight. Equal ends mean none."""
    if start == end:
        return False
    if start < end:
        return start <= at < end
    return at >= start or at < end


def due(now: dt.datetime, *, start: dt.time, end: dt.time) -> dt.datetime:
    """Now, or the end of the quiet hours in which now lies."""
    if not is_quiet(now.time().replace(tzinfo=None), start=start, end=end):
        return now
    end_today = now.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
    return end_today if end_today > now else end_today + dt.timedelta(days=1)
