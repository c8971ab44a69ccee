"""How a day is decided: pure, and the same whatever the order in which witnesses speak."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanyraq.kernel import clock
from shanyraq.spine.presence.projections.testimonies import from_json, merged, to_json
from shanyraq.spine.presence.rules import (
    ATTENDED,
    DECIDED,
    Disagreement,
    Entry,
    Says,
    State,
    deadline,
    decide,
    inside_at,
)


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, 23, hour, minute, tzinfo=clock.ZONE)


def gate(*passages: str) -> list[Entry]:
    """gate("in 07:52", "out 14:05")"""
    spoken = [passage.split() for passage in passages]
    return [
        Entry(at=at(*map(int, time.split(":"))), says=says, source=f"p{number}")
        for number, (says, time) in enumerate(spoken)
    ]


def register(*codes: str) -> list[Entry]:
    """The register's word for lessons 1, 2, 3 … at 08:00, 09:00, 10:00 …; "-" is a lesson nobody spoke of."""
    return [
        Entry(at=at(7 + slot), says=code, slot=slot, source=f"f{slot}")
        for slot, code in enumerate(codes, start=1)
        if code != "-"
    ]


@pytest.mark.parametrize(
    ("passages", "codes", "state"),
    [
        ([], [], State.UNKNOWN),
        (["in 07:52"], [], State.INSIDE),
        (["out 14:00"], [], State.UNKNOWN),
        ([], ["present"], State.PRESENT),
        (["in 07:52"], ["present", "present"], State.PRESENT),
        (["in 08:20"], ["late", "present"], State.LATE),
        ([], ["present", "late"], State.PRESENT),
        ([], ["unexcused", "present"], State.PARTLY),
        ([], ["present", "ill"], State.PARTLY),
        ([], ["unexcused", "unexcused"], State.ABSENT),
        ([], ["ill", "unexcused"], State.ABSENT),
        ([], ["ill", "excused"], State.EXCUSED),
        ([], ["released"], State.EXCUSED),
        ([], ["present", "released"], State.PRESENT),
        ([], ["distance"], State.PRESENT),
        (["in 07:52"], ["unexcused"], State.ABSENT),
    ],
)
def test_the_day_is_what_the_witnesses_say(passages, codes, state):
    """The register decides about lessons; the gate alone says only that the child is in the building."""
    assert decide(gate(*passages), register(*codes)).state is state


@pytest.mark.parametrize(
    ("passages", "codes", "usual", "disagreement", "about"),
    [
        (["in 07:52"], ["unexcused"], False, Disagreement.INSIDE_BUT_ABSENT, at(8)),
        (["in 07:52"], ["present", "ill"], True, Disagreement.INSIDE_BUT_ABSENT, at(9)),
        (["in 08:00"], ["unexcused"], False, Disagreement.INSIDE_BUT_ABSENT, at(8)),
        (["in 08:01"], ["unexcused"], False, None, None),
        (["in 07:52", "out 07:58"], ["unexcused"], True, None, None),
        (["in 07:52", "out 08:30"], ["present", "unexcused"], True, None, None),
        (["in 07:52", "out 08:30", "in 08:50"], ["present", "unexcused"], True, Disagreement.INSIDE_BUT_ABSENT, at(9)),
        (["in 07:52"], ["released"], True, None, None),
        ([], ["present"], True, Disagreement.PRESENT_WITHOUT_ENTRY, at(8)),
        ([], ["unexcused", "late"], True, Disagreement.PRESENT_WITHOUT_ENTRY, at(9)),
        ([], ["distance"], True, None, None),
        ([], ["present"], False, None, None),
        (["out 14:00"], ["present"], True, None, None),
        ([], ["unexcused"], True, None, None),
    ],
)
def test_witnesses_disagree_only_where_both_cannot_be_right(passages, codes, usual, disagreement, about):
    """A child who never uses this gate is not missed by it; the card or palm route is a choice."""
    decision = decide(gate(*passages), register(*codes), usually_passes=usual)
    assert (decision.disagreement, decision.disagrees_at) == (disagreement, about)


def test_reasons_stand_in_the_order_of_time_with_the_first_entry_and_the_last_exit():
    decision = decide(gate("in 07:52", "out 12:00", "in 12:30", "out 14:05"), register("present"))
    assert decision.reasons == (
        ("gate", "in", "07:52"),
        ("register", "present", "08:00"),
        ("gate", "out", "12:00"),
        ("gate", "in", "12:30"),
        ("gate", "out", "14:05"),
    )
    assert (decision.first_in, decision.last_out) == (at(7, 52), at(14, 5))
    assert decide(gate("in 07:52", "out 12:00", "in 12:30"), []).last_out is None


def test_a_case_is_answered_by_five_or_within_two_hours():
    assert deadline(at(8, 5)) == at(17)
    assert deadline(at(16, 30)) == at(18, 30)
    assert deadline(at(23, 30)) == at(23, 30) + dt.timedelta(hours=2)


minutes = st.integers(0, 14 * 60).map(lambda minute: at(7) + dt.timedelta(minutes=minute))
passages = st.lists(
    st.builds(Entry, at=minutes, says=st.sampled_from(["in", "out"]), source=st.uuids().map(str)), max_size=8
)
codes = st.sampled_from([says.value for says in Says if says not in {Says.IN, Says.OUT}])
lessons = st.lists(
    st.builds(
        lambda slot, says, source: Entry(at=at(7 + slot), says=says, slot=slot, source=source),
        st.integers(1, 7),
        codes,
        st.uuids().map(str),
    ),
    max_size=8,
)
quick = settings(max_examples=60, deadline=None)


@quick
@given(passages, lessons, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_testimonies_does_not_matter(gate_said, register_said, usual, random):
    """Also of corrections: the word of the younger fact stands, in whatever order two words of a lesson arrive."""

    def heard(said):
        kept: list[Entry] = []
        for entry in said:
            kept = merged(kept, [entry])
        return kept

    first = decide(heard(gate_said), heard(register_said), usually_passes=usual)
    random.shuffle(gate_said)
    random.shuffle(register_said)
    assert decide(heard(gate_said), heard(register_said), usually_passes=usual) == first


@quick
@given(passages, lessons)
def test_repeating_changes_nothing_and_nothing_is_lost_on_the_way_through_the_database(gate_said, register_said):
    said = merged([], [*gate_said, *register_said])
    assert merged(said, said) == said
    assert merged(said, said[:3]) == said
    assert [from_json(to_json(entry)) for entry in said] == said


@quick
@given(passages, lessons, st.booleans())
def test_a_decision_holds_together(gate_said, register_said, usual):
    decision = decide(gate_said, register_said, usually_passes=usual)
    spoken = bool(register_said) or any(entry.says == "in" for entry in gate_said)
    assert (decision.state in DECIDED) is spoken
    assert decision.state in ATTENDED or decision.state in {State.UNKNOWN, State.ABSENT, State.EXCUSED}
    assert len(decision.reasons) == len(gate_said) + len(register_said)
    assert (decision.disagreement is None) is (decision.disagrees_at is None)
    if decision.disagreement is Disagreement.INSIDE_BUT_ABSENT:
        assert inside_at(sorted(gate_said), decision.disagrees_at)
    if decision.disagreement is Disagreement.PRESENT_WITHOUT_ENTRY:
        assert usual
        assert not gate_said
