"""What is still to be done across all subjects, and the tests ahead."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.kernel import clock
from shanyraq.learning.diary import api as diary
from shanyraq.learning.journal import api as journal
from shanyraq.portals.family.queries.children import Chosen
from shanyraq.portals.family.queries.homework import Homework, homework_of
from shanyraq.portals.family.queries.test_words import TEST_WORDS

BACK = dt.timedelta(days=14)
"""Homework that was due longer ago is water under the bridge."""
AHEAD = dt.timedelta(days=7)
CALENDAR = dt.timedelta(days=120)


@dataclass(frozen=True, slots=True)
class TestLine:
    """One test in a list."""

    test: journal.PupilTest
    words: str
    why: str
    until: dt.date | None
    late: bool

    __test__ = False

    @staticmethod
    def of(test: journal.PupilTest) -> "TestLine":
        """A test on the calendar, with nothing to be done about it."""
        return TestLine(test, str(TEST_WORDS[test.test]), "", test.day, late=False)


@dataclass(frozen=True, slots=True)
class TodoPage:
    child: Chosen
    today: dt.date
    late: tuple[Homework, ...]
    homework: tuple[Homework, ...]
    missed: tuple[TestLine, ...]
    ahead: tuple[TestLine, ...]

    @property
    def number(self) -> int:
        """How many things are to be done now; what was not ticked in time may well be done."""
        return len(self.homework) + len(self.missed)


def todo_of(child: Chosen) -> TodoPage:
    """Homework not ticked, tests missed, tests to come."""
    today = clock.today()
    lessons = journal.lessons_of_pupil(child.id, first=today - BACK, last=today + AHEAD)
    done = diary.ticked(child.id, since=today - BACK)
    owed = diary.homework_owed(lessons, ticked=done, today=today)
    homework = [(_homework(one, done), one.late) for one in owed]
    first, last = _quarter(today)
    tests = journal.tests_of_pupil(child.id, first=first, last=last)
    away = journal.away_on(child.id, {test.day for test in tests if test.state is None and test.day <= today})
    return TodoPage(
        child=child,
        today=today,
        late=tuple(one for one, late in homework if late),
        homework=tuple(one for one, late in homework if not late),
        missed=tuple(_line(one) for one in diary.tests_owed(tests, away=away, today=today)),
        ahead=tuple(TestLine.of(test) for test in tests if test.day > today),
    )


def _homework(one: diary.Owed, done: frozenset[uuid.UUID]) -> Homework:
    lesson = one.thing
    assert isinstance(lesson, journal.PupilLesson)
    return homework_of(lesson, one.until, done)


def _line(one: diary.Owed) -> TestLine:
    test = one.thing
    assert isinstance(test, journal.PupilTest)
    return TestLine(test, str(TEST_WORDS[test.test]), one.why, one.until, one.late)


def _quarter(today: dt.date) -> tuple[dt.date, dt.date]:
    """From the first day of the running quarter, far enough for the tests that stand on the calendar."""
    try:
        year, number = journal.current_quarter(today)
        return journal.term(journal.Period(f"q{number}"), year).first, today + CALENDAR
    except LookupError:
        return today - BACK, today + CALENDAR
