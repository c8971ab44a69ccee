"""The heads of a school hear what the register asks of them: each once, and nobody else."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from shanyraq.kernel import clock
from shanyraq.kernel.events.delivery import drain
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.notices import api as notices
from shanyraq.spine.notices.models import Notice
from shanyraq.spine.quality import api as quality
from shanyraq.spine.registry.factories import School

KEY = "first_october-2026"


@pytest.fixture(autouse=True)
def october() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 10, 9, 9, tzinfo=clock.ZONE), tick=False):
        yield


def told(at: School) -> list[tuple[Any, str]]:
    """Who was told what, after every event has been delivered."""
    drain()
    with system_scope("test"):
        rows = Notice.objects.filter(organisation_id=at.organisation_id).order_by("created_at", "id")
        return list(rows.values_list("person_id", "code"))


def test_heads_hear_that_the_office_asks(cast: Any) -> None:
    with use_scope(cast.school.scope("office")):
        quality.ask_school(organisation_id=cast.school.organisation_id, number=3)
    assert told(cast.school) == [(cast.school.director_id, "quality_asked")]
    assert told(cast.neighbour) == []
    with system_scope("test"):
        [row] = notices.notices_of(cast.school.director_id)
    assert "3" in row.title
    assert row.url == "/quality/"


def test_heads_hear_of_the_offices_decision_and_not_of_their_own_move(cast: Any) -> None:
    with use_scope(cast.school.scope("director")):
        one = quality.prepare_snapshot(organisation_id=cast.school.organisation_id, key=KEY)
        quality.submit_snapshot(snapshot_id=one)
    assert told(cast.school) == []
    with use_scope(cast.school.scope("office")):
        quality.accept_snapshot(snapshot_id=one)
    assert told(cast.school) == [(cast.school.director_id, "snapshot_decided")]


def test_a_director_is_reminded_once_a_day_of_reminding(cast: Any) -> None:
    with system_scope("test"):
        quality.remind(day=clock.today())
        quality.remind(day=clock.today())
    assert told(cast.school) == [(cast.school.director_id, "snapshot_deadline")]
