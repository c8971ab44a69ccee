"""What a head looks at: lessons not filled, marks that cannot well be, and a class's homework of a day."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.queries.control import (
    homework_loads,
    lessons_alike,
    lessons_on_days_off,
    unfilled_lessons,
)
from shanyraq.learning.journal.rules.control import are_all_alike
from shanyraq.learning.journal.tests.story import new
from shanyraq.learning.journal.tests.test_pages import signed_in
from shanyraq.spine.registry.factories import School, add_pupil

MONDAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
FIRST = MONDAY - dt.timedelta(days=13)


@pytest.fixture
def school(cast: Any, time_machine: Any) -> School:
    time_machine.move_to(NOON, tick=False)
    return cast.school


@pytest.mark.parametrize(
    ("counts", "said"),
    [({10: 10}, 10), ({10: 9}, None), ({10: 9, 9: 1}, None), ({}, None), ({5: 30}, 5), ({10: 15, 8: 15}, None)],
)
def test_one_mark_for_everybody_wants_a_look(counts: dict[int, int], said: int | None) -> None:
    assert are_all_alike(counts, least=10, share=100) == said


def test_what_is_not_filled_is_put_together(school: School, cast: Any) -> None:
    with system_scope("lessons"):
        over = [lesson_on(school, FIRST, 1), lesson_on(school, MONDAY, 1), lesson_on(school, MONDAY, 2)]
        lesson_on(school, MONDAY, 8)  # it is not over at noon
        lesson_on(school, FIRST - dt.timedelta(days=1), 1)
        lesson_on(cast.neighbour, MONDAY, 1)
        journal.take_attendance(lesson_id=over[0].id, exceptions={})
        journal.write_lesson(lesson_id=over[0].id, topic="Көпмүшелер", homework="")
        journal.take_attendance(lesson_id=over[1].id, exceptions={})
    with use_scope(school.scope("director")):
        total, [group] = unfilled_lessons(school.organisation_id, FIRST, MONDAY, by="teacher", now=NOON)
        assert (total, group.title) == (2, "Тілеуов Болат")
        assert {row.id for row in group.lessons} == {over[1].id, over[2].id}
        assert [each.title for each in unfilled_lessons(
            school.organisation_id, FIRST, MONDAY, by="group", now=NOON)[1]] == ["7 «Ә»"]  # fmt: skip
    with use_scope(cast.neighbour.scope("director")):
        assert unfilled_lessons(school.organisation_id, FIRST, MONDAY, by="day", now=NOON) == (0, [])


def test_all_fives_and_a_lesson_on_sunday_are_shown(school: School) -> None:
    pupils = [school.pupil_id, *(add_pupil(school, "Оқушы", f"Н{number:02}") for number in range(10))]
    with system_scope("marks"):
        alike, varied = lesson_on(school, MONDAY, 1), lesson_on(school, MONDAY, 2)
        sunday = lesson_on(school, MONDAY - dt.timedelta(days=1), 1)
        for lesson, values in ((alike, [10] * 11), (varied, range(11))):
            edits = [
                journal.MarkEdit(client_id=new(), lesson_id=lesson.id, pupil_id=pupil, value=value % 10 or 10)
                for pupil, value in zip(pupils, values, strict=True)
            ]
            journal.set_marks(edits=edits)
        journal.take_attendance(lesson_id=sunday.id, exceptions={})
    with use_scope(school.scope("director")):
        [found] = lessons_alike(school.organisation_id, FIRST, MONDAY)
        assert (found.lesson.id, found.mark, found.number) == (alike.id, 10, 11)
        assert [row.id for row in lessons_on_days_off(school.organisation_id, FIRST, MONDAY)] == [sunday.id]


def test_a_class_with_too_much_homework_and_the_warning_while_writing(school: School) -> None:
    due = MONDAY + dt.timedelta(days=2)
    subjects = ("algebra", "physics", "biology", "chemistry")
    with system_scope("homework"):
        for number, subject in enumerate(subjects, start=1):
            lesson = lesson_on(school, MONDAY, number, subject=subject)
            journal.write_lesson(lesson_id=lesson.id, topic="Тақырып", homework="№ 1", due=due)
        fifth = lesson_on(school, MONDAY, 5, subject="geometry")
    aigerim, bolat = signed_in(school.director_id), signed_in(school.teacher_id)
    with use_scope(school.scope("director")):
        assert homework_loads(school.organisation_id, MONDAY, due) == []
    warning = bolat.get(reverse("homework_load", args=[fifth.id]), {"due": due.isoformat()}).content.decode()
    assert "notice-care" in warning
    quiet = bolat.get(reverse("homework_load", args=[fifth.id]), {"due": (due + dt.timedelta(days=1)).isoformat()})
    assert quiet.content.strip() == b""
    assert bolat.get(reverse("homework_load", args=[fifth.id]), {"due": "ертең"}).content == b""
    with system_scope("the fifth"):
        journal.write_lesson(lesson_id=fifth.id, topic="Тақырып", homework="№ 2", due=due)
    with use_scope(school.scope("director")):
        [load] = homework_loads(school.organisation_id, MONDAY, due)
        assert (load.group, load.day, load.subjects, load.most) == ("7 «Ә»", due, 5, 4)
    page = aigerim.get(reverse("register_control"), {"look": "homework"}).content.decode()
    assert page.count("#homework") == 5


def test_control_is_for_heads_and_takes_no_other_words(school: School, cast: Any) -> None:
    address = reverse("register_control")
    aigerim = signed_in(school.director_id)
    for query in ({}, {"by": "group"}, {"by": "day"}, {"look": "patterns"}, {"look": "homework"}):
        assert aigerim.get(address, query).status_code == 200
    for query in ({"look": "x"}, {"by": "x"}, {"look": ""}):
        assert aigerim.get(address, query).status_code == 404
    for person in (school.teacher_id, school.guardian_id):
        assert signed_in(person).get(address).status_code == 404
