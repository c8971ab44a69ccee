"""One row of each model of the journal at a given school, and lessons for tests."""

import datetime as dt

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.testing.factories import factory
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.models import (
    AttendanceFact,
    BroughtFact,
    Cell,
    HomeworkFile,
    LateEdit,
    Lesson,
    LessonEntry,
    MarkFact,
    PeriodFact,
    PeriodMark,
    Score,
    ScoreFact,
    Summative,
    Unlock,
)
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


@factory(HomeworkFile)
def a_file(at: School) -> HomeworkFile:
    return HomeworkFile.objects.create(
        lesson=a_lesson(at), group_id=at.group_id, organisation_id=at.organisation_id, name="Есептер.pdf", size=9,
        added_at=NOON, added_by=at.teacher_id,
    )  # fmt: skip


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


def summative_on(
    at: School, day: dt.date, *, test: str = "sor", number: int = 1, maximum: int = 20, quarter: int = 2,
    subject: str = "algebra", grade: int = 7,
) -> Summative:  # fmt: skip
    """A test of the school's class."""
    return Summative.objects.create(
        organisation_id=at.organisation_id, group_id=at.group_id, grade=grade, subject=subject, test=test,
        school_year=2026, quarter=quarter, number=number, maximum=maximum, day=day, planned_by=at.teacher_id,
    )  # fmt: skip


@factory(Summative)
def a_summative(at: School) -> Summative:
    return Summative.objects.filter(group_id=at.group_id).first() or summative_on(at, DAY)


def _of_test(at: School) -> dict[str, object]:
    test = a_summative(at)
    return {
        "summative_id": test.id, "pupil_id": at.pupil_id, "group_id": at.group_id,
        "organisation_id": at.organisation_id, "subject": "algebra", "test": "sor", "school_year": 2026, "quarter": 2,
        "maximum": 20, "state": "scored", "value": 17,
    }  # fmt: skip


@factory(Score)
def a_score(at: School) -> Score:
    return Score.objects.create(**_of_test(at), fact_day=DAY, fact_id=new_id(), changed_at=NOON)


@factory(ScoreFact)
def a_score_fact(at: School) -> ScoreFact:
    return facts.record([ScoreFact(**_of_test(at), ground="given", happened_at=NOON)])[0]


def _of_period(at: School) -> dict[str, object]:
    return {
        "pupil_id": at.pupil_id, "group_id": at.group_id, "organisation_id": at.organisation_id, "grade": 7,
        "subject": "algebra", "school_year": 2026, "period": "q1", "scheme": "quarter", "verdict": "mark", "mark": 4,
        "percent": 74,
    }  # fmt: skip


@factory(PeriodMark)
def a_period_mark(at: School) -> PeriodMark:
    return PeriodMark.objects.create(**_of_period(at), fact_day=DAY, fact_id=new_id(), changed_at=NOON)


@factory(PeriodFact)
def a_period_fact(at: School) -> PeriodFact:
    basis = [["fo", 70, 10], ["sor", 65, 100], ["soch", 80, 100]]
    return facts.record([PeriodFact(**_of_period(at), basis=basis, happened_at=NOON)])[0]


@factory(BroughtFact)
def a_brought(at: School) -> BroughtFact:
    fact = BroughtFact(
        pupil_id=at.pupil_id, group_id=at.group_id, organisation_id=at.organisation_id, subject="algebra",
        school_year=2026, quarter=2, part="fo", got=16, most=20, happened_at=NOON,
    )  # fmt: skip
    return facts.record([fact], payloads=[{"document": "№ 12"}])[0]


@factory(Unlock)
def an_unlock(at: School) -> Unlock:
    return Unlock.objects.create(
        organisation_id=at.organisation_id, group_id=at.group_id, subject="algebra", first=DAY, last=DAY,
        reason="Қате қойылған", asked_by=at.teacher_id, asked_at=NOON,
    )  # fmt: skip


@factory(LateEdit)
def a_late_edit(at: School) -> LateEdit:
    return LateEdit.objects.create(
        organisation_id=at.organisation_id, group_id=at.group_id, lesson=a_lesson(at), pupil_id=at.pupil_id,
        kind="mark", value=8, client_id=new_id(), made_at=NOON, sent_at=NOON, sent_by=at.teacher_id,
    )  # fmt: skip
