"""A conclusion of the commission lowers limits while it holds, is known to few, and ends with its paper."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.testing.taken import taken_away
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.care import api as care
from shanyraq.spine.care.models import Conclusion, SpecialNeed

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
TODAY, FIRST, LAST = NOON.date(), dt.date(2026, 9, 1), dt.date(2027, 8, 31)
PAPER = care.ConclusionDraft("ПМПК-17", FIRST, FIRST, LAST, "Бейімделген бағдарлама")


@pytest.fixture(autouse=True)
def monday(db: None) -> Any:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def browser(person_id: Any) -> Client:
    client = Client()
    client.force_login(make_user(person_id))
    return client


def counted(at: Any, day: dt.date) -> int:
    return care.with_needs([at.organisation_id], day=day)[at.group_id]


def test_the_child_counts_from_the_first_day_to_the_last(cast: Any) -> None:
    school = cast.school
    with use_scope(school.scope("director")):
        care.write_conclusion(person_id=school.pupil_id, draft=PAPER)
        days = [FIRST - dt.timedelta(1), FIRST, LAST, LAST + dt.timedelta(1)]
        assert [counted(school, day) for day in days] == [0, 1, 1, 0]
        assert counted(cast.neighbour, TODAY) == 0


def test_ending_earlier_is_a_later_fact_with_its_ground(cast: Any) -> None:
    school = cast.school
    with use_scope(school.scope("director")):
        first = care.write_conclusion(person_id=school.pupil_id, draft=PAPER)
        [need] = care.needs_of(school.pupil_id)
        care.end_conclusion(person_id=school.pupil_id, need_id=need.id, last_day=TODAY, ground="Жаңа қорытынды")
        [need] = care.needs_of(school.pupil_id)
        assert counted(school, TODAY + dt.timedelta(1)) == 0
    assert (need.number, need.ground, need.valid_to) == ("ПМПК-17", "Жаңа қорытынды", TODAY)
    with system_scope("test"):
        assert Conclusion.objects.get(supersedes_id=first).id == SpecialNeed.objects.get().fact_id
        assert Conclusion.objects.get(id=first).valid_to == LAST


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (care.ConclusionDraft(" ", FIRST, FIRST), "number"),
        (care.ConclusionDraft("1", TODAY + dt.timedelta(1), FIRST), "concluded_on"),
        (care.ConclusionDraft("1", FIRST, FIRST, FIRST - dt.timedelta(1)), "valid_to"),
        (care.ConclusionDraft("1", FIRST, LAST), "valid_from"),  # the last day belongs to the standing one
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Any, draft: care.ConclusionDraft, field: str) -> None:
    with use_scope(cast.school.scope("director")):
        care.write_conclusion(person_id=cast.school.pupil_id, draft=PAPER)
        with pytest.raises(Denied) as refused:
            care.write_conclusion(person_id=cast.school.pupil_id, draft=draft)
    assert refused.value.field == field


@pytest.mark.parametrize("role", ["teacher", "guardian", "pupil"])
def test_others_enter_nothing(cast: Any, role: str) -> None:
    with use_scope(cast.school.scope(role)), pytest.raises(Denied):
        care.write_conclusion(person_id=cast.school.pupil_id, draft=PAPER)
    with use_scope(cast.neighbour.scope("director")), pytest.raises(Denied):
        care.write_conclusion(person_id=cast.school.pupil_id, draft=PAPER)


def test_the_class_teacher_knows_of_the_need_and_not_the_paper(cast: Any) -> None:
    with use_scope(cast.school.scope("director")):
        care.write_conclusion(person_id=cast.school.pupil_id, draft=PAPER)
    with use_scope(cast.school.scope("teacher")):
        [row] = care.needs_of(cast.school.pupil_id)
    assert (row.in_force, row.number, row.advice) == (True, "", "")
    with use_scope(cast.school.scope("guardian")):
        [row] = care.needs_of(cast.school.pupil_id)
    assert (row.number, row.advice) == ("ПМПК-17", "Бейімделген бағдарлама")


def test_it_is_entered_and_ended_on_one_page(cast: Any) -> None:
    school = cast.school
    director = browser(school.director_id)
    page = reverse("child_needs", args=[school.pupil_id])
    form = {"act": "write", "w-number": "ПМПК-17", "w-concluded_on": "2026-09-01", "w-valid_from": "2026-09-01",
            "w-valid_to": "2026-12-10", "w-advice": ""}  # fmt: skip
    assert director.post(page, form | {"w-number": ""}).status_code == 422
    assert director.post(page, form).status_code == 302
    listed = director.get(reverse("needs")).content.decode()
    assert "30 күн ішінде 1 қорытындының мерзімі аяқталады." in listed
    assert [row.cells[2] for row in taken_away(director.get(reverse("needs"), {"format": "xlsx"})).rows] == ["ПМПК-17"]
    mother = browser(school.guardian_id)
    assert "ПМПК-17" in mother.get(reverse("family_care", args=[school.pupil_id])).content.decode()
    end = {"act": "end", "e-last_day": "2026-11-23", "e-ground": "Ата-анасының өтініші"}
    assert director.post(page, end).status_code == 302
    assert browser(cast.neighbour.director_id).get(page).status_code == 404
