"""When a job runs again, is given up, when a schedule comes next. Pure: time and chance are arguments."""

import datetime as dt

from croniter import croniter

FIRST_PAUSE = dt.timedelta(seconds=2)
LONGEST_PAUSE = dt.timedelta(hours=1)


def pause_after(attempts: int, *, chance: float) -> dt.timedelta:
    """2, 4, 8 ... seconds up to an hour, of which the second half is spread by `chance` (from 0 to 1).

    Without the spread, a hundred jobs felled by one outage would all come back in the same second.
    """
    doublings = min(max(attempts, 1) - 1, 20)
    full = min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
    return full / 2 + full / 2 * chance


def is_spent(attempts: int, retries: int) -> bool:
    """Whether a job that has been tried so often is given up: the first run, and then its retries."""
    return attempts > retries


def following(cron: str, now: dt.datetime) -> dt.datetime:
    """The first moment after `now` that the cron line names, in the zone of `now`."""
    moment: dt.datetime = croniter(cron, now).get_next(dt.datetime)
    return moment


def planned(next_at: dt.datetime, cron: str, now: dt.datetime) -> dt.datetime:
    """The stored moment, or an earlier one where the clock was set back, as a demo clock may be."""
    return min(next_at, following(cron, now))
