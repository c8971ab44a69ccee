"""A teacher's day: the lessons, the class led, the questions that wait."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from shanyraq.insight.analytics import api as analytics
from shanyraq.kernel import clock
from shanyraq.kernel.figures.api import Level, Place, Value
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal import api as journal
from shanyraq.spine.presence import api as presence


class State(StrEnum):
    """How a lesson stands in the rail."""

    NOW = "now"
    COMING = "coming"
    DONE = "done"
    UNFILLED = "unfilled"


@dataclass(frozen=True, slots=True)
class RailLesson:
    row: journal.LessonRow
    state: State

    @property
    def misses(self) -> str:
        """What the lesson still lacks: "both", "register", "topic" or nothing."""
        if self.row.is_taken:
            return "" if self.row.is_written else "topic"
        return "register" if self.row.is_written else "both"


@dataclass(frozen=True, slots=True)
class TeacherHome:
    day: dt.date
    lessons: tuple[RailLesson, ...]
    now: journal.LessonRow | None
    next: journal.LessonRow | None
    unfilled: int
    cases: tuple[presence.CaseRow, ...]
    led: Value | None
    """Attendance of the class led, where there is one."""

    @property
    def open_lesson(self) -> journal.LessonRow | None:
        """The lesson that the one saffron button opens: the present one, else the first that misses something."""
        gaps = (one.row for one in self.lessons if one.state is State.UNFILLED)
        return self.now or next(gaps, None) or self.next


def teacher_home(day: dt.date) -> TeacherHome:
    """The day of the teacher who asks."""
    scope, now = current_scope(), clock.now()
    person = scope.person_id
    found = journal.teacher_day(person, day, now=now) if person else journal.TeacherDay((), None, None, ())
    cases = presence.open_cases(limit=20) if scope.led_groups else []
    return TeacherHome(
        day=day,
        lessons=tuple(RailLesson(row, _state(row, now)) for row in found.lessons),
        now=found.now,
        next=found.next,
        unfilled=len(found.unfilled),
        cases=tuple(case for case in cases if case.group_id in scope.led_groups),
        led=_led(day),
    )


def _state(row: journal.LessonRow, now: dt.datetime) -> State:
    if row.is_now(now):
        return State.NOW
    if row.starts_at > now:
        return State.COMING
    return State.UNFILLED if row.is_unfilled(now) else State.DONE


def _led(day: dt.date) -> Value | None:
    led = sorted(current_scope().led_groups, key=lambda one: one.hex)
    return analytics.value_at("attendance", Place(Level.GROUP, str(led[0])), day=day) if led else None
