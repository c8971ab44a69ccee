"""One row of each model of the journal at a given school, and lessons for tests."""

import datetime as dt

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.testing.factories import factory
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.models import AttendanceFact, Cell, Lesson, LessonEntry, MarkFact
from shanyraq.spine.registry.factories import School

DAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


def lesson_on(at: School, day: dt.date, number: int = 1, *, subject: str = "algebra", grade: int = 7) -> Lesson:
    """A saved lesson of the school's class with its teacher, at the usual hour of its number."""
    starts = dt.datetime.combine(day, dt.time(8), tzinfo=clock.ZONE) + dt.timedelta(minutes=50 * (number - 1))
    return Lesson.objects.create(
        organisation_id=at.organisation_id, group_id=at.group_id, teacher_id=at.teacher_id, grade=grade,
        subject=subject, day=day, number=number, starts_at=starts, ends_at=starts + dt.timedelta(minutes=40),
    )  # fmt: skip


@factory(Lesson)
def a_lesson(at: School) -> Lesson:
    found = Lesson.objects.filter(group_id=at.group_id, day=DAY, number=1).first()
    return found or lesson_on(at, DAY)


@factory(Cell)
def a_cell(at: School) -> Cell:
    return Cell.objects.create(
        id=new_id(), lesson=a_lesson(at), pupil_id=at.pupil_id, group_id=at.group_id,
        organisation_id=at.organisation_id, subject="algebra", day=DAY, mark=9, changed_at=NOON,
    )  # fmt: skip


@factory(MarkFact)
def a_mark(at: School) -> MarkFact:
    mark = MarkFact(
        organisation_id=at.organisation_id, lesson_id=a_lesson(at).id, group_id=at.group_id, pupil_id=at.pupil_id,
        subject="algebra", kind="formative", value=9, happened_at=NOON,
    )  # fmt: skip
    return facts.record([mark])[0]


@factory(AttendanceFact)
def an_attendance(at: School) -> AttendanceFact:
    fact = AttendanceFact(
        organisation_id=at.organisation_id, lesson_id=a_lesson(at).id, group_id=at.group_id, subject="algebra",
        number=1, exceptions=[[at.pupil_id.hex, "ill"]], roll=1, happened_at=NOON,
    )  # fmt: skip
    return facts.record([fact])[0]


@factory(LessonEntry)
def an_entry(at: School) -> LessonEntry:
    entry = LessonEntry(
        organisation_id=at.organisation_id, lesson_id=a_lesson(at).id, group_id=at.group_id, happened_at=NOON
    )
    return facts.record([entry], payloads=[{"topic": "Қысқаша көбейту"}])[0]
