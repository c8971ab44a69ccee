"""Scores, results and corrections reach Dana; requests and late entries reach Aigerim, her answer reaches Bolat."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from shanyraq.kernel import clock
from shanyraq.kernel.events.delivery import drain
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on, summative_on
from shanyraq.spine.notices import api as notices

END = dt.datetime(2026, 12, 22, 12, tzinfo=clock.ZONE)
AFTER = dt.datetime(2027, 1, 13, 12, tzinfo=clock.ZONE)


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
    with system_scope("a lesson and two tests"):
        lesson = lesson_on(school, dt.date(2026, 12, 15))
        tests = [summative_on(school, dt.date(2026, 12, day), test=test) for day, test in ((10, "sor"), (21, "soch"))]
    with use_scope(school.scope("teacher")):
        journal.set_marks(
            edits=[journal.MarkEdit(client_id=new_id(), lesson_id=lesson.id, pupil_id=school.pupil_id, value=7)]
        )
        scores = [
            journal.ScoreEdit(client_id=new_id(), summative_id=test.id, pupil_id=school.pupil_id, value=16)
            for test in tests
        ]
        journal.set_scores(edits=scores)
        journal.publish_term(
            group_id=school.group_id, subject="algebra", period=journal.Period.Q2, year=2026,
            seen={school.pupil_id: "4"},
        )  # fmt: skip
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
        late = journal.MarkEdit(
            client_id=new_id(), lesson_id=lesson.id, pupil_id=school.pupil_id, value=9, made_at=in_time
        )
        journal.set_marks(edits=[late])
        asked = journal.ask_unlock(
            group_id=school.group_id, subject="algebra", first=lesson.day, last=lesson.day, reason="Қате қойылған"
        )
    assert codes(school, "director") == ["late_edit", "unlock_asked"]
    with use_scope(school.scope("director")):
        journal.grant_unlock(unlock_id=asked)
        (waits,) = journal.late_edits()
        journal.decline_late_edit(late_edit_id=waits.id, reason="Куәсі жоқ")
    assert codes(school, "teacher") == ["late_edit_decided", "unlock_decided"]
