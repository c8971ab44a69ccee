"""Summative tests on the calendar, and their scores: what stands afterwards, and what cannot be made to stand."""

import datetime as dt
from typing import Any

import pytest

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import summative_on
from shanyraq.learning.journal.models import (
    PeriodFact,
    PeriodMark,
    Score,
    ScoreFact,
    Summative,
)
from shanyraq.learning.journal.tests.story import events, new, why
from shanyraq.learning.journal.tests.term_story import (
    AFTER,
    END,
    Q2,
    as_bolat,
    draft,
    end_of_quarter,
    lesson_marks,
    lived,
    planned,
    published,
    score,
)
from shanyraq.spine.registry.factories import School, add_pupil

__all__ = ["as_bolat", "end_of_quarter"]


# --- the calendar of tests --------------------------------------------------------------------------------------------


def test_the_calendar_obeys_the_law_and_says_so(as_bolat: School) -> None:
    first, second, _third = (planned(as_bolat, day) for day in (3, 9, 10))
    for wanted, words in [
        (draft(as_bolat, 11), "three unit tests"),
        (draft(as_bolat, 25, "soch"), "last day"),
        (draft(as_bolat, 10, "soch"), "one day"),
        (draft(as_bolat, 12, "soch"), "no lessons"),
        (draft(as_bolat, 21, "soch", maximum=100), "1 to 60 points"),
    ]:
        with pytest.raises(Denied, match=words) as refusal:
            journal.plan_summatives(drafts=[wanted])
        assert refusal.value.way
    assert [row.number for row in Summative.objects.order_by("day")] == [1, 2, 3]
    journal.cancel_summative(summative_id=second)
    journal.move_summative(summative_id=first, day=dt.date(2026, 12, 4), maximum=25)
    assert list(Summative.objects.order_by("day").values_list("day", "maximum", "number")) == [
        (dt.date(2026, 12, 4), 25, 1), (dt.date(2026, 12, 10), 20, 3),
    ]  # fmt: skip
    assert planned(as_bolat, 11)
    assert set(Summative.objects.values_list("number", flat=True)) == {1, 2, 3}


def test_three_quarter_tests_a_day_are_the_most_for_a_class(as_bolat: School) -> None:
    with system_scope("the calendar of the class"):
        for at, subject in enumerate(("physics", "biology", "geometry")):
            summative_on(as_bolat, dt.date(2026, 12, 21), test="soch", number=at + 1, subject=subject)
    with pytest.raises(Denied, match="three quarter tests"):
        planned(as_bolat, 21, "soch")
    assert planned(as_bolat, 18, "soch")


def test_only_the_subjects_teacher_and_the_heads_plan(as_bolat: School, cast: Any) -> None:
    with pytest.raises(Denied, match="its teacher or a head"):
        planned(as_bolat, 10, subject="physics")
    with use_scope(as_bolat.scope("director")):
        assert planned(as_bolat, 10)
    with use_scope(cast.neighbour.scope("director")), pytest.raises(Hidden):
        planned(as_bolat, 11)
    for role in ("guardian", "pupil"):
        with use_scope(as_bolat.scope(role)), pytest.raises(Denied):
            planned(as_bolat, 11)


# --- scores -----------------------------------------------------------------------------------------------------------


def test_scores_stand_are_corrected_with_a_reason_and_clash_openly(as_bolat: School, end_of_quarter: Any) -> None:
    test, other = planned(as_bolat, 10), add_pupil(as_bolat, "Әлімбек", "Айдана")
    one = score(test, as_bolat.pupil_id, 13)
    results = journal.set_scores(
        edits=[
            one,
            one,
            score(test, other, 21),
            score(test, other, True),
            score(test, new(), 5),
            score(new(), other, 5),
        ]
    )
    assert [why(each) if isinstance(each, journal.Refused) else "stored" for each in results] == [
        "stored", "stored", "over_maximum", "over_maximum", "not_on_list", "unknown_test",
    ]  # fmt: skip
    (clash,) = journal.set_scores(edits=[score(test, as_bolat.pupil_id, 14)])
    assert isinstance(clash, journal.Clash)
    assert (clash.value, clash.by) == (13, as_bolat.teacher_id)
    fact = ScoreFact.objects.get()
    end_of_quarter.move_to(END + dt.timedelta(days=1))
    silent = score(test, as_bolat.pupil_id, 14, based_on=fact.id)
    assert why(journal.set_scores(edits=[silent])[0]) == "needs_reason"
    said = score(test, as_bolat.pupil_id, 14, based_on=fact.id, reason="Қате саналған")
    assert isinstance(journal.set_scores(edits=[said])[0], journal.Stored)
    assert list(Score.objects.values_list("pupil_id", "value")) == [(as_bolat.pupil_id, 14)]
    assert {body["test"] for body in events("ScoresSet")} == {"sor"}


def test_a_test_that_has_scores_is_not_changed_any_more(as_bolat: School) -> None:
    test = planned(as_bolat, 10)
    journal.set_scores(edits=[score(test, as_bolat.pupil_id, 13)])
    for act in (
        lambda: journal.cancel_summative(summative_id=test),
        lambda: journal.move_summative(summative_id=test, day=dt.date(2026, 12, 11), maximum=30),
    ):
        with pytest.raises(Denied, match="has scores"):
            act()


def test_a_test_of_tomorrow_has_no_scores_yet(as_bolat: School) -> None:
    test = planned(as_bolat, 24, "soch")
    assert why(journal.set_scores(edits=[score(test, as_bolat.pupil_id, 13)])[0]) == "not_yet"


def test_whoever_was_ill_writes_later_and_is_temporarily_not_assessed(as_bolat: School, end_of_quarter: Any) -> None:
    lesson_marks(as_bolat)
    test, soch = planned(as_bolat, 10), planned(as_bolat, 21, "soch")
    journal.set_scores(edits=[score(test, as_bolat.pupil_id, 13)])
    journal.excuse_score(
        summative_id=soch, pupil_id=as_bolat.pupil_id, excuse=journal.Excuse.ILLNESS, due=dt.date(2027, 1, 15),
        document="№ 12 анықтама",
    )  # fmt: skip
    found = journal.publish_term(
        group_id=as_bolat.group_id, subject="algebra", period=Q2, year=2026, seen={as_bolat.pupil_id: "temporarily"}
    )
    assert found.pupils == (as_bolat.pupil_id,)
    end_of_quarter.move_to(AFTER)  # the register is closed; the individual schedule goes on
    row = Score.objects.get(test="soch")
    late = score(soch, as_bolat.pupil_id, 16, based_on=row.fact_id)
    assert isinstance(journal.set_scores(edits=[late])[0], journal.Stored)
    assert published(as_bolat).pupils == (as_bolat.pupil_id,)
    mark = PeriodMark.objects.get()
    assert (mark.verdict, mark.mark, mark.corrected) == ("mark", 4, False)
    assert list(PeriodFact.objects.order_by("id").values_list("verdict", flat=True)) == ["temporarily", "mark"]


def test_a_disputed_quarter_test_may_go_down_but_not_after_the_day_before_the_marks(
    as_bolat: School, end_of_quarter: Any
) -> None:
    sor, soch = lived(as_bolat)
    with pytest.raises(Denied):
        journal.moderate_score(summative_id=soch, pupil_id=as_bolat.pupil_id, value=15, reason="Даулы тапсырма")
    with use_scope(as_bolat.scope("director")):
        with pytest.raises(Denied, match="quarter test"):
            journal.moderate_score(summative_id=sor, pupil_id=as_bolat.pupil_id, value=15, reason="Даулы тапсырма")
        end_of_quarter.move_to(dt.datetime(2026, 12, 24, 12, tzinfo=clock.ZONE))
        journal.moderate_score(summative_id=soch, pupil_id=as_bolat.pupil_id, value=12, reason="Даулы тапсырма")
        assert (Score.objects.get(test="soch").value, ScoreFact.objects.latest("id").ground) == (12, "moderated")
        end_of_quarter.move_to(dt.datetime(2026, 12, 25, 12, tzinfo=clock.ZONE))
        with pytest.raises(Denied, match="a day before the marks"):
            journal.moderate_score(summative_id=soch, pupil_id=as_bolat.pupil_id, value=16, reason="Қайта")
