"""Year, tests after it, finals and distinctions."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.learning.journal.reference import assessment
from shanyraq.learning.journal.rules.exact import decimal
from shanyraq.learning.journal.rules.period import Kind, Verdict
from shanyraq.learning.journal.rules.year import (
    AfterYear,
    Standing,
    SubjectMark,
    TermResult,
    after_test,
    after_year,
    altyn_belgi,
    distinction,
    final_outcome,
    year_outcome,
)

DAY = dt.date(2027, 5, 25)


def terms(*marks: Any) -> list[TermResult]:
    """A number is a mark, a word is a verdict."""
    return [
        TermResult(f"q{at}", Verdict.MARK, mark) if isinstance(mark, int) else TermResult(f"q{at}", Verdict(mark))
        for at, mark in enumerate(marks, start=1)
    ]


@pytest.mark.parametrize(
    ("marks", "year"), [((4, 5, 5, 4), 5), ((3, 4, 3, 3), 3), ((3, 4), 4), ((2, 2, 2, 4), 3), ((2, 2, 2, 3), 2)]
)
def test_the_year_is_the_mean_half_up(marks: tuple[int, ...], year: int) -> None:
    found = year_outcome(terms(*marks), wanted=len(marks), day=DAY)
    assert (found.mark, found.steps[-2].got, found.steps[-2].most) == (year, sum(marks), len(marks))


def test_an_open_term_leaves_the_year_open() -> None:
    found = {
        marks: year_outcome(terms(*marks), wanted=4, day=DAY)
        for marks in [(4, 4, 4), (4, 4, 4, "lacking"), (4, 4, 4, "temporarily"), (4, "not_assessed", 5, 5)]
    }
    assert [(each.verdict, each.mark) for each in found.values()] == [
        (Verdict.LACKING, None),
        (Verdict.LACKING, None),
        (Verdict.TEMPORARILY, None),
        (Verdict.MARK, 5),
    ]
    never = year_outcome(terms(*["not_assessed"] * 4), wanted=4, day=DAY)
    assert never.verdict is Verdict.NOT_ASSESSED


def test_a_subject_with_a_pass_is_passed_when_every_term_is() -> None:
    assert year_outcome(terms("pass", "pass", "pass", "pass"), wanted=4, day=DAY).verdict is Verdict.PASS
    assert year_outcome(terms("pass", "no_pass", "pass", "pass"), wanted=4, day=DAY).verdict is Verdict.NO_PASS
    assert year_outcome(terms("feedback"), wanted=4, day=DAY).verdict is Verdict.FEEDBACK


def test_a_two_is_tested_again_and_only_then_repeated() -> None:
    one = {"algebra": 2, "physics": 4}
    assert after_year({"algebra": 3}, tests={}, extra_tests={}, day=DAY).standing is Standing.PROMOTED
    assert after_year(one, tests={}, extra_tests={}, day=DAY) == AfterYear(Standing.TESTED, ("algebra",))
    assert after_year(one, tests={"algebra": 3}, extra_tests={}, day=DAY).standing is Standing.PROMOTED
    failed = {"algebra": 2}
    assert after_year(one, tests=failed, extra_tests={}, day=DAY) == AfterYear(Standing.TESTED_AGAIN, ("algebra",))
    assert after_year(one, tests=failed, extra_tests={"algebra": 4}, day=DAY).standing is Standing.PROMOTED
    assert after_year(one, tests=failed, extra_tests=failed, day=DAY) == AfterYear(Standing.REPEATS, ("algebra",))


def test_a_two_in_three_subjects_repeats_the_grade_at_once() -> None:
    three = {"algebra": 2, "biology": 2, "physics": 2, "law": 5}
    found = after_year(three, tests=dict.fromkeys(three, 5), extra_tests={}, day=DAY)
    assert found == AfterYear(Standing.REPEATS, ("algebra", "biology", "physics"))
    two = {"algebra": 2, "biology": 2}
    assert after_year(two, tests={"algebra": 5}, extra_tests={}, day=DAY) == AfterYear(Standing.TESTED, ("biology",))
    assert [after_test(2, test).mark for test in (2, 3, 4, 5)] == [2, 3, 3, 4]


def test_the_final_mark_is_seven_tenths_of_the_year_and_three_of_the_exam() -> None:
    found = final_outcome([4, 5, 5, 4], 5, day=DAY)
    assert (found.percent, found.mark) == (Fraction("4.65"), 5)
    assert decimal(found.steps[0].value) == Decimal("4.50")


def test_rounding_the_year_first_is_a_dated_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """2, 2, 2, 4 and an exam of 5: 3.25 is a 3; from a year rounded to 3 it is 3.6, a 4."""
    exact = final_outcome([2, 2, 2, 4], 5, day=DAY)
    later = dt.date(2030, 9, 1)
    row = assessment.Setting("year_rounded_first", later, "yes", False, "a later edition")
    table = (*assessment.settings(), row)
    monkeypatch.setattr(assessment, "settings", lambda: table)
    assert (exact.percent, exact.mark) == (Fraction("3.25"), 3)
    assert final_outcome([2, 2, 2, 4], 5, day=DAY).mark == 3  # before the later edition nothing changed
    rounded = final_outcome([2, 2, 2, 4], 5, day=later)
    assert (rounded.percent, rounded.mark) == (Fraction("3.6"), 4)
    assert [step.kind for step in rounded.steps[:2]] == [Kind.MEAN, Kind.ROUNDED]


@given(st.lists(st.integers(2, 5), min_size=4, max_size=4), st.integers(2, 4), st.integers(0, 3))
def test_a_better_term_or_exam_never_makes_a_worse_final(marks: list[int], exam: int, at: int) -> None:
    before = final_outcome(marks, exam, day=DAY).mark
    better = [min(5, mark + (place == at)) for place, mark in enumerate(marks)]
    assert before is not None
    assert before <= (final_outcome(better, exam, day=DAY).mark or 0)
    assert before <= (final_outcome(marks, exam + 1, day=DAY).mark or 0)


def of(grade: int, period: str, mark: int = 5, subject: str = "algebra") -> SubjectMark:
    return SubjectMark(grade, subject, period, mark)


def test_distinction_looks_at_annual_and_final_marks_of_five_to_nine() -> None:
    years = [of(grade, "year") for grade in (5, 6, 7, 8, 9)]
    assert distinction([*years, of(9, "final"), of(4, "year", 3), of(7, "q2", 3)]).earned
    spoiled = of(6, "year", 4, "physics")
    assert distinction([*years, spoiled]).against == (spoiled,)
    assert not distinction([]).earned


def test_altyn_belgi_wants_every_five_of_ten_and_eleven_and_the_certificate() -> None:
    fives = [of(grade, period) for grade in (10, 11) for period in ("q1", "q2", "q3", "q4", "year")]
    fives += [of(11, "exam"), of(11, "final")]
    assert altyn_belgi(fives, with_distinction=True).earned
    assert not altyn_belgi(fives, with_distinction=False).earned
    quarter = of(10, "q3", 4, "chemistry")
    found = altyn_belgi([*fives, quarter, of(9, "q1", 3)], with_distinction=True)
    assert (found.earned, found.against) == (False, (quarter,))
