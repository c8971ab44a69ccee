"""Scores, results and corrections reach Dana; requests and late entries reach Aigerim, her answer reaches Bolat."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from shanyraq.kernel import clock
from shanyraq.kernel.events.delivery import drain
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.tests.story import edit
from shanyraq.learning.journal.tests.test_term_acts import AFTER, END, lived, published, unlocked
from shanyraq.spine.notices import api as notices


@pytest.fixture(autouse=True)
def end_of_quarter() -> Iterator[Any]:
    with time_machine.travel(END, tick=False) as traveller:
        yield traveller


def codes(school: Any, role: str) -> list[str]:
    with system_scope("deliveries"):
        drain()
    scope = school.scope(role)
    with use_scope(scope):
        return sorted({row.code for row in notices.notices_of(scope.person_id)})


def test_dana_hears_of_scores_and_results_and_of_a_correction(cast: Any, end_of_quarter: Any) -> None:
    school = cast.school
    with use_scope(school.scope("teacher")):
        lived(school)
        published(school)
    assert codes(school, "guardian") == ["mark_set", "result_published", "score_set"]
    with use_scope(school.scope("director")):
        journal.declare_not_assessed(
            pupil_id=school.pupil_id, subject="algebra", period=journal.Period.Q1, year=2026,
            verdict=journal.Verdict.NOT_ASSESSED, reason="Санаторий",
        )  # fmt: skip
    assert "result_corrected" in codes(school, "guardian")


def test_aigerim_hears_who_asks_and_bolat_what_she_decided(cast: Any, end_of_quarter: Any) -> None:
    school = cast.school
    with system_scope("a lesson"):
        lesson = lesson_on(school, dt.date(2026, 12, 15))
    end_of_quarter.move_to(AFTER)
    with use_scope(school.scope("teacher")):
        in_time = dt.datetime(2026, 12, 29, 20, tzinfo=clock.ZONE)
        journal.set_marks(edits=[edit(lesson, school.pupil_id, 9, made_at=in_time)])
        unlocked(school, lesson.day)
    assert codes(school, "director") == ["late_edit", "unlock_asked"]
    with use_scope(school.scope("director")):
        (late,) = journal.late_edits()
        journal.decline_late_edit(late_edit_id=late.id, reason="Куәсі жоқ")
    assert codes(school, "teacher") == ["late_edit_decided", "unlock_decided"]
