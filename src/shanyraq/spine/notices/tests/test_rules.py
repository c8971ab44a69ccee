"""Quiet hours."""

import datetime as dt

import pytest

from shanyraq.kernel import clock
from shanyraq.spine.notices.rules import due, is_quiet

NIGHT = {"start": dt.time(21), "end": dt.time(7)}


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("20:59", False), ("21:00", True), ("23:59", True), ("00:00", True), ("06:59", True), ("07:00", False)],
)
def test_quiet_hours_run_over_midnight_and_end_on_the_minute(at, quiet):
    assert is_quiet(dt.time.fromisoformat(at), **NIGHT) is quiet


def test_quiet_hours_within_a_day_and_none_at_all():
    assert is_quiet(dt.time(13), start=dt.time(12), end=dt.time(14))
    assert not is_quiet(dt.time(14), start=dt.time(12), end=dt.time(14))
    assert not is_quiet(dt.time(3), start=dt.time(7), end=dt.time(7))


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2026-11-23T12:00", "2026-11-23T12:00"),
        ("2026-11-23T21:30", "2026-11-24T07:00"),
        ("2026-11-24T00:10", "2026-11-24T07:00"),
        ("2026-12-31T23:59", "2027-01-01T07:00"),
    ],
)
def test_what_falls_into_quiet_hours_leaves_when_they_end(now, leaves):
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=clock.ZONE)
    assert due(moment, **NIGHT) == dt.datetime.fromisoformat(leaves).replace(tzinfo=clock.ZONE)
