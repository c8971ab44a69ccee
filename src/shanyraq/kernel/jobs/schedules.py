"""The tick: what came due is enqueued once, however many workers tick and however long they were away."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from shanyraq.kernel.jobs.declaring import Timetable, timetables
from shanyraq.kernel.jobs.models import Schedule
from shanyraq.kernel.jobs.queue import enqueue_for_schedule
from shanyraq.kernel.jobs.rules import following, planned


def tick(now: dt.datetime) -> int:
    """Every timetable whose moment has passed at `now` (school time) owes one job. Returns how many.

    After a night of standing still, a schedule that missed many moments runs once, not many times.
    """
    stored = {row.name: row for row in Schedule.objects.all()}
    return sum(_tick_one(timetable, stored.get(timetable.name), now) for timetable in timetables())


def _tick_one(timetable: Timetable, row: Schedule | None, now: dt.datetime) -> int:
    after = following(timetable.cron, now)
    if row is None:
        fresh = Schedule(name=timetable.name, cron=timetable.cron, next_at=after)
        Schedule.objects.bulk_create([fresh], ignore_conflicts=True)
        return 0
    if row.cron != timetable.cron:
        _move(row, timetable.cron, after)
        return 0
    next_at = planned(row.next_at, timetable.cron, now)
    if next_at > now:
        if next_at != row.next_at:  # the clock was set back
            _move(row, timetable.cron, next_at)
        return 0
    with transaction.atomic():
        won = _move(row, timetable.cron, after)
        return int(won and enqueue_for_schedule(timetable.job, timetable.name, due=timezone.now()))


def _move(row: Schedule, cron: str, next_at: dt.datetime) -> bool:
    """The schedule comes next at this moment. False where another worker has moved it first."""
    unmoved = Schedule.objects.filter(name=row.name, next_at=row.next_at, cron=row.cron)
    return bool(unmoved.update(cron=cron, next_at=next_at))
