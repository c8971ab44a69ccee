"""The week's diary: one day's lessons in full, and the marks of the whole week."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from shanyraq.kernel import clock
from shanyraq.learning.journal import api as journal
from shanyraq.portals.family import rules
from shanyraq.portals.family.queries.children import Chosen
from shanyraq.portals.family.queries.days import Lesson, lesson_row


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of the week in the row of days."""

    day: dt.date
    chosen: bool
    is_today: bool
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DiaryPage:
    child: Chosen
    day: dt.date
    today: dt.date
    week: tuple[WeekDay, ...]
    lessons: tuple[Lesson, ...]
    marks: tuple[journal.MarkRow, ...]
    before: dt.date
    after: dt.date

    @property
    def homework(self) -> int:
        return sum(bool(lesson.homework) for lesson in self.lessons)


def diary_of(child: Chosen, day: dt.date) -> DiaryPage:
    """The week of this day; a Saturday or Sunday shows the week to come."""
    now = clock.now()
    week = rules.week_of(day)
    day = day if day in week else week[0]
    given = _marks(child, week)
    return DiaryPage(
        child=child,
        day=day,
        today=now.date(),
        week=tuple(
            WeekDay(one, one == day, one == now.date(), tuple(mark.mark for mark in given if mark.day == one))
            for one in week
        ),
        lessons=tuple(lesson_row(lesson, now) for lesson in journal.day_of_pupil(child.id, day)),
        marks=tuple(given),
        before=week[0] - dt.timedelta(days=7),
        after=week[0] + dt.timedelta(days=7),
    )


def _marks(child: Chosen, week: Sequence[dt.date]) -> list[journal.MarkRow]:
    """The marks of the week's lessons. A mark is given on the day of its lesson or later, so we look from Monday on."""
    monday = dt.datetime.combine(week[0], dt.time(), tzinfo=clock.ZONE)
    rows = journal.marks_since([child.id], monday).get(child.id, [])
    return sorted((row for row in rows if week[0] <= row.day <= week[-1]), key=lambda row: (row.day, row.number))
