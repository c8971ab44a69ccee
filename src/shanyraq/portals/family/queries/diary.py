"""The week's diary: every day with its lessons, marks, homework and the day's sentence. Nine queries of its own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from shanyraq.kernel import clock
from shanyraq.learning.diary import api as diary
from shanyraq.learning.journal import api as journal
from shanyraq.portals.family import rules
from shanyraq.portals.family.queries.calendar import free_because
from shanyraq.portals.family.queries.children import Chosen
from shanyraq.portals.family.queries.days import Lesson, lesson_row, local
from shanyraq.portals.family.queries.homework import Homework, homework_by_day
from shanyraq.portals.family.queries.todo import TestLine
from shanyraq.spine.presence import api as presence

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """One day of the week. `answer` is what the day's sentence says; `free` names a holiday or break."""

    day: dt.date
    chosen: bool
    is_today: bool
    answer: rules.Answer
    lessons: tuple[Lesson, ...]
    due: tuple[Homework, ...]
    free: str
    tests: tuple[TestLine, ...] = ()
    """The summative tests of the day, with the points where they stand."""

    @property
    def marks(self) -> tuple[int, ...]:
        return tuple(lesson.mark for lesson in self.lessons if lesson.mark is not None)

    @property
    def undone(self) -> int:
        """Homework for this day that is not ticked."""
        return sum(not one.done for one in self.due)


@dataclass(frozen=True, slots=True)
class DiaryPage:
    child: Chosen
    day: dt.date
    today: dt.date
    week: tuple[DiaryDay, ...]
    before: dt.date
    after: dt.date
    year: int
    period: str
    """The quarter of the chosen day, for how its marks count; empty in the summer."""
    last_year: dt.date
    """The same week of the school year before."""

    @property
    def has_today(self) -> bool:
        return any(one.is_today for one in self.week)

    @property
    def marks(self) -> int:
        return sum(len(one.marks) for one in self.week)

    @property
    def next_due(self) -> DiaryDay | None:
        """The nearest day after today for which something is still to be done."""
        return next((one for one in self.week if one.day > self.today and one.undone), None)

    @property
    def free(self) -> str:
        """The holiday or break that takes the whole week; empty where there is any lesson."""
        names = {one.free for one in self.week}
        return names.pop() if len(names) == 1 and not any(one.lessons for one in self.week) else ""


def diary_of(child: Chosen, day: dt.date) -> DiaryPage:
    """The week of this day; a Saturday or Sunday without lessons shows the week to come."""
    now = clock.now()
    monday = day - dt.timedelta(days=day.weekday())
    lessons = _lessons(child, monday)
    days = rules.week_with(day, {lesson.day for lesson in lessons})
    if days[0] != monday:
        lessons = _lessons(child, days[0])
    chosen = day if day in days else days[0]
    done = diary.ticked(child.id, since=min((one.day for one in lessons), default=days[0]))
    states = presence.days_of(child.id, first=days[0], last=days[-1])
    asked = presence.asked_days(child.id, first=days[0], last=days[-1])
    due = homework_by_day(lessons, done)
    tests = journal.tests_of_pupil(child.id, first=days[0], last=days[-1])
    year, quarter = _quarter(chosen)
    return DiaryPage(
        child=child,
        day=chosen,
        today=now.date(),
        week=tuple(
            _day(
                one,
                [lesson for lesson in lessons if lesson.day == one],
                now=now,
                chosen=one == chosen,
                state=states.get(one),
                asked=one in asked,
                due=due.get(one, ()),
                done=done,
                tests=tuple(TestLine.of(test) for test in tests if test.day == one),
            )
            for one in days
        ),
        before=days[0] - WEEK,
        after=days[0] + WEEK,
        year=year,
        period=f"q{quarter}" if quarter else "",
        last_year=days[0] - 52 * WEEK,
    )


def _quarter(day: dt.date) -> tuple[int, int]:
    try:
        return journal.current_quarter(day)
    except LookupError:
        return day.year, 0


def _lessons(child: Chosen, monday: dt.date) -> list[journal.PupilLesson]:
    return journal.lessons_of_pupil(child.id, first=monday, last=monday + dt.timedelta(days=6), due=True)


def _day(
    day: dt.date,
    lessons: Sequence[journal.PupilLesson],
    *,
    now: dt.datetime,
    chosen: bool,
    state: presence.DayRow | None,
    asked: bool,
    due: tuple[Homework, ...],
    done: frozenset[object],
    tests: tuple[TestLine, ...],
) -> DiaryDay:
    answer = rules.answer(
        day=day,
        now=now,
        state=state.state if state else "unknown",
        first_in=local(state.first_in) if state else None,
        last_out=local(state.last_out) if state else None,
        asked=asked,
        lessons=[rules.LessonFact(lesson.starts_at.astimezone(clock.ZONE), lesson.code) for lesson in lessons],
    )
    return DiaryDay(
        day=day,
        chosen=chosen,
        is_today=day == now.date(),
        answer=answer,
        lessons=tuple(lesson_row(lesson, now, done=lesson.lesson_id in done) for lesson in lessons),
        due=due,
        free="" if lessons else free_because(day),
        tests=tests,
    )
