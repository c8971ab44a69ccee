"""Results of terms and of the year, corrections, and what another school gave."""

import datetime as dt
from typing import Any

import pytest

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.sealing import api as sealing
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.models import (
    Cell,
    Lesson,
    PeriodFact,
    PeriodMark,
    Score,
)
from shanyraq.learning.journal.projections.term_checks import terms_against_facts
from shanyraq.learning.journal.tests.story import edit, events, why
from shanyraq.learning.journal.tests.term_story import (
    AFTER,
    END,
    Q2,
    as_bolat,
    end_of_quarter,
    lived,
    published,
    score,
    unlocked,
)
from shanyraq.spine.registry.factories import School, add_pupil

__all__ = ["as_bolat", "end_of_quarter"]


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
