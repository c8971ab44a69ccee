"""A passage is one passage, and a gate's clock is judged without accusing a gate that was merely cut off."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.campus.gates.rules import (
    Clock,
    ClockVerdict,
    Direction,
    directions_of,
    intake_key,
    judge_clock,
    judge_upload,
    likely_time,
    link_since,
)

ALMATY = ZoneInfo("Asia/Almaty")
NOW = dt.datetime(2026, 9, 14, 7, 52, 30, tzinfo=ALMATY)
MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)


def key_of(**change):
    return intake_key(**({"serial": "PG28-0001", "credential": "1001", "device_time": NOW, "status": 0} | change))


def test_the_same_word_of_the_same_gate_is_one_passage_in_any_zone():
    assert key_of() == key_of(device_time=NOW.astimezone(dt.UTC)) == key_of(device_time=NOW.replace(fold=1))


@pytest.mark.parametrize(
    "change",
    [
        {"serial": "PG29-0001"},
        {"credential": "1002"},
        {"device_time": NOW + dt.timedelta(seconds=1)},
        {"status": 1},
        {"serial": "PG28-00011", "credential": "001"},
    ],
)
def test_another_gate_person_second_or_way_is_another_passage(change):
    assert key_of(**change) != key_of()


words = st.text(alphabet="01:a", max_size=6)


@given(st.tuples(words, words), st.tuples(words, words))
def test_no_choice_of_characters_makes_two_passages_one(one, other):
    keys = [key_of(serial=serial, credential=credential) for serial, credential in (one, other)]
    assert (keys[0] == keys[1]) == (one == other)


def test_a_time_without_zone_has_no_key():
    with pytest.raises(ValueError, match="aware"):
        key_of(device_time=NOW.replace(tzinfo=None))


def test_a_reader_on_the_way_in_sees_only_people_coming_in():
    assert directions_of(mounted=Direction.IN, said=[Direction.OUT]) == [Direction.IN]
    assert directions_of(mounted=Direction.UNKNOWN, said=[Direction.OUT]) == [Direction.OUT]


@pytest.mark.parametrize(
    ("drift", "linked", "clock"),
    [
        (dt.timedelta(), None, Clock.OK),
        (2 * MINUTE, None, Clock.OK),
        (2 * MINUTE + dt.timedelta(seconds=1), None, Clock.FAST),
        (3 * HOUR, None, Clock.FAST),
        (-2 * MINUTE, 5 * HOUR, Clock.OK),
        (-10 * MINUTE, None, Clock.LATE),  # we never heard it before: its store may be old
        (-10 * MINUTE, 5 * MINUTE, Clock.LATE),  # it came back five minutes ago and empties its store
        (-10 * MINUTE, 10 * MINUTE, Clock.SLOW),  # we were hearing it when it says this happened
        (-26 * HOUR, 5 * MINUTE, Clock.LATE),
        (-26 * HOUR, 30 * MINUTE, Clock.SLOW),  # nothing old can be left in it by now
        (dt.timedelta(days=400), None, Clock.ABSURD),
        (dt.datetime(2000, 1, 1, tzinfo=ALMATY) - NOW, 5 * HOUR, Clock.ABSURD),
        (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) - NOW, None, Clock.ABSURD),
    ],
)
def test_clock_is_judged_by_one_record(drift, linked, clock):
    since = None if linked is None else NOW - linked
    assert judge_clock(NOW + drift, received_at=NOW, linked_since=since) == ClockVerdict(clock, drift)


def test_only_a_sure_verdict_is_flagged():
    wrong = {clock for clock in Clock if ClockVerdict(clock, HOUR).wrong}
    assert wrong == {Clock.FAST, Clock.SLOW, Clock.ABSURD}


def test_a_gate_that_was_cut_off_sends_its_morning_late_and_is_not_accused():
    kept = [NOW - 3 * HOUR, NOW - 2 * HOUR, NOW]
    verdicts = judge_upload(kept, received_at=NOW, linked_since=NOW - 5 * HOUR)
    assert [verdict.clock for verdict in verdicts] == [Clock.LATE, Clock.LATE, Clock.OK]


def test_a_fast_gate_is_fast_in_its_older_records_too():
    kept = [NOW - 2 * HOUR, NOW + 3 * HOUR]
    assert judge_upload(kept, received_at=NOW) == (ClockVerdict(Clock.FAST, 3 * HOUR),) * 2


def test_a_dead_battery_taints_only_its_own_records():
    dead = dt.datetime(2000, 1, 1, 0, 3, tzinfo=ALMATY)
    verdicts = judge_upload([dead, NOW], received_at=NOW)
    assert [verdict.clock for verdict in verdicts] == [Clock.ABSURD, Clock.OK]
    assert [v.clock for v in judge_upload([dead], received_at=NOW)] == [Clock.ABSURD]
    assert judge_upload([], received_at=NOW) == ()


def test_the_link_is_whole_until_a_silence():
    since = NOW - HOUR
    assert link_since(last_heard=NOW - MINUTE, since=since, now=NOW) == since
    assert link_since(last_heard=NOW - 2 * MINUTE, since=since, now=NOW) == NOW
    assert link_since(last_heard=None, since=None, now=NOW) == NOW


def test_likely_time_undoes_a_known_drift_and_is_never_in_the_future():
    fast = ClockVerdict(Clock.FAST, 3 * HOUR)
    assert likely_time(fast, device_time=NOW + 2 * HOUR, received_at=NOW) == NOW - HOUR
    absurd = ClockVerdict(Clock.ABSURD, -HOUR)
    assert likely_time(absurd, device_time=NOW - HOUR, received_at=NOW) == NOW
    late = ClockVerdict(Clock.LATE, -HOUR)
    assert likely_time(late, device_time=NOW - HOUR, received_at=NOW) == NOW - HOUR
    ahead = ClockVerdict(Clock.OK, MINUTE)
    assert likely_time(ahead, device_time=NOW + MINUTE, received_at=NOW) == NOW
