"""What the tests of terms begin with: the end of a quarter, Bolat at his desk, a pupil with marks and scores."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.utils.translation import override

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.tests.story import edit, new
from shanyraq.spine.registry.factories import School

Q2 = journal.Period.Q2
END = dt.datetime(2026, 12, 22, 12, tzinfo=clock.ZONE)
AFTER = dt.datetime(2027, 1, 13, 12, tzinfo=clock.ZONE)
"""A Tuesday in the last week of the second quarter, and a day after its register was closed."""


@pytest.fixture(autouse=True)
def end_of_quarter() -> Iterator[Any]:
    with override("en"), time_machine.travel(END, tick=False) as traveller:
        yield traveller


@pytest.fixture
def as_bolat(cast: Any) -> Iterator[School]:
    with use_scope(cast.school.scope("teacher")):
        yield cast.school


def draft(at: School, day: int, test: str = "sor", **more: Any) -> journal.TestDraft:
    values = {"group_id": at.group_id, "subject": "algebra", "day": dt.date(2026, 12, day), "maximum": 20}
    return journal.TestDraft(test=journal.Test(test), **values | more)


def planned(at: School, day: int, test: str = "sor", **more: Any) -> uuid.UUID:
    return journal.plan_summatives(drafts=[draft(at, day, test, **more)])[0]


def score(test: uuid.UUID, pupil: uuid.UUID, value: Any, **more: Any) -> journal.ScoreEdit:
    return journal.ScoreEdit(**{"client_id": new(), "summative_id": test, "pupil_id": pupil, "value": value} | more)


def lived(at: School) -> tuple[uuid.UUID, uuid.UUID]:
    """Formative 6 and 8, a unit test 13 of 20, a quarter test 16 of 20: 73.75, a 4."""
    for day, value in ((8, 6), (15, 8)):
        with system_scope("a lesson"):
            lesson = lesson_on(at, dt.date(2026, 12, day))
        journal.set_marks(edits=[edit(lesson, at.pupil_id, value)])
    sor, soch = planned(at, 10), planned(at, 21, "soch")
    journal.set_scores(edits=[score(sor, at.pupil_id, 13), score(soch, at.pupil_id, 16)])
    return sor, soch


def published(at: School, **seen: Any) -> journal.Published:
    return journal.publish_term(
        group_id=at.group_id, subject="algebra", period=Q2, year=2026, seen={at.pupil_id: "4"} | seen
    )


def lesson_marks(at: School) -> None:
    with system_scope("a lesson"):
        lesson = lesson_on(at, dt.date(2026, 12, 8))
    journal.set_marks(edits=[edit(lesson, at.pupil_id, 7)])


def unlocked(at: School, first: dt.date, last: dt.date | None = None) -> None:
    asked = journal.ask_unlock(
        group_id=at.group_id, subject="algebra", first=first, last=last or first, reason="Қате қойылған"
    )
    with use_scope(at.scope("director")):
        journal.grant_unlock(unlock_id=asked)
