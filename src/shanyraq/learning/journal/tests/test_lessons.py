"""Plans, entries, whole terms, and what others see of them."""

import datetime as dt
from typing import Any

import pytest

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied
from shanyraq.kernel.scope import NOBODY, system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.models import Cell, Lesson
from shanyraq.learning.journal.projections.checks import cells_against_facts
from shanyraq.learning.journal.tests.story import as_bolat, draft_of, edit, events, lesson
from shanyraq.spine.registry.factories import School

__all__ = ["as_bolat", "lesson"]


def test_plans_are_refused_whole_where_one_lesson_cannot_be(as_director: Any, lesson: Lesson) -> None:
    at, next_door = as_director.school, as_director.neighbour
    good = draft_of(lesson, at)
    for bad in (
        {"number": 1}, {"group_id": next_door.group_id}, {"teacher_id": next_door.teacher_id},
        {"ends_at": lesson.starts_at}, {"day": lesson.day + dt.timedelta(days=1)},
    ):  # fmt: skip
        with pytest.raises(Denied):
            journal.plan_lessons(drafts=[good, draft_of(lesson, at, **{"number": 3} | bad)])
    assert Lesson.objects.count() == 1
    with pytest.raises(Denied):
        journal.plan_lessons(drafts=[draft_of(lesson, next_door)])
    assert journal.plan_lessons(drafts=[good]) == [good.id]
    assert Lesson.objects.get(id=good.id).grade == 7


def test_homework_stands_once_and_a_colleagues_words_are_not_overwritten(as_bolat: School, lesson: Lesson) -> None:
    first = journal.write_lesson(lesson_id=lesson.id, topic=" Көпмүшелер ", homework="№ 12", due=lesson.day)
    assert journal.write_lesson(lesson_id=lesson.id, topic="Көпмүшелер", homework="№ 12", due=lesson.day) == first
    with pytest.raises(Conflict):
        journal.write_lesson(lesson_id=lesson.id, topic="Басқа", homework="")
    journal.write_lesson(lesson_id=lesson.id, topic="Басқа", homework="", based_on=first)
    for bad in ({"topic": "x" * 301}, {"homework": "x" * 2001}, {"due": lesson.day - dt.timedelta(days=1)}):
        with pytest.raises(Denied):
            journal.write_lesson(**{"lesson_id": lesson.id, "topic": "а", "homework": "", "anew": True} | bad)
    assert len(events("LessonWritten")) == 2


def test_a_term_at_once_is_what_the_facts_say(as_bolat: School, lesson: Lesson) -> None:
    at = lesson.starts_at
    with system_scope("a lived-in term"):
        mark = journal.MarkDraft(lesson_id=lesson.id, pupil_id=as_bolat.pupil_id, value=7, happened_at=at)
        sheet = journal.AttendanceDraft(
            lesson_id=lesson.id, exceptions=((as_bolat.pupil_id, "late"),), roll=1, happened_at=at
        )
        entry = journal.EntryDraft(lesson_id=lesson.id, topic="Т", homework="Ү", due=None, happened_at=at)
        assert journal.set_marks_many(drafts=[mark]) == 1
        assert journal.take_attendance_many(drafts=[sheet]) == 1
        assert journal.write_lessons_many(drafts=[entry]) == 1
        for repeated in (
            lambda: journal.set_marks_many(drafts=[mark]),
            lambda: journal.take_attendance_many(drafts=[sheet]),
            lambda: journal.write_lessons_many(drafts=[entry]),
        ):
            with pytest.raises(Denied):
                repeated()
        assert list(cells_against_facts()) == []
    (row,) = journal.lesson_register(lesson.id).rows
    assert (row.code, row.mark, row.average, row.mark_state) == ("late", 7, 7, "sent")


def test_a_changed_projection_is_named(as_bolat: School, lesson: Lesson) -> None:
    journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, 4)])
    journal.take_attendance(lesson_id=lesson.id, exceptions={as_bolat.pupil_id: "late"})
    journal.write_lesson(lesson_id=lesson.id, topic="Көпмүшелер", homework="")
    with system_scope("verify"):
        assert list(cells_against_facts()) == []
        Cell.objects.update(mark=10, code="")
        Lesson.objects.update(topic="Басқа")
        assert [line.split(": ", 1)[1] for line in cells_against_facts()] == [
            "the mark shows 10, its fact says 4",
            "the attendance shows '', its fact says 'late'",
            "topic, homework or objectives differ from their entry",
        ]


def test_the_neighbours_family_and_nobody_see_nothing(as_bolat: School, lesson: Lesson, cast: Any) -> None:
    journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, 4)])
    for scope in (cast.neighbour.scope("guardian"), cast.neighbour.scope("director"), NOBODY):
        with use_scope(scope):
            assert journal.day_of_pupil(as_bolat.pupil_id, lesson.day) == []
            assert journal.marks_since([as_bolat.pupil_id], lesson.starts_at - dt.timedelta(days=1)) == {}
    with use_scope(as_bolat.scope("guardian")):
        (news,) = journal.marks_since([as_bolat.pupil_id], clock.now() - dt.timedelta(hours=1))[as_bolat.pupil_id]
    assert (news.mark, news.subject_code) == (4, "algebra")
