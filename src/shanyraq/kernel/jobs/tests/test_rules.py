import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanyraq.kernel.clock import ZONE
from shanyraq.kernel.jobs.rules import LONGEST_PAUSE, following, is_spent, pause_after, planned


@pytest.mark.parametrize(("attempts", "chance", "seconds"), [(1, 0, 1), (1, 1, 2), (4, 0.5, 12), (30, 1, 3600)])
def test_pauses_double_up_to_an_hour(attempts, chance, seconds):
    assert pause_after(attempts, chance=chance).total_seconds() == seconds


@given(st.integers(1, 100_000), st.floats(0, 1))
def test_a_pause_is_never_nothing_and_never_more_than_an_hour(attempts, chance):
    assert dt.timedelta(seconds=1) <= pause_after(attempts, chance=chance) <= LONGEST_PAUSE


def test_five_retries_are_six_runs():
    assert [n for n in range(1, 9) if not is_spent(n, 5)] == [1, 2, 3, 4, 5]
    assert is_spent(1, 0)


def test_a_cron_line_is_read_in_school_time():
    evening = dt.datetime(2026, 11, 23, 23, 30, tzinfo=ZONE)
    assert following("0 2 * * *", evening) == dt.datetime(2026, 11, 24, 2, tzinfo=ZONE)


def test_a_clock_set_back_brings_the_schedule_back_with_it():
    november = dt.datetime(2026, 11, 24, 2, tzinfo=ZONE)
    september = dt.datetime(2026, 9, 7, 7, 50, tzinfo=ZONE)
    assert planned(november, "0 2 * * *", september) == dt.datetime(2026, 9, 8, 2, tzinfo=ZONE)
    assert planned(november, "0 2 * * *", november - dt.timedelta(hours=1)) == november
