"""Marks, attendance and entries: what stands afterwards, and what cannot be made to stand."""

import datetime as dt
from typing import Any

import pytest

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, Hidden
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.models import AttendanceFact, Cell, Lesson, MarkFact
from shanyraq.learning.journal.rules import register as rules
from shanyraq.learning.journal.tests.story import as_bolat, code, draft_of, edit, events, lesson, new, why
from shanyraq.spine.presence.api import Says
from shanyraq.spine.registry.factories import School, add_pupil, person

__all__ = ["as_bolat", "lesson"]


def test_codes_are_the_words_of_presence() -> None:
    assert {each.value for each in rules.Code} == {each.value for each in Says} - {"in", "out"}


def test_bolat_marks_erzhan_and_dana_is_told(as_bolat: School, lesson: Lesson) -> None:
    (done,) = journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, 9)])
    cell = Cell.objects.get()
    assert isinstance(done, journal.Stored)
    assert (cell.mark, cell.mark_id, cell.day, cell.changed_by) == (9, done.fact_id, lesson.day, as_bolat.teacher_id)
    assert [body["pupil_ids"] for body in events("MarksSet")] == [[str(as_bolat.pupil_id)]]
    with use_scope(as_bolat.scope("guardian")):
        (row,) = journal.day_of_pupil(as_bolat.pupil_id, lesson.day)
    assert (row.mark, row.mark_key, row.teacher, row.mark_sealed) == (
        9,
        (clock.today(), done.fact_id),
        "Тілеуов Болат",
        False,
    )


def test_one_bad_edit_loses_no_other(as_bolat: School, lesson: Lesson, cast: Any) -> None:
    pupils = [as_bolat.pupil_id, *(add_pupil(as_bolat, "Оқушы", name) for name in "АӘБВГ")]
    stranger = cast.neighbour.pupil_id
    results = journal.set_marks(
        edits=[
            edit(lesson, pupils[0], 11),
            edit(lesson, pupils[1], 0),
            edit(lesson, pupils[2], True),
            edit(lesson, pupils[3], 10),
            edit(lesson, stranger, 5),
            edit(lesson, pupils[4], 5, lesson_id=new()),
            edit(lesson, pupils[5], None),
            edit(lesson, pupils[4], 7, comment="x" * 301),
        ]
    )
    assert [why(each) if isinstance(each, journal.Refused) else "stored" for each in results] == [
        "out_of_scale", "out_of_scale", "out_of_scale", "stored", "not_on_list", "unknown_lesson", "stored", "too_long",
    ]  # fmt: skip
    assert list(MarkFact.objects.values_list("pupil_id", "value")) == [(pupils[3], 10)]


def test_another_schools_lesson_is_unknown_and_a_colleagues_is_not_yours(as_bolat: School, cast: Any) -> None:
    with system_scope("lessons of others"):
        far = lesson_on(cast.neighbour, clock.today())
        colleague = person("Ахметова", "Гүлнар", organisation_id=as_bolat.organisation_id, is_staff=True)
        Lesson.objects.filter(teacher=as_bolat.teacher_id).update(teacher=colleague)
        near = Lesson.objects.get(teacher=colleague)
    assert why(journal.set_marks(edits=[edit(far, cast.neighbour.pupil_id, 5)])[0]) == "unknown_lesson"
    plain = as_bolat.scope("teacher").__class__(
        **{
            name: getattr(as_bolat.scope("teacher"), name)
            for name in ("actor_kind", "actor_id", "person_id", "posts", "groups")
        }
    )
    with use_scope(plain):  # teaches the class, is neither its class teacher nor this lesson's teacher
        assert why(journal.set_marks(edits=[edit(near, as_bolat.pupil_id, 5)])[0]) == "not_yours"
    with pytest.raises(Hidden):
        journal.take_attendance(lesson_id=far.id, exceptions={})
    with pytest.raises(Hidden):
        journal.lesson_register(far.id)


def test_a_class_teacher_or_head_corrects_only_with_a_reason(as_bolat: School, lesson: Lesson) -> None:
    (first,) = journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, 4)])
    with use_scope(as_bolat.scope("director")):
        silent = edit(lesson, as_bolat.pupil_id, 5, based_on=first.fact_id)
        assert why(journal.set_marks(edits=[silent])[0]) == "needs_reason"
        said = edit(lesson, as_bolat.pupil_id, 5, based_on=first.fact_id, reason="Қате қойылған")
        (done,) = journal.set_marks(edits=[said])
    fact = MarkFact.objects.get(id=done.fact_id)
    assert (fact.value, fact.supersedes_id, fact.actor_id) == (5, first.fact_id, as_bolat.director_id)
    assert facts.payloads_of([(fact.day, fact.id)]) == {fact.id: {"reason": "Қате қойылған"}}


def test_who_puts_their_mark_over_anothers_says_why(as_bolat: School, lesson: Lesson) -> None:
    """The class teacher gave it with a reason; the lesson's own teacher, on its own day, must give one too."""
    with use_scope(as_bolat.scope("director")):
        (first,) = journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, 4, reason="Жобасы үшін")])
    silent = edit(lesson, as_bolat.pupil_id, 5, based_on=first.fact_id)
    assert why(journal.set_marks(edits=[silent])[0]) == "needs_reason"
    (done,) = journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, 5, based_on=first.fact_id, reason="Келістік")])
    own = edit(lesson, as_bolat.pupil_id, 6, based_on=done.fact_id)
    assert isinstance(journal.set_marks(edits=[own])[0], journal.Stored)


def test_yesterdays_gap_may_be_filled_and_a_mark_that_stands_needs_a_reason(as_bolat: School) -> None:
    with system_scope("yesterday"):
        lesson = lesson_on(as_bolat, clock.today() - dt.timedelta(days=1))
    (first,) = journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, 4)])
    later = edit(lesson, as_bolat.pupil_id, 5, based_on=first.fact_id)
    assert why(journal.set_marks(edits=[later])[0]) == "needs_reason"


def test_tomorrows_lesson_cannot_be_marked_but_its_homework_may_be_written(as_bolat: School) -> None:
    with system_scope("tomorrow"):
        lesson = lesson_on(as_bolat, clock.today() + dt.timedelta(days=1))
    assert why(journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, 5)])[0]) == "not_yet"
    with pytest.raises(Denied):
        journal.take_attendance(lesson_id=lesson.id, exceptions={})
    assert journal.write_lesson(lesson_id=lesson.id, topic="Көпмүшелер", homework="№ 12-15")


def test_first_graders_get_no_marks(as_bolat: School) -> None:
    with system_scope("grade 1"):
        lesson = lesson_on(as_bolat, clock.today(), 3, grade=1)
    for value in (5, None):
        assert why(journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, value)])[0]) == "no_marks_in_grade"
    assert journal.take_attendance(lesson_id=lesson.id, exceptions={})


def test_the_same_edit_twice_is_stored_once(as_bolat: School, lesson: Lesson) -> None:
    one = edit(lesson, as_bolat.pupil_id, 8)
    assert journal.set_marks(edits=[one, one])[0] == journal.set_marks(edits=[one])[0]
    absent = code(lesson, as_bolat.pupil_id, "ill")
    assert journal.set_codes(edits=[absent]) == journal.set_codes(edits=[absent, absent])[:1]
    assert (MarkFact.objects.count(), AttendanceFact.objects.count()) == (1, 1)


def test_a_stale_edit_shows_what_stands_and_overwrites_nothing(as_bolat: School, lesson: Lesson) -> None:
    (first,) = journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, 8)])
    stale = edit(lesson, as_bolat.pupil_id, 3)
    (clash,) = journal.set_marks(edits=[stale])
    assert isinstance(clash, journal.Clash)
    assert (clash.value, clash.fact_id, clash.by) == (8, first.fact_id, as_bolat.teacher_id)
    same = edit(lesson, as_bolat.pupil_id, 8)
    assert journal.set_marks(edits=[same]) == [journal.Stored(same.client_id, first.fact_id)]
    withdrawn = edit(lesson, as_bolat.pupil_id, None, based_on=first.fact_id)
    assert isinstance(journal.set_marks(edits=[withdrawn])[0], journal.Stored)
    assert (Cell.objects.get().mark, MarkFact.objects.count()) == (None, 2)


def test_attendance_is_one_fact_that_lists_the_exceptions(as_bolat: School, lesson: Lesson) -> None:
    other = add_pupil(as_bolat, "Әлімбек", "Айдана")
    first = journal.take_attendance(lesson_id=lesson.id, exceptions={as_bolat.pupil_id: "unexcused", other: "present"})
    fact = AttendanceFact.objects.get()
    assert (fact.id, fact.exceptions, fact.roll) == (first, [[as_bolat.pupil_id.hex, "unexcused"]], 2)
    assert dict(events("AttendanceTaken")[0]["entries"]) == {as_bolat.pupil_id.hex: "unexcused", other.hex: "present"}
    again = journal.take_attendance(lesson_id=lesson.id, exceptions={as_bolat.pupil_id: "unexcused"})
    assert again == first
    with pytest.raises(Conflict) as conflict:
        journal.take_attendance(lesson_id=lesson.id, exceptions={})
    assert conflict.value.current == {as_bolat.pupil_id: "unexcused"}
    second = journal.take_attendance(lesson_id=lesson.id, exceptions={other: "late"}, based_on=first)
    assert AttendanceFact.objects.get(id=second).supersedes_id == first
    assert dict(Cell.objects.values_list("pupil_id", "code")) == {as_bolat.pupil_id: "", other: "late"}


def test_two_pupils_of_one_class_are_two_cells_also_in_attendance(as_bolat: School, lesson: Lesson) -> None:
    other = add_pupil(as_bolat, "Әлімбек", "Айдана")
    journal.take_attendance(lesson_id=lesson.id, exceptions={})
    head = use_scope(as_bolat.scope("director"))
    with head:
        one = journal.set_codes(edits=[code(lesson, as_bolat.pupil_id, "excused", seen="present", reason="Олимпиада")])
    two = journal.set_codes(
        edits=[code(lesson, other, "ill", seen="present"), code(lesson, as_bolat.pupil_id, "unexcused", seen="present")]
    )
    assert isinstance(one[0], journal.Stored)
    assert isinstance(two[0], journal.Stored)
    assert isinstance(two[1], journal.Clash)
    assert two[1].value == "excused"
    assert dict(Cell.objects.values_list("pupil_id", "code")) == {as_bolat.pupil_id: "excused", other: "ill"}


@pytest.mark.parametrize("said", ["in", "", "қ/н", "PRESENT", 5, None])
def test_unknown_codes_are_refused(as_bolat: School, lesson: Lesson, said: Any) -> None:
    assert why(journal.set_codes(edits=[code(lesson, as_bolat.pupil_id, said)])[0]) == "unknown_code"
    with pytest.raises(Denied):
        journal.take_attendance(lesson_id=lesson.id, exceptions={as_bolat.pupil_id: said})


def test_too_many_edits_are_refused_whole(as_bolat: School, lesson: Lesson) -> None:
    with pytest.raises(Denied):
        journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, 5)] * 10_000)
    with pytest.raises(Denied):
        journal.set_codes(edits=[code(lesson, as_bolat.pupil_id, "ill")] * 10_000)


@pytest.mark.parametrize("role", ["guardian", "pupil", "office"])
def test_families_and_offices_write_nothing(cast: Any, lesson: Lesson, role: str) -> None:
    with use_scope(cast.school.scope(role)):
        for act in (
            lambda: journal.set_marks(edits=[edit(lesson, cast.school.pupil_id, 10)]),
            lambda: journal.set_codes(edits=[code(lesson, cast.school.pupil_id, "present")]),
            lambda: journal.take_attendance(lesson_id=lesson.id, exceptions={}),
            lambda: journal.write_lesson(lesson_id=lesson.id, topic="x", homework=""),
            lambda: journal.set_marks_many(drafts=[]),
            lambda: journal.plan_lessons(drafts=[draft_of(lesson, cast.school)]),
        ):
            with pytest.raises(Denied):
                act()
