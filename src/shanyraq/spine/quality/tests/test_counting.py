"""A snapshot is a function of its rows: any order, the same digest; any change of a row, another."""

import datetime as dt
import random
import uuid
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.spine.quality.rules.counting import (
    MAY_FOLLOW,
    Difference,
    Line,
    State,
    Step,
    compare,
    digest,
    figures,
    frozen,
    is_reminded,
    lines_of,
    packed,
    unpacked,
)
from shanyraq.spine.quality.tests.standing import CLASS, ERZHAN, SAULE, a_class, in_order, pupil, stay

CELL = st.text(alphabet='абв"\n,|\\ é', max_size=4)
LINES = st.lists(st.lists(CELL, min_size=1, max_size=4).map(tuple), max_size=6)


def with_saule(**more: object) -> list[Line]:
    school = in_order()
    return lines_of(
        replace(
            school,
            people=(*school.people, pupil(SAULE, "Әбдіраш", "Сәуле", **{"sex": "f", **more})),
            stays=(*school.stays, stay(SAULE)),
        )
    )


@settings(max_examples=60, deadline=None)
@given(lines=LINES, seed=st.integers(min_value=0, max_value=999))
def test_the_order_of_rows_does_not_change_the_digest(lines: list[Line], seed: int) -> None:
    shuffled = list(lines)
    random.Random(seed).shuffle(shuffled)
    assert digest(shuffled) == digest(lines)
    assert sorted(unpacked(packed(shuffled))) == sorted(lines)


@settings(max_examples=150, deadline=None)
@given(one=LINES, other=LINES)
def test_the_digest_changes_if_and_only_if_a_row_does(one: list[Line], other: list[Line]) -> None:
    """Also for rows whose cells hold quotes, commas and line ends: no two lists of rows share their bytes."""
    assert (digest(one) == digest(other)) == (sorted(one) == sorted(other))
    assert (frozen(one) == frozen(other)) == (sorted(one) == sorted(other))


def test_figures_are_made_of_the_rows() -> None:
    assert figures(with_saule()) == {
        "birth_unknown": "0", "boys": "1", "classes": "1", "girls": "1", "grade.07": "2", "language.kk": "2",
        "learners": "2", "rates": "2", "shift.1": "2", "staff": "2", "teachers": "1",
    }  # fmt: skip
    assert figures([])["learners"] == figures([])["rates"] == "0"


def test_grades_languages_and_shifts_add_up_to_the_learners() -> None:
    told = figures(with_saule())
    for kind in ("grade", "language", "shift"):
        assert sum(int(number) for code, number in told.items() if code.startswith(f"{kind}.")) == 2


def test_who_came_left_moved_and_was_corrected() -> None:
    before = lines_of(in_order())
    assert compare(before, before) == Difference()
    assert compare(before, before).is_empty
    assert compare(before, with_saule()) == Difference(admitted=(SAULE,))
    assert compare(with_saule(), before) == Difference(left=(SAULE,))
    assert compare(with_saule(), with_saule(sex="m")) == Difference(corrected=(SAULE,))
    assert compare(with_saule(birth_date=None), with_saule()) == Difference(corrected=(SAULE,))
    elsewhere = uuid.UUID(int=31)
    moved = replace(in_order(), groups=(a_class(), a_class(elsewhere, name="7 «Б»")),
                    stays=(stay(ERZHAN, group=elsewhere),))  # fmt: skip
    assert compare(before, lines_of(moved)) == Difference(moved=(ERZHAN,))


def test_posts_that_opened_and_ended() -> None:
    school = in_order()
    fewer = replace(school, posts=school.posts[:1])
    gone = school.posts[1].person_id
    assert compare(lines_of(school), lines_of(fewer)) == Difference(posts_ended=(gone,))
    assert compare(lines_of(fewer), lines_of(school)) == Difference(posts_opened=(gone,))


def test_a_learner_in_two_classes_is_compared_whole() -> None:
    twice = replace(in_order(), groups=(a_class(), a_class(SAULE)), stays=(stay(ERZHAN), stay(ERZHAN, group=SAULE)))
    assert compare(lines_of(twice), lines_of(twice)).is_empty
    assert compare(lines_of(in_order()), lines_of(twice)) == Difference(moved=(ERZHAN,))
    assert CLASS != SAULE


def test_every_state_can_be_left_or_is_the_end() -> None:
    assert set(MAY_FOLLOW) == set(Step)
    onward = {state for states in MAY_FOLLOW.values() for state in states}
    assert onward == set(State) - {State.ACCEPTED}


@pytest.mark.parametrize(
    ("day", "told"),
    [("10-02", False), ("10-03", True), ("10-08", False), ("10-09", True), ("10-10", True), ("10-11", False),
     ("10-12", True), ("10-13", False), ("11-09", True), ("11-16", False)],
)  # fmt: skip
def test_heads_are_reminded_before_the_day_and_on_mondays_after_it(day: str, told: bool) -> None:
    assert is_reminded(due=dt.date(2026, 10, 10), day=dt.date.fromisoformat(f"2026-{day}")) is told
