"""A figure opens down to its rows for who answers for them, and to nothing for anybody else."""

import datetime as dt
import uuid
from typing import Any

import pytest

from shanyraq.insight.analytics import api as analytics
from shanyraq.insight.analytics.rules import breach, hide_companion
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.figures.api import Level, Place, Value
from shanyraq.kernel.scope import NOBODY, system_scope, use_scope
from shanyraq.spine.presence.models import DayState
from shanyraq.spine.registry.factories import TOWN, School, add_pupil

DAY = dt.date(2026, 11, 23)


def live(at: School, *, present: int, absent: int) -> None:
    with system_scope("test"):
        for number in range(present + absent):
            DayState.objects.create(
                day=DAY, person_id=add_pupil(at, f"Оқушы{number}", "А"), organisation_id=at.organisation_id,
                group_id=at.group_id, state="present" if number < present else "absent",
                unexcused=number >= present, decided_at=dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC),
            )  # fmt: skip


def page(level: Level, key: object) -> Any:
    return analytics.figure_page("attendance", level=level, key=str(key), day=DAY)


def test_director_opens_the_school_down_to_the_rows(cast: Any) -> None:
    live(cast.school, present=8, absent=2)
    with use_scope(cast.school.scope("director")):
        found = page(Level.ORGANISATION, cast.school.organisation_id)
    assert (found.value.numerator, found.value.denominator) == (8, 10)
    assert [(part.numerator, part.denominator) for part in found.parts] == [(8, 10)]
    assert len(found.rows) == found.value.denominator
    assert sum(row.counted for row in found.rows) == found.value.numerator
    assert found.breach == 0


def test_class_teacher_opens_the_class_and_not_the_school(cast: Any) -> None:
    live(cast.school, present=6, absent=1)
    with use_scope(cast.school.scope("teacher")):
        assert len(page(Level.GROUP, cast.school.group_id).rows) == 7
        assert page(Level.ORGANISATION, cast.school.organisation_id).rows is None


def test_office_sees_numbers_and_never_a_row(cast: Any) -> None:
    live(cast.school, present=8, absent=2)
    with use_scope(cast.school.scope("office")):
        for level, key in ((Level.TERRITORY, TOWN), (Level.ORGANISATION, cast.school.organisation_id),
                           (Level.GROUP, cast.school.group_id)):  # fmt: skip
            found = page(level, key)
            assert (found.value.numerator, found.rows) == (8, None)


@pytest.mark.parametrize("role", ["guardian", "pupil"])
def test_families_open_no_figure_of_a_school(cast: Any, role: str) -> None:
    live(cast.school, present=8, absent=2)
    with use_scope(cast.school.scope(role)):
        for level, key in ((Level.ORGANISATION, cast.school.organisation_id), (Level.GROUP, cast.school.group_id)):
            with pytest.raises(Hidden):
                page(level, key)


def test_the_neighbours_director_and_nonsense_find_nothing(cast: Any) -> None:
    with use_scope(cast.neighbour.scope("director")):
        for level, key in ((Level.ORGANISATION, cast.school.organisation_id), (Level.GROUP, cast.school.group_id),
                           (Level.GROUP, "x"), (Level.ORGANISATION, uuid.uuid4()), ("planet", "x")):  # fmt: skip
            with pytest.raises(Hidden):
                page(level, key)


def test_the_public_reads_whole_territories_with_small_numbers_hidden(cast: Any) -> None:
    live(cast.school, present=8, absent=2)
    with use_scope(NOBODY):
        few = page(Level.TERRITORY, TOWN)
        assert (few.value.suppressed, few.parts, few.rows) == (True, (), None)
    live(cast.neighbour, present=20, absent=6)
    with use_scope(NOBODY):
        value = analytics.value_at("attendance", Place(Level.TERRITORY, TOWN), day=DAY, public=True)
    assert (value.suppressed, value.numerator, value.denominator) == (False, 28, 36)


def test_a_breach_of_the_sum_is_shown(cast: Any) -> None:
    live(cast.school, present=8, absent=2)
    with system_scope("test"):
        DayState.objects.filter(state="absent").update(group_id=None)
    with use_scope(cast.school.scope("director")):
        assert page(Level.ORGANISATION, cast.school.organisation_id).breach == 2


def test_one_hidden_part_takes_a_companion_with_it() -> None:
    parts = [Value(4, 10, title="a"), Value(3, 6, title="b"), Value(0, 0, title="c", suppressed=True)]
    assert [part.suppressed for part in hide_companion(parts)] == [False, True, True]
    assert breach(Value(7, 16), parts[:2]) == 0
