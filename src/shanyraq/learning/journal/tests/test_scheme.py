"""The law of marks, example by example (rules No 125), and what holds for all marks."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.learning.journal.reference import assessment
from shanyraq.learning.journal.rules import locks, rates, scheme
from shanyraq.learning.journal.rules.exact import decimal, half_up, percent_of
from shanyraq.learning.journal.rules.period import Earned, Kind, Outcome, Verdict, least_soch, outcome, so_far, what_if
from shanyraq.learning.journal.rules.scheme import Part, Period, mark_of, scheme_of
from shanyraq.learning.journal.rules.summative import (
    Planned,
    PlanRefusal,
    Test,
    fits_maximum,
    moderation_until,
    refusal_of_plan,
)

DAY = dt.date(2026, 12, 27)
QUARTER = scheme.scheme("quarter", DAY)
HALF = scheme.scheme("half_year", DAY)
PASS = scheme.scheme("pass", DAY)
LEGACY = scheme.scheme("legacy", dt.date(2024, 12, 27))


def earned(fo: int, sor: int, soch: int) -> Earned:
    """Formative marks with an average of `fo`, and per cents of the tests."""
    return Earned(fo_sum=fo, fo_count=1, sor_got=sor, sor_most=100, soch_got=soch, soch_most=100)


@pytest.mark.parametrize(
    ("fo", "sor", "soch", "percent", "mark"),
    [(7, 65, 80, "73.75", 4), (5, 55, 70, "61.25", 3), (10, 100, 100, "100", 5), (1, 0, 0, "2.5", 2)],
)
def test_the_quarter_is_a_quarter_a_quarter_and_a_half(fo: int, sor: int, soch: int, percent: str, mark: int) -> None:
    found = outcome(QUARTER, earned(fo, sor, soch), day=DAY)
    assert (found.verdict, found.percent, found.mark) == (Verdict.MARK, Fraction(percent), mark)
    assert [step.kind for step in found.steps] == [*[Kind.SHARE] * 3, Kind.SUM, Kind.ROUNDED, Kind.SCALE]


@pytest.mark.parametrize(("percent", "mark"), [(0, 2), (39, 2), (40, 3), (64, 3), (65, 4), (84, 4), (85, 5), (100, 5)])
def test_the_scale_begins_a_three_at_forty(percent: int, mark: int) -> None:
    assert mark_of(percent, day=DAY) == mark


def test_a_half_goes_up_before_the_scale_is_read() -> None:
    """64.5 becomes 65 and a 4; the last hair below stays a 3."""
    exactly = outcome(HALF, Earned(fo_sum=6, fo_count=1, sor_got=69, sor_most=100), day=DAY)
    assert (exactly.percent, exactly.whole, exactly.mark) == (Fraction("64.5"), 65, 4)
    below = outcome(HALF, Earned(fo_sum=6, fo_count=1, sor_got=68_999, sor_most=100_000), day=DAY)
    assert (below.whole, below.mark) == (64, 3)


def test_a_per_cent_without_an_end_is_exact() -> None:
    """47 of 70 points is 67.142857…; the sum of the parts is still a fraction and never a rounded one."""
    found = outcome(QUARTER, Earned(47, 7, 22, 35, 19, 30), day=DAY)
    exact = (percent_of(47, 70) + percent_of(22, 35)) / 4 + percent_of(19, 30) / 2
    assert found.percent == exact
    assert (decimal(exact), found.whole) == (Decimal("64.17"), 64)


def test_other_schemes_are_chosen_by_grade_subject_and_hours() -> None:
    day, one, five = DAY, Decimal(1), Decimal(5)
    chosen = {
        (subject, grade, hours): scheme_of(subject, grade, hours=hours, day=day).code
        for subject, grade, hours in [
            ("algebra", 7, five), ("informatics", 7, one), ("mathematics", 1, five), ("music", 5, one),
            ("pe", 11, five), ("art_labour", 8, five), ("digital_literacy", 3, one), ("informatics", 9, None),
            ("music", 1, one),
        ]
    }  # fmt: skip
    assert list(chosen.values()) == [
        "quarter", "half_year", "feedback", "pass", "pass", "pass", "pass", "quarter", "feedback",
    ]  # fmt: skip
    assert scheme_of("algebra", 7, hours=five, day=dt.date(2024, 12, 1)).code == "legacy"
    with pytest.raises(scheme.NoScheme):
        scheme_of("algebra", 7, hours=five, day=dt.date(2010, 1, 1))


def test_half_year_and_legacy_weigh_their_two_parts_alike() -> None:
    assert outcome(HALF, earned(7, 65, 0), day=DAY).percent == Fraction("67.5")
    assert outcome(LEGACY, earned(1, 65, 80), day=dt.date(2024, 12, 27)).percent == Fraction("72.5")


def test_pass_and_feedback_bear_no_mark() -> None:
    passed, failed = (outcome(PASS, Earned(fo_sum=value, fo_count=1), day=DAY) for value in (4, 3))
    assert (passed.verdict, passed.mark, failed.verdict) == (Verdict.PASS, None, Verdict.NO_PASS)
    assert outcome(scheme.scheme("feedback", DAY), earned(9, 9, 9), day=DAY) == Outcome(Verdict.FEEDBACK)


def test_no_formative_mark_is_never_a_zero() -> None:
    """Its 25 per cent go to the others in proportion: 65 · 1/3 + 80 · 2/3."""
    found = outcome(QUARTER, Earned(sor_got=65, sor_most=100, soch_got=80, soch_most=100), day=DAY)
    assert (found.percent, found.mark) == (Fraction(75), 4)
    assert [(step.about, step.weight) for step in found.steps if step.kind is Kind.MOVED] == [("fo", Fraction(25))]
    assert [step.weight for step in found.steps if step.kind is Kind.SHARE] == [Fraction(100, 3), Fraction(200, 3)]


def test_a_missing_test_blocks_and_an_awaited_one_waits() -> None:
    without = Earned(fo_sum=7, fo_count=1, sor_got=65, sor_most=100)
    assert outcome(QUARTER, without, day=DAY) == Outcome(Verdict.LACKING, lacks=("soch",))
    assert outcome(QUARTER, Earned(), day=DAY).lacks == ("fo", "sor", "soch")
    awaited = Earned(7, 1, 65, 100, 80, 100, awaited=("soch:1",))
    assert outcome(QUARTER, awaited, day=DAY).verdict is Verdict.TEMPORARILY
    missing = Earned(7, 1, 65, 100, 80, 100, missing=("sor:2",))
    assert outcome(QUARTER, missing, day=DAY).lacks == ("sor:2",)
    newcomer = Earned(7, 1, soch_got=80, soch_most=100, not_held=frozenset({Part.SOR}))
    assert outcome(QUARTER, newcomer, day=DAY).percent == Fraction(70 * 25 + 80 * 50, 75)


def test_what_if_and_the_fewest_points_that_would_do() -> None:
    stands = Earned(fo_sum=21, fo_count=3, sor_got=13, sor_most=20)
    assert what_if(QUARTER, stands, day=DAY, soch=(16, 20)).percent == Fraction("73.75")
    fewest = least_soch(QUARTER, stands, mark=4, most=20, day=DAY)
    assert fewest is not None
    assert what_if(QUARTER, stands, day=DAY, soch=(fewest, 20)).mark == 4
    assert what_if(QUARTER, stands, day=DAY, soch=(fewest - 1, 20)).mark == 3
    assert least_soch(QUARTER, Earned(1, 1, 0, 20), mark=5, most=20, day=DAY) is None
    assert so_far(QUARTER, stands, day=DAY).percent == Fraction("67.5")
    assert so_far(QUARTER, Earned(), day=DAY).verdict is Verdict.LACKING


points = st.tuples(st.integers(0, 60), st.integers(1, 60)).map(lambda pair: (min(pair), max(pair)))


@given(
    fo=st.lists(st.integers(1, 10), min_size=1), sor=points, soch=points, at=st.integers(0, 40), part=st.integers(0, 2)
)
def test_a_better_mark_never_makes_a_worse_quarter(
    fo: list[int], sor: tuple[int, int], soch: tuple[int, int], at: int, part: int
) -> None:
    def of(fo: list[int], sor: tuple[int, int], soch: tuple[int, int]) -> Outcome:
        return outcome(QUARTER, Earned(sum(fo), len(fo), *sor, *soch), day=DAY)

    before = of(fo, sor, soch)
    better = [*fo]
    better[at % len(fo)] = min(10, better[at % len(fo)] + 1)
    after = [
        of(better, sor, soch),
        of(fo, (min(sor[0] + 1, sor[1]), sor[1]), soch),
        of(fo, sor, (min(soch[0] + 1, soch[1]), soch[1])),
    ][part]
    assert before.percent is not None
    assert after.percent is not None
    assert before.mark is not None
    assert after.mark is not None
    assert (after.percent, after.mark) >= (before.percent, before.mark)
    assert 0 <= before.percent <= 100


@given(st.fractions(min_value=0, max_value=100))
def test_rounding_is_never_further_than_a_half_and_never_down_from_it(value: Fraction) -> None:
    assert -Fraction(1, 2) < half_up(value) - value <= Fraction(1, 2)


# --- tests on the calendar --------------------------------------------------------------------------------------------

LAST = dt.date(2026, 12, 25)


def planned(test: str, day: int, subject: str = "algebra") -> Planned:
    return Planned(subject, Test(test), dt.date(2026, 12, day), 2)


@pytest.mark.parametrize(
    ("wanted", "others", "why"),
    [
        (planned("sor", 10), [planned("sor", 1), planned("sor", 2)], None),
        (planned("sor", 10), [planned("sor", 1), planned("sor", 2), planned("sor", 3)], "too_many_sor"),
        (planned("soch", 21), [planned("soch", 18)], "too_many_soch"),
        (planned("soch", 25), [], "last_day"),
        (planned("sor", 25), [], "last_day"),
        (planned("soch", 21), [planned("sor", 21)], "both_on_one_day"),
        (planned("sor", 21), [planned("soch", 21)], "both_on_one_day"),
        (planned("sor", 21), [planned("soch", 21, "physics")], None),
        (planned("soch", 21), [planned("soch", 21, other) for other in ("physics", "biology")], None),
        (planned("soch", 21), [planned("soch", 21, o) for o in ("physics", "biology", "law")], "too_many_that_day"),
        (planned("sor", 21), [planned("soch", 21, o) for o in ("physics", "biology", "law")], None),
    ],
)
def test_the_law_of_the_calendar(wanted: Planned, others: list[Planned], why: str | None) -> None:
    assert refusal_of_plan(wanted, others=others, scheme=QUARTER, last_day=LAST) == why


def test_a_half_year_subject_has_no_quarter_test() -> None:
    found = refusal_of_plan(planned("soch", 10), others=[], scheme=HALF, last_day=LAST)
    assert found is PlanRefusal.NO_TESTS_HERE
    assert refusal_of_plan(planned("sor", 10), others=[], scheme=PASS, last_day=LAST) is PlanRefusal.NO_TESTS_HERE


def test_primary_school_tests_have_seven_to_fifteen_points() -> None:
    fits = [fits_maximum(Test.SOR, most, grade=4, day=DAY) for most in (6, 7, 15, 16)]
    assert fits == [False, True, True, False]
    assert fits_maximum(Test.SOR, 25, grade=5, day=DAY)
    assert not fits_maximum(Test.SOCH, 0, grade=5, day=DAY)


def test_a_disputed_test_is_looked_at_a_day_before_the_marks() -> None:
    assert moderation_until(dt.date(2026, 12, 25)) == dt.date(2026, 12, 24)


# --- locks ------------------------------------------------------------------------------------------------------------


def test_a_term_is_open_for_its_days_of_grace() -> None:
    first, half = locks.term(Period.Q1, 2026), locks.term(Period.H1, 2026)
    assert (first.last, first.open_until) == (dt.date(2026, 10, 25), dt.date(2026, 10, 28))
    assert (half.first, half.last) == (dt.date(2026, 9, 1), dt.date(2026, 12, 27))
    lesson = dt.date(2026, 10, 20)
    assert [locks.is_locked(lesson, today=dt.date(2026, 10, day)) for day in (25, 28, 29)] == [False, False, True]
    assert not locks.is_locked(dt.date(2026, 11, 20), today=dt.date(2026, 11, 23))
    assert locks.last_school_day(locks.quarter_around(DAY), 7) == LAST  # type: ignore[arg-type]


# --- figures ----------------------------------------------------------------------------------------------------------


def test_success_and_quality_count_pupils_and_leave_out_who_was_not_assessed() -> None:
    pupils = [[5, 5], [4, 5], [3, 5], [2, 5], []]
    assert (rates.success(pupils).counted, rates.success(pupils).base) == (3, 4)
    assert (rates.quality(pupils).counted, rates.quality(pupils).base) == (2, 4)
    assert rates.learning_level([5, 4, 3, 2]) == Fraction(54)
    assert rates.learning_level([]) is None
    assert rates.success([]).percent is None


def test_every_scheme_in_use_exists_and_every_row_has_its_source() -> None:
    for use in assessment.scheme_uses():
        assert scheme.scheme(use.scheme, max(use.valid_from, dt.date(2017, 9, 1)))
    rows = [*assessment.schemes(), *assessment.scheme_uses(), *assessment.settings()]
    assert all(row.source for row in rows)
    for row in assessment.schemes():
        assert sum(weight for _part, weight in row.weights) in {0, 100}
