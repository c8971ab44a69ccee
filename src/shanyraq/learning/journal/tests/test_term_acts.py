"""Tests, scores, results, corrections and locks: what stands afterwards, and what cannot be made to stand."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.utils.translation import override

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, Hidden
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on, summative_on
from shanyraq.learning.journal.models import (
    Cell,
    LateEdit,
    Lesson,
    MarkFact,
    PeriodFact,
    PeriodMark,
    Score,
    ScoreFact,
    Summative,
    Unlock,
)
from shanyraq.learning.journal.projections.term_checks import terms_against_facts
from shanyraq.learning.journal.tests.story import code, edit, events, new, why
from shanyraq.spine.registry.factories import School, add_pupil

Q2 = journal.Period.Q2
END = dt.datetime(2026, 12, 22, 12, tzinfo=clock.ZONE)
AFTER = dt.datetime(2027, 1, 13, 12, tzinfo=clock.ZONE)
"""A Tuesday in the last week of the second quarter, and a day after its register was closed."""


@pytest.fixture(autouse=True)
def end_of_quarter() -> Iterator[Any]:
    with override("en"), time_machine.travel(END, tick=False) as traveller:
        yield traveller


@pytest.fixture
def as_bolat(cast: Any) -> Iterator[School]:
    with use_scope(cast.school.scope("teacher")):
        yield cast.school


def draft(at: School, day: int, test: str = "sor", **more: Any) -> journal.TestDraft:
    values = {"group_id": at.group_id, "subject": "algebra", "day": dt.date(2026, 12, day), "maximum": 20}
    return journal.TestDraft(test=journal.Test(test), **values | more)


def planned(at: School, day: int, test: str = "sor", **more: Any) -> uuid.UUID:
    return journal.plan_summatives(drafts=[draft(at, day, test, **more)])[0]


def score(test: uuid.UUID, pupil: uuid.UUID, value: Any, **more: Any) -> journal.ScoreEdit:
    return journal.ScoreEdit(**{"client_id": new(), "summative_id": test, "pupil_id": pupil, "value": value} | more)


def lived(at: School) -> tuple[uuid.UUID, uuid.UUID]:
    """Formative 6 and 8, a unit test 13 of 20, a quarter test 16 of 20: 73.75, a 4."""
    for day, value in ((8, 6), (15, 8)):
        with system_scope("a lesson"):
            lesson = lesson_on(at, dt.date(2026, 12, day))
        journal.set_marks(edits=[edit(lesson, at.pupil_id, value)])
    sor, soch = planned(at, 10), planned(at, 21, "soch")
    journal.set_scores(edits=[score(sor, at.pupil_id, 13), score(soch, at.pupil_id, 16)])
    return sor, soch


def published(at: School, **seen: Any) -> journal.Published:
    return journal.publish_term(
        group_id=at.group_id, subject="algebra", period=Q2, year=2026, seen={at.pupil_id: "4"} | seen
    )


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


def lesson_marks(at: School) -> None:
    with system_scope("a lesson"):
        lesson = lesson_on(at, dt.date(2026, 12, 8))
    journal.set_marks(edits=[edit(lesson, at.pupil_id, 7)])


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


# --- results ----------------------------------------------------------------------------------------------------------


def test_bolat_confirms_what_the_formula_gives_and_nothing_else(as_bolat: School) -> None:
    lived(as_bolat)
    other = journal.publish_term(
        group_id=as_bolat.group_id, subject="algebra", period=Q2, year=2026, seen={as_bolat.pupil_id: "5"}
    )
    assert (other.pupils, other.changed) == ((), (as_bolat.pupil_id,))
    assert published(as_bolat).pupils == (as_bolat.pupil_id,)
    fact = PeriodFact.objects.get()
    assert (fact.mark, fact.percent, fact.scheme) == (4, 74, "quarter")
    assert fact.basis == [["fo", 14, 2], ["sor", 13, 20], ["soch", 16, 20]]
    assert [body["period"] for body in events("ResultsPublished")] == ["q2"]
    with use_scope(as_bolat.scope("guardian")):
        found = journal.explained(as_bolat.pupil_id, "algebra", Q2, year=2026)
    assert found.published is not None
    assert (found.published.percent, found.published.mark) == (73.75, 4)
    assert published(as_bolat) == journal.Published()  # twice is once
    with system_scope("verify"):
        sealing.seal_everything()
        assert list(terms_against_facts()) == []
        assert not sealing.verify().findings


def test_results_come_at_the_end_of_the_term_and_from_its_teacher(as_bolat: School, end_of_quarter: Any) -> None:
    lived(as_bolat)
    for role in ("guardian", "pupil"):
        with use_scope(as_bolat.scope(role)), pytest.raises(Denied):
            published(as_bolat)
    end_of_quarter.move_to(dt.datetime(2026, 12, 19, 12, tzinfo=clock.ZONE))
    with pytest.raises(Denied, match="last days"):
        published(as_bolat)


def test_a_published_term_takes_no_more_marks_or_scores(as_bolat: School) -> None:
    _sor, soch = lived(as_bolat)
    published(as_bolat)
    lesson = Lesson.objects.get(day=dt.date(2026, 12, 15))
    with system_scope("a lesson of today"):
        fresh = lesson_on(as_bolat, END.date(), 2)
    cell, row = Cell.objects.get(lesson=lesson), Score.objects.get(test="soch")
    later = edit(lesson, as_bolat.pupil_id, 10, based_on=cell.mark_id, reason="Кеш")
    answers = journal.set_marks(edits=[later, edit(fresh, as_bolat.pupil_id, 10)])
    assert [why(each) for each in answers] == ["published", "published"]
    changed = score(soch, as_bolat.pupil_id, 20, based_on=row.fact_id, reason="Кеш")
    assert why(journal.set_scores(edits=[changed])[0]) == "published"


def test_a_head_corrects_a_result_only_after_its_facts_and_with_a_reason(as_bolat: School, end_of_quarter: Any) -> None:
    sor, soch = lived(as_bolat)
    published(as_bolat)
    end_of_quarter.move_to(AFTER)
    correction = {"pupil_id": as_bolat.pupil_id, "subject": "algebra", "period": Q2, "year": 2026}
    with pytest.raises(Denied, match="by a head"):
        journal.correct_result(**correction, reason="Қате")
    with use_scope(as_bolat.scope("director")), pytest.raises(Denied, match="still give"):
        journal.correct_result(**correction, reason="Қате")
    row = Score.objects.get(test="soch")
    higher = score(soch, as_bolat.pupil_id, 20, based_on=row.fact_id, reason="Бір бет саналмаған")
    assert why(journal.set_scores(edits=[higher])[0]) == "locked"
    unlocked(as_bolat, dt.date(2026, 12, 10), dt.date(2026, 12, 21))
    unit = score(
        sor, as_bolat.pupil_id, 20, based_on=Score.objects.get(test="sor").fact_id, reason="Бір бет саналмаған"
    )
    assert {type(each) for each in journal.set_scores(edits=[higher, unit])} == {journal.Stored}
    with use_scope(as_bolat.scope("director")):
        with pytest.raises(Denied):
            journal.correct_result(**correction, reason=" ")
        fact_id = journal.correct_result(**correction, reason="Бір бет саналмаған")
    fact = PeriodFact.objects.get(id=fact_id)
    mark = PeriodMark.objects.get()
    assert (fact.mark, fact.percent, mark.mark, mark.corrected) == (5, 93, 5, True)
    with use_scope(as_bolat.scope("guardian")):
        assert journal.explained(as_bolat.pupil_id, "algebra", Q2, year=2026).reason == "Бір бет саналмаған"
    assert len(events("ResultCorrected")) == 1


def unlocked(at: School, first: dt.date, last: dt.date | None = None) -> None:
    asked = journal.ask_unlock(
        group_id=at.group_id, subject="algebra", first=first, last=last or first, reason="Қате қойылған"
    )
    with use_scope(at.scope("director")):
        journal.grant_unlock(unlock_id=asked)


def test_a_pupil_may_be_declared_not_assessed_but_not_over_a_mark(as_bolat: School) -> None:
    declare = {
        "pupil_id": as_bolat.pupil_id, "subject": "algebra", "period": Q2, "year": 2026,
        "verdict": journal.Verdict.NOT_ASSESSED,
    }  # fmt: skip
    with pytest.raises(Denied):
        journal.declare_not_assessed(**declare, reason="Санаторий")
    with use_scope(as_bolat.scope("director")):
        journal.declare_not_assessed(**declare, reason="Санаторий")
    assert PeriodMark.objects.get().verdict == "not_assessed"
    other = add_pupil(as_bolat, "Әлімбек", "Айдана")
    with use_scope(as_bolat.scope("director")):
        journal.bring_results(
            pupil_id=other,
            year=2026,
            results=[journal.BroughtMark(subject="algebra", period=Q2, mark=5)],
            document="№ 3",
        )
        with pytest.raises(Denied, match="published already"):
            journal.declare_not_assessed(**declare | {"pupil_id": other}, reason="Санаторий")


# --- what another school gave -----------------------------------------------------------------------------------------


def test_what_a_newcomer_brings_counts_as_the_scheme_says(as_bolat: School) -> None:
    points = [
        journal.Points(subject="algebra", quarter=2, part=journal.Part.FO, got=14, most=20),
        journal.Points(subject="algebra", quarter=2, part=journal.Part.SOR, got=13, most=20),
        journal.Points(subject="algebra", quarter=2, part=journal.Part.SOCH, got=16, most=20),
    ]
    with pytest.raises(Denied, match="document"):
        journal.bring_points(pupil_id=as_bolat.pupil_id, year=2026, points=points, document=" ")
    journal.bring_points(pupil_id=as_bolat.pupil_id, year=2026, points=points, document="№ 41 мектеп, № 7 табель")
    (row,) = journal.term_page(as_bolat.group_id, "algebra", Q2, year=2026).rows
    assert (row.average, row.outcome.percent) == (7, 73.75)
    again = [journal.Points(subject="algebra", quarter=2, part=journal.Part.SOCH, got=0, most=0)]
    journal.bring_points(pupil_id=as_bolat.pupil_id, year=2026, points=again, document="№ 41 мектеп, № 7 табель")
    (row,) = journal.term_page(as_bolat.group_id, "algebra", Q2, year=2026).rows
    assert row.outcome.lacks == ("soch",)
    q1 = journal.BroughtMark(subject="algebra", period=journal.Period.Q1, mark=5)
    journal.bring_results(pupil_id=as_bolat.pupil_id, year=2026, results=[q1], document="№ 7 табель")
    with pytest.raises(Denied):
        journal.bring_results(pupil_id=as_bolat.pupil_id, year=2026, results=[q1], document="№ 7 табель")
    assert (PeriodMark.objects.get().mark, PeriodMark.objects.get().scheme) == (5, "brought")


# --- locks ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def old(as_bolat: School, end_of_quarter: Any) -> Lesson:
    """A lesson of the second quarter, seen from January."""
    with system_scope("a lesson"):
        lesson = lesson_on(as_bolat, dt.date(2026, 12, 15))
    journal.set_marks(edits=[edit(lesson, as_bolat.pupil_id, 6)])
    journal.take_attendance(lesson_id=lesson.id, exceptions={})
    end_of_quarter.move_to(AFTER)
    return lesson


def test_a_closed_term_refuses_in_words_and_opens_for_hours(as_bolat: School, old: Lesson, end_of_quarter: Any) -> None:
    before = MarkFact.objects.get()
    later = edit(old, as_bolat.pupil_id, 8, based_on=before.id, reason="Қате")
    assert why(journal.set_marks(edits=[later])[0]) == "locked"
    assert (
        why(journal.set_codes(edits=[code(old, as_bolat.pupil_id, "ill", seen="present", reason="x")])[0]) == "locked"
    )
    with pytest.raises(Denied, match="closed"):
        journal.take_attendance(lesson_id=old.id, exceptions={as_bolat.pupil_id: "ill"}, anew=True, reason="x")
    unlocked(as_bolat, old.day)
    assert why(journal.set_marks(edits=[edit(old, as_bolat.pupil_id, 8, based_on=before.id)])[0]) == "needs_reason"
    assert isinstance(journal.set_marks(edits=[later])[0], journal.Stored)
    end_of_quarter.move_to(AFTER + dt.timedelta(hours=25))
    latest = edit(old, as_bolat.pupil_id, 9, based_on=MarkFact.objects.latest("id").id, reason="Қате")
    assert why(journal.set_marks(edits=[latest])[0]) == "locked"
    assert [event for event in ("UnlockAsked", "UnlockDecided") if len(events(event)) == 1] == [
        "UnlockAsked", "UnlockDecided",
    ]  # fmt: skip


def test_a_request_is_decided_once_by_a_head_of_the_school(as_bolat: School, old: Lesson, cast: Any) -> None:
    values = {"group_id": as_bolat.group_id, "subject": "algebra", "first": old.day, "last": old.day}
    with pytest.raises(Denied):
        journal.ask_unlock(**values, reason=" ")
    with pytest.raises(Denied, match="open"):
        journal.ask_unlock(**values | {"first": clock.today(), "last": clock.today()}, reason="Қате")
    asked = journal.ask_unlock(**values, reason="Қате")
    with pytest.raises(Denied):
        journal.grant_unlock(unlock_id=asked)
    with use_scope(cast.neighbour.scope("director")), pytest.raises(Hidden):
        journal.grant_unlock(unlock_id=asked)
    with use_scope(as_bolat.scope("director")):
        with pytest.raises(Denied, match="1 to 72 hours"):
            journal.grant_unlock(unlock_id=asked, hours=1000)
        journal.refuse_unlock(unlock_id=asked, answer="Дәлел жоқ")
        with pytest.raises(Conflict):
            journal.grant_unlock(unlock_id=asked)
    assert Unlock.objects.get().state == "refused"
    (row,) = journal.unlocks()
    assert (row.asked_by, row.decided_by, row.answer, row.waits) == (
        "Тілеуов Болат",
        "Омарова Айгерім",
        "Дәлел жоқ",
        False,
    )


def test_what_was_typed_offline_in_time_is_kept_for_the_head(as_bolat: School, old: Lesson) -> None:
    before = MarkFact.objects.get()
    in_time = dt.datetime(2026, 12, 29, 20, tzinfo=clock.ZONE)
    kept = edit(old, as_bolat.pupil_id, 9, based_on=before.id, made_at=in_time, reason="Офлайн")
    absent = code(old, as_bolat.pupil_id, "late", seen="present", made_at=in_time)
    assert journal.set_marks(edits=[kept]) == [journal.Held(kept.client_id)]
    assert journal.set_marks(edits=[kept]) == [journal.Held(kept.client_id)]
    assert journal.set_codes(edits=[absent]) == [journal.Held(absent.client_id)]
    for claim in (
        dt.datetime(2027, 1, 5, tzinfo=clock.ZONE),
        AFTER + dt.timedelta(days=1),
        old.starts_at - dt.timedelta(1),
    ):
        late = edit(old, as_bolat.pupil_id, 9, based_on=before.id, made_at=claim)
        assert why(journal.set_marks(edits=[late])[0]) == "locked"
    assert (LateEdit.objects.count(), MarkFact.objects.count()) == (2, 1)
    with use_scope(as_bolat.scope("director")):
        mark, attendance = LateEdit.objects.order_by("-kind")
        journal.take_late_edit(late_edit_id=mark.id, reason="Телефоны желісіз болған")
        journal.decline_late_edit(late_edit_id=attendance.id, reason="Куәсі жоқ")
        with pytest.raises(Conflict):
            journal.take_late_edit(late_edit_id=mark.id, reason="Қайта")
        assert [(row.kind, row.state) for row in journal.late_edits()] == [("code", "declined"), ("mark", "taken")]
    fact = MarkFact.objects.latest("id")
    assert (fact.value, fact.supersedes_id, fact.actor_id) == (9, before.id, as_bolat.director_id)
    assert facts.payloads_of([(fact.day, fact.id)])[fact.id] == {"reason": "Телефоны желісіз болған"}


def test_another_schools_late_entries_are_unknown(as_bolat: School, old: Lesson, cast: Any) -> None:
    in_time = dt.datetime(2026, 12, 29, 20, tzinfo=clock.ZONE)
    journal.set_marks(edits=[edit(old, as_bolat.pupil_id, 9, made_at=in_time)])
    key = LateEdit.objects.get().id
    with use_scope(cast.neighbour.scope("director")), pytest.raises(Hidden):
        journal.take_late_edit(late_edit_id=key, reason="Қате")


# --- the year ---------------------------------------------------------------------------------------------------------


def test_a_year_a_two_and_its_test(as_bolat: School, end_of_quarter: Any) -> None:
    other = add_pupil(as_bolat, "Әлімбек", "Айдана")
    with use_scope(as_bolat.scope("director")):
        for pupil, marks in ((as_bolat.pupil_id, (4, 5, 5, 4)), (other, (2, 2, 2, 3))):
            results = [
                journal.BroughtMark(subject="algebra", period=journal.Period(f"q{at}"), mark=mark)
                for at, mark in enumerate(marks, start=1)
            ]
            journal.bring_results(pupil_id=pupil, year=2026, results=results, document="Табель")
    end_of_quarter.move_to(dt.datetime(2027, 5, 25, 12, tzinfo=clock.ZONE))
    values = {"group_id": as_bolat.group_id, "subject": "algebra", "year": 2026}
    test = {"pupil_id": other, "period": journal.Period.TEST, "document": "№ 2 хаттама"}
    with pytest.raises(Denied, match="not published"):
        journal.enter_year_mark(**values, **test, mark=3)
    found = journal.publish_year(**values, seen={as_bolat.pupil_id: "5", other: "2"})
    assert set(found.pupils) == {as_bolat.pupil_id, other}
    with pytest.raises(Denied, match="Only a"):
        journal.enter_year_mark(**values, **test | {"pupil_id": as_bolat.pupil_id}, mark=3)
    assert journal.enter_year_mark(**values, **test, mark=2) == 2
    assert journal.enter_year_mark(**values, **test | {"period": journal.Period.EXTRA_TEST}, mark=4) == 3
    with pytest.raises(Denied, match="no final exams"):
        journal.enter_year_mark(**values, **test | {"period": journal.Period.EXAM}, mark=4)
    stands = {row.period: row.mark for row in journal.results_of_pupil(other, year=2026)}
    assert stands == {"q1": 2, "q2": 2, "q3": 2, "q4": 3, "year": 2, "test": 2, "extra": 4, "final": 3}
