"""Learners come, move and leave; every stay keeps its dates."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import translation

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import START, YEAR
from shanyraq.spine.registry.models import Enrolment, Guardianship, Person

MOVED = START + dt.timedelta(days=60)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def open_group(school, letter="Б"):
    draft = registry.GroupDraft(
        organisation_id=school.organisation_id, school_year=YEAR, grade=7, letter=letter, language="kk"
    )
    with system_scope("test group"):
        return registry.open_groups(drafts=[draft])[0]


def seat(school, person, group=None, organisation=None):
    return registry.EnrolmentDraft(
        person_id=person,
        organisation_id=organisation or school.organisation_id,
        group_id=group or school.group_id,
        valid_from=START,
    )


def names(group, day):
    return [learner.given for learner in registry.roster(group, day=day)]


def newcomer(given="Марат"):
    draft = registry.PersonDraft(family="Әлиев", given=given, birth_date=None, sex="m")
    with system_scope("test newcomer"):
        return registry.register_people(people=[draft])[0]


def test_enrolled_learner_stands_on_the_list_and_under_the_organisation(as_director):
    school, person = as_director.school, newcomer()
    assert registry.enrol(drafts=[seat(school, person)]) == 1
    assert names(school.group_id, START) == ["Марат", "Ержан"]
    assert names(school.group_id, START - DAY) == []
    assert registry.places_of([person]) == {person: (school.organisation_id, school.group_id)}


def test_whoever_is_enrolled_is_not_enrolled_twice(cast):
    with use_scope(cast.school.scope("director")), pytest.raises(Denied) as refused:
        registry.enrol(drafts=[seat(cast.school, cast.neighbour.pupil_id)])
    assert str(refused.value) == "Әбдіраш Сәуле is already enrolled in an organisation."
    assert "transfer" in str(refused.value.way)
    with system_scope("test"):
        assert Person.objects.get(id=cast.neighbour.pupil_id).organisation_id == cast.neighbour.organisation_id


def test_nobody_is_seated_at_the_neighbours(as_director):
    school, neighbour, person = as_director.school, as_director.neighbour, newcomer()
    wrong = [
        seat(neighbour, person),
        seat(school, person, group=neighbour.group_id),
        seat(neighbour, person, group=school.group_id),
    ]
    for draft in wrong:
        with pytest.raises(Denied, match="no right"):
            registry.enrol(drafts=[draft])
    assert registry.places_of([person]) == {person: (None, None)}


def test_a_move_keeps_the_earlier_stay_and_its_dates(as_director):
    school, pupil = as_director.school, as_director.school.pupil_id
    second = open_group(school)
    registry.move_to_group(person_id=pupil, group_id=second, on=MOVED, order_number="14-н")
    assert (names(school.group_id, MOVED - DAY), names(second, MOVED - DAY)) == (["Ержан"], [])
    assert (names(school.group_id, MOVED), names(second, MOVED)) == ([], ["Ержан"])
    stays = Enrolment.objects.filter(person=pupil).order_by("valid_from")
    assert list(stays.values_list("ground", "valid_from", "valid_to", "order_number")) == [
        ("admitted", START, MOVED - DAY, ""),
        ("moved", MOVED, None, "14-н"),
    ]
    assert registry.places_of([pupil]) == {pupil: (school.organisation_id, second)}


def test_a_move_goes_to_another_group_of_the_same_school_after_the_enrolment(as_director):
    school, pupil = as_director.school, as_director.school.pupil_id
    second = open_group(school)
    for group, on, why in (
        (as_director.neighbour.group_id, MOVED, "same organisation"),
        (school.group_id, MOVED, "another group"),
        (second, START, "after the day of enrolment"),
        (second, START - DAY, "before the enrolment"),
    ):
        with pytest.raises(Denied, match=why):
            registry.move_to_group(person_id=pupil, group_id=group, on=on, order_number="1")
    assert names(school.group_id, MOVED) == ["Ержан"]


def test_whoever_leaves_is_on_the_list_until_the_last_day_and_the_family_is_judged_anew(as_director):
    school, pupil = as_director.school, as_director.school.pupil_id
    with pytest.raises(Denied, match="Say why"):
        registry.leave(person_id=pupil, last_day=MOVED, reason="  ")
    registry.leave(person_id=pupil, last_day=MOVED, reason="көшіп кетті")
    assert (names(school.group_id, MOVED), names(school.group_id, MOVED + DAY)) == (["Ержан"], [])
    assert registry.places_of([pupil]) == {pupil: (None, None)}
    assert Enrolment.objects.get(person=pupil).left_because == "көшіп кетті"
    told = OutboxEvent.objects.get(name="RightsChanged").body
    assert told == {"person_ids": [str(pupil), str(school.guardian_id)], "from_day": MOVED.isoformat()}


def test_the_neighbours_director_neither_moves_nor_dismisses(cast):
    second = open_group(cast.neighbour)
    with use_scope(cast.neighbour.scope("director")):
        with pytest.raises(Denied, match="no right"):
            registry.leave(person_id=cast.school.pupil_id, last_day=MOVED, reason="жоқ")
        with pytest.raises(Denied, match="no right"):
            registry.move_to_group(person_id=cast.school.pupil_id, group_id=second, on=MOVED, order_number="1")


def test_a_transfer_takes_the_guardians_along(cast):
    """Dana's right is kept where Erzhan now learns, and the old school does not see it any more."""
    pupil = cast.school.pupil_id
    with use_scope(cast.school.scope("director")):
        registry.leave(person_id=pupil, last_day=MOVED, reason="көшіп кетті")
    with use_scope(cast.neighbour.scope("director")):
        registry.enrol(drafts=[replace(seat(cast.neighbour, pupil), valid_from=MOVED + DAY)])
        assert Guardianship.objects.filter(child=pupil).count() == 1
    with use_scope(cast.school.scope("director")):
        assert Guardianship.objects.filter(child=pupil).count() == 0


def test_a_stay_begins_after_the_last_one_and_in_its_groups_year(as_director):
    school, pupil = as_director.school, as_director.school.pupil_id
    registry.leave(person_id=pupil, last_day=MOVED, reason="көшіп кетті")
    with pytest.raises(Denied, match="still belonged to another group"):
        registry.enrol(drafts=[replace(seat(school, pupil), valid_from=MOVED)])
    with pytest.raises(Denied, match="outside the school year"):
        registry.enrol(drafts=[replace(seat(school, newcomer()), valid_from=START.replace(year=YEAR + 1))])
    assert registry.places_of([pupil]) == {pupil: (None, None)}


def test_whoever_is_enrolled_nowhere_does_not_leave_twice(as_director):
    pupil = as_director.school.pupil_id
    with system_scope("test"):
        registry.leave(person_id=pupil, last_day=MOVED, reason="көшіп кетті")
        with pytest.raises(Denied, match="enrolled nowhere"):
            registry.leave(person_id=pupil, last_day=MOVED, reason="көшіп кетті")
