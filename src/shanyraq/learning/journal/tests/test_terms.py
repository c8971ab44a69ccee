"""A term of Bolat's class from its facts to the result, and what each reader finds."""

import datetime as dt
from typing import Any

import pytest

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal.factories import NOON, lesson_on, summative_on
from shanyraq.learning.journal.models import Cell, Score, Summative
from shanyraq.learning.journal.queries.explained import explained
from shanyraq.learning.journal.queries.terms import outcomes_of_groups, term_page, year_of_pupil
from shanyraq.learning.journal.rules.period import Verdict
from shanyraq.learning.journal.rules.scheme import Period
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import School

TODAY = dt.date(2026, 12, 23)


def mark(at: School, day: dt.date, value: int) -> None:
    Cell.objects.create(
        lesson=lesson_on(at, day, 1), pupil_id=at.pupil_id, group_id=at.group_id, organisation_id=at.organisation_id,
        subject="algebra", day=day, mark=value, mark_day=day, mark_id=at.pupil_id, changed_at=NOON,
    )  # fmt: skip


def score(at: School, test: Summative, value: int | None, state: str = "scored") -> None:
    Score.objects.create(
        summative=test, pupil_id=at.pupil_id, group_id=at.group_id, organisation_id=at.organisation_id,
        subject=test.subject, test=test.test, school_year=2026, quarter=test.quarter, maximum=test.maximum, state=state,
        value=value, fact_day=test.day, fact_id=at.pupil_id, changed_at=NOON,
    )  # fmt: skip


@pytest.fixture
def lived(cast: Any) -> School:
    """Marks 6 and 8, a unit test of 13 of 20, a quarter test of 16 of 20: domain's 73.75, a 4."""
    at: School = cast.school
    with system_scope("a lived quarter"):
        mark(at, dt.date(2026, 11, 10), 6)
        mark(at, dt.date(2026, 11, 17), 8)
        score(at, summative_on(at, dt.date(2026, 12, 1)), 13)
        score(at, summative_on(at, dt.date(2026, 12, 21), test="soch"), 16)
    return at


def test_bolat_sees_what_the_quarter_comes_to(lived: School) -> None:
    with use_scope(lived.scope("teacher")):
        page = term_page(lived.group_id, "algebra", Period.Q2, year=2026, today=TODAY)
    (row,) = page.rows
    assert (row.average, row.outcome.percent, row.outcome.mark) == (7, 73.75, 4)
    assert [each.value for each in row.scores if each] == [13, 16]
    assert (page.confirms, page.locked, page.heads, len(page.ready)) == (True, False, False, 1)


def test_dana_and_erzhan_read_how_it_came_about(lived: School) -> None:
    for role in ("guardian", "pupil", "teacher", "director"):
        with use_scope(lived.scope(role)):
            found = explained(lived.pupil_id, "algebra", Period.Q2, year=2026, today=TODAY)
            (subject,) = year_of_pupil(lived.pupil_id, year=2026, today=TODAY)
        assert [each.mark for each in found.formative] == [6, 8]
        assert [each.value for each in found.scores] == [13, 16]
        assert (found.outcome.mark, found.result) == (4, None)
        assert (subject.running, subject.outcome and subject.outcome.mark) == (Period.Q2, 4)


def test_the_neighbours_find_nothing(lived: School, cast: Any) -> None:
    for role in ("teacher", "guardian", "pupil", "director"):
        with use_scope(cast.neighbour.scope(role)):
            with pytest.raises(Hidden):
                term_page(lived.group_id, "algebra", Period.Q2, year=2026, today=TODAY)
            with pytest.raises(Hidden):
                explained(lived.pupil_id, "algebra", Period.Q2, year=2026, today=TODAY)
            with pytest.raises(Hidden):
                year_of_pupil(lived.pupil_id, year=2026, today=TODAY)


def test_families_do_not_open_the_page_of_the_class(lived: School) -> None:
    with use_scope(lived.scope("guardian")), pytest.raises(Hidden):
        term_page(lived.group_id, "algebra", Period.Q2, year=2026, today=TODAY)


def test_who_moved_class_keeps_every_mark_and_misses_no_test_of_before(lived: School, cast: Any) -> None:
    """Saule's school takes Erzhan in on 14 December: his marks come along, its unit test of the 10th is not missing."""
    new: School = cast.neighbour
    with system_scope("a move in the middle of the quarter"):
        summative_on(new, dt.date(2026, 12, 10))
        late = summative_on(new, dt.date(2026, 12, 22), test="soch", maximum=40)
        registry.leave(person_id=lived.pupil_id, last_day=dt.date(2026, 12, 13), reason="көшу")
        registry.enrol(
            drafts=[
                registry.EnrolmentDraft(
                    person_id=lived.pupil_id, organisation_id=new.organisation_id, group_id=new.group_id,
                    ground="transferred", valid_from=dt.date(2026, 12, 14),
                )
            ]
        )  # fmt: skip
    with use_scope(new.scope("teacher")):
        page = term_page(new.group_id, "algebra", Period.Q2, year=2026, today=TODAY)
    row = next(each for each in page.rows if each.pupil_id == lived.pupil_id)
    assert (row.earned.fo_sum, row.earned.fo_count, row.earned.sor_got) == (14, 2, 13)
    assert (row.outcome.verdict, row.outcome.lacks) == (Verdict.LACKING, ("soch:1",))
    assert late.day <= TODAY


def test_a_whole_school_is_computed_in_a_handful_of_queries(lived: School, django_assert_max_num_queries: Any) -> None:
    with system_scope("figures"), django_assert_max_num_queries(8):
        found = outcomes_of_groups(registry.groups([lived.group_id]), year=2026, quarter=2, today=TODAY)
    ((row,),) = found.values()
    assert (row.outcome.mark, row.may_be_published) == (4, True)
