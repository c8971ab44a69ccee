"""The rules by themselves: limits, terms, plans."""

import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.spine.movement.rules.limits import is_full, is_split, splits_at
from shanyraq.spine.movement.rules.promotion import Fate, Question, Seat, make_plan
from shanyraq.spine.movement.rules.searches import deadline
from shanyraq.spine.movement.rules.transfers import (
    Side,
    State,
    days_left,
    holds,
    is_expired,
    next_states,
    reply_until,
    slip_until,
)
from shanyraq.spine.movement.rules.years import year_of
from shanyraq.spine.registry.reference.calendar import is_working_day, school_year_of
from shanyraq.spine.registry.reference.movement import leaving_reasons, refusal_grounds, term
from shanyraq.spine.registry.reference.terms import TermUnknown

DAY = dt.date(2026, 11, 23)
days = st.dates(dt.date(2025, 3, 1), dt.date(2028, 10, 1))
SCHOOL = uuid.UUID(int=1)


def test_limits_are_dated_and_carry_their_source():
    assert (is_full(24, day=DAY), is_full(25, day=DAY)) == (False, True)
    assert [splits_at(urban=urban, day=DAY, with_needs=needs) for urban in (True, False) for needs in (0, 2)] == [
        24, 18, 20, 14,
    ]  # fmt: skip
    assert is_split(20, urban=False, day=DAY)
    assert [is_full(seated, day=DAY, with_needs=2) for seated in (18, 19)] == [False, True]
    assert splits_at(urban=True, day=DAY, with_needs=99) == 0
    assert not term("split_rural", DAY).confirmed
    assert "ҚР ДСМ-76" in term("class_limit", DAY).source
    with pytest.raises(TermUnknown):
        term("class_limit", dt.date(2019, 12, 31))


def test_the_table_of_reasons_says_what_each_requires():
    reasons = leaving_reasons(DAY)
    assert {code for code, reason in reasons.items() if reason.needs == "document"} == {
        "abroad", "graduated", "family", "court", "died",
    }  # fmt: skip
    assert {code for code, reason in reasons.items() if reason.expects_school} == {
        "another_school", "another_region", "college", "family",
    }  # fmt: skip
    assert set(refusal_grounds(DAY, by="sender")) & set(refusal_grounds(DAY, by="receiver")) == {"documents"}


@given(days)
def test_terms_end_on_a_working_day_and_count_only_those(day):
    for until, days_of_term in ((reply_until(day), 1), (slip_until(day), 3), (deadline(day), 10)):
        between = [day + dt.timedelta(days=step) for step in range(1, (until - day).days + 1)]
        assert is_working_day(until)
        assert sum(map(is_working_day, between)) == days_of_term
        assert days_left(day, until) == days_of_term


def test_a_slip_over_the_new_year_waits_for_the_holidays():
    assert slip_until(dt.date(2026, 12, 31)) == dt.date(2027, 1, 8)  # 1-2 Jan, the moved 4 Jan and 7 Jan are free


def test_whose_turn_it_is():
    turns = {state: (next_states(Side.SENDER, state), next_states(Side.RECEIVER, state)) for state in State}
    assert turns[State.REQUESTED] == ({State.SLIP_ISSUED, State.REFUSED}, {State.WITHDRAWN})
    assert turns[State.SLIP_ISSUED] == ({State.PACKET_SENT, State.WITHDRAWN}, {State.REFUSED})
    assert turns[State.PACKET_SENT] == ({State.WITHDRAWN}, {State.ACCEPTED, State.REFUSED})
    for ended in (State.ACCEPTED, State.REFUSED, State.EXPIRED, State.WITHDRAWN):
        assert turns[ended] == (set(), set())


def test_a_request_waits_and_a_slip_does_not():
    late = {state for state in State if is_expired(state, until=DAY, today=DAY + dt.timedelta(days=1))}
    assert late == {State.SLIP_ISSUED, State.PACKET_SENT}


def test_when_a_wish_is_enough():
    summer, first_grades = dt.date(2027, 6, 10), dt.date(2027, 2, 10)
    assert [holds("holidays", day=day, grade=7) for day in (DAY, summer, first_grades)] == [False, True, False]
    assert holds("holidays", day=first_grades, grade=1)
    assert holds("bullying", day=DAY, grade=7)
    assert not holds("whim", day=summer, grade=7)


def seat(grade, letter, *, year=2026, teacher=True):
    made = uuid.uuid5(SCHOOL, f"{year}:{grade}:{letter}")
    return Seat(made, grade, letter, "kk", 1, uuid.UUID(int=9) if teacher else None)


def plan(learners, old, new=(), corrections=None, limit=25, **more):
    return make_plan(
        learners=learners, old=old, new=new, corrections=corrections or {}, limit=limit, final_grades=(9, 11), **more,
        made_id=lambda grade, letter: uuid.uuid5(SCHOOL, f"2027:{grade}:{letter}"),
    )  # fmt: skip


classes = st.lists(st.tuples(st.integers(0, 11), st.sampled_from("АӘБВ")), min_size=1, max_size=8, unique=True)


@given(classes, classes, st.data())
def test_every_child_appears_exactly_once_whatever_is_corrected(old_names, new_names, data):
    old = [seat(*name) for name in old_names]
    new = [seat(*name, year=2027) for name in new_names if data.draw(st.booleans())]
    count = data.draw(st.integers(0, 40))
    learners = [(uuid.UUID(int=100 + at), data.draw(st.sampled_from(old)).id) for at in range(count)]
    choices = ["stay", "graduate", "nonsense", *(str(one.id) for one in new)]
    corrections = {person: data.draw(st.sampled_from(choices)) for person, _group in learners[::3]}
    made = plan(learners, old, new, corrections)
    assert [(line.person_id, line.from_group) for line in made.lines] == learners
    for line in made.lines:
        assert (line.to_group in made.seats) == (line.fate in {Fate.PROMOTED, Fate.STAYS})
    assert made.is_ready == all(line.fate is not Fate.OPEN for line in made.lines)
    assert plan(learners, old, new, corrections) == made


def test_the_plan_names_what_is_open_class_by_class():
    old = [seat(7, "А"), seat(7, "Ә"), seat(9, "А"), seat(11, "А"), seat(4, "А")]
    learners = [(uuid.UUID(int=100 + at), one.id) for at, one in enumerate(old)]
    made = plan(learners, old, [seat(8, "А", year=2027, teacher=False)], limit=0)
    fates = [line.fate for line in made.lines]
    assert fates == [Fate.PROMOTED, Fate.OPEN, Fate.PROMOTED, Fate.GRADUATES, Fate.PROMOTED]
    assert made.questions == {
        old[0].id: (Question.NO_CLASS_TEACHER, Question.OVER_LIMIT),
        old[1].id: (Question.LETTER_GONE,),
        old[2].id: (Question.AFTER_NINE, Question.OVER_LIMIT),
        old[4].id: (Question.NO_CLASS_TEACHER, Question.OVER_LIMIT),
    }
    assert {(one.name, one.opens) for one in made.seats.values()} == {
        ("8 «А»", False), ("10 «А»", True), ("5 «А»", True),
    }  # fmt: skip
    with_word = plan(learners, old, [seat(8, "А", year=2027)], {learners[1][0]: "stay"})
    assert with_word.is_ready


def test_a_child_with_needs_takes_more_of_the_limit_of_the_class_that_the_plan_fills():
    old, new = [seat(7, "А")], [seat(8, "А", year=2027)]
    learners = [(uuid.UUID(int=900 + number), old[0].id) for number in range(3)]

    def asked(*needy):
        made = plan(learners, old, new, limit=5, with_needs={learners[number][0] for number in needy}, less=2)
        return Question.OVER_LIMIT in made.questions.get(old[0].id, ())

    assert [asked(), asked(0), asked(0, 1)] == [False, False, True]


@given(st.dates(dt.date(2025, 9, 1), dt.date(2027, 8, 31)))
def test_the_year_is_the_calendars_where_there_is_one(day):
    assert year_of(day) == school_year_of(day).year


def test_children_move_in_a_year_whose_calendar_is_not_published():
    assert year_of(dt.date(2031, 9, 1)) == 2031
    assert holds("moving", day=dt.date(2027, 11, 3), grade=7)
    assert not holds("holidays", day=dt.date(2027, 11, 3), grade=7)
