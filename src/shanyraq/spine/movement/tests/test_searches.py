"""A child missing between years: the search opens by itself, has an owner, ends with an outcome or by enrolment."""

import datetime as dt

import pytest
from django.utils import translation

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.movement import api as movement
from shanyraq.spine.movement.models import Search, SearchStep
from shanyraq.spine.movement.tests.story import at, open_group
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import add_pupil
from shanyraq.spine.registry.models import Enrolment, Group, Person

MAY, SEPTEMBER = dt.date(2026, 5, 20), dt.date(2026, 9, 1)


@pytest.fixture
def autumn(cast):
    """School 28 has rolled over: Erzhan was forgotten in the class of the past year, Madi left and arrived nowhere."""
    school = cast.school
    past = open_group(school, "Ә", grade=6, year=2025)
    with system_scope("test"):
        Enrolment.objects.filter(person=school.pupil_id).update(group=past, valid_from=dt.date(2025, 9, 1))
        Person.objects.filter(id=school.pupil_id).update(group=past)
        add_pupil(school, "Қасым", "Алихан")
        gone = add_pupil(school, "Нұрғали", "Мәди")
        Enrolment.objects.filter(person=gone).update(group=past, valid_from=dt.date(2025, 9, 1))
    with at(MAY, school=school):
        movement.leave_school(person_id=gone, draft=movement.LeavingDraft(last_day=MAY, reason="another_school"))
    return school, gone


def look(day):
    with at(day):
        return movement.open_searches()


def rows():
    with system_scope("test"):
        return set(Search.objects.values_list("person_id", "why", "owner_id", "deadline"))


def test_both_children_are_missed_on_the_first_of_september_and_once(autumn):
    school, gone = autumn
    assert look(dt.date(2026, 8, 31)) == 0
    assert look(SEPTEMBER) == 2
    assert look(dt.date(2026, 9, 2)) == 0
    until = dt.date(2026, 9, 15)
    assert rows() == {
        (school.pupil_id, "left_behind", school.director_id, until),
        (gone, "never_arrived", school.director_id, until),
    }


def test_a_school_that_has_not_rolled_over_is_not_asked_child_by_child(cast):
    with system_scope("test"):
        Group.objects.update(school_year=2025)
    assert look(SEPTEMBER) == 0


def test_enrolled_anywhere_the_search_ends_by_itself(autumn, cast):
    school, gone = autumn
    look(SEPTEMBER)
    with system_scope("test"):
        family = Person.objects.get(id=gone).family
        Person.objects.filter(id=gone).update(iin="130504550013")
    child = registry.PersonDraft(family=family, given="Мәди", birth_date=None, sex="m", iin="130504550013")
    with at(dt.date(2026, 9, 3), school=cast.neighbour):
        movement.admit(
            organisation_id=cast.neighbour.organisation_id,
            draft=movement.AdmissionDraft(
                child=child, group_id=cast.neighbour.group_id, on=dt.date(2026, 9, 3), language="kk",
                order_number="№ 5",
            ),
        )  # fmt: skip
    with at(dt.date(2026, 9, 3)):
        assert movement.close_found() == 1
        assert movement.close_found() == 0
        assert list(Search.objects.filter(closed_on=None).values_list("person_id", flat=True)) == [school.pupil_id]
        assert Search.objects.get(person=gone).outcome == "enrolled"


def test_steps_and_the_outcome_stand_as_facts(autumn):
    school, gone = autumn
    look(SEPTEMBER)
    with at(dt.date(2026, 9, 2), school=school):
        search = Search.objects.get(person=gone).id
        movement.take_step(search_id=search, step="called", words="Анасы жауап бермеді")
        with pytest.raises(Denied, match="needs a document"):
            movement.close_search(search_id=search, outcome="left_country", words="Ташкентте")
        with pytest.raises(Denied, match="Choose how"):
            movement.close_search(search_id=search, outcome="enrolled", words="Көрдім")
        movement.close_search(search_id=search, outcome="left_country", words="Ташкентте", document="№ 9")
        with pytest.raises(Denied, match="closed already"):
            movement.take_step(search_id=search, step="called", words="тағы")
        steps = list(SearchStep.objects.filter(search_id=search).order_by("id"))
        said = facts.payloads_of((one.day, one.id) for one in steps)
    assert [(one.step, said.get(one.id, {})) for one in steps] == [
        ("opened", {}),
        ("called", {"words": "Анасы жауап бермеді"}),
        ("closed", {"words": "Ташкентте", "document": "№ 9"}),
    ]


def test_only_the_heads_of_the_last_school_search(autumn, cast):
    school, gone = autumn
    look(SEPTEMBER)
    with system_scope("test"):
        search = Search.objects.get(person=gone).id
    for scope in (cast.neighbour.scope("director"), school.scope("teacher"), school.scope("office")):
        with use_scope(scope), translation.override("en"):
            assert not Search.objects.exists()
            with pytest.raises(Denied, match="no right"):
                movement.take_step(search_id=search, step="called", words="сөз")
