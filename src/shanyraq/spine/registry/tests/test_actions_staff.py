"""Posts and loads: the right to act follows from them and ends with them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.models import OutboxEvent
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import START
from shanyraq.spine.registry.models import Employment, Person, TeachingLoad

LAST = START + dt.timedelta(days=90)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def load(at, **other):
    same = {
        "employment_id": at.employment_id,
        "person_id": at.teacher_id,
        "organisation_id": at.organisation_id,
        "group_id": at.group_id,
    }
    return registry.LoadDraft(**{**same, **other}, subject="geometry", hours_per_week=Decimal(2), valid_from=START)


def test_an_employment_ends_with_its_loads_and_is_announced(as_director):
    school = as_director.school
    registry.end_employment(employment_id=school.employment_id, last_day=LAST, reason="өз еркімен")
    assert Employment.objects.get(id=school.employment_id).valid_to == LAST
    assert list(TeachingLoad.objects.values_list("valid_to", flat=True)) == [LAST]
    assert [post.position for post in registry.posts_of(school.teacher_id, day=LAST)] == ["teacher"]
    after = LAST + dt.timedelta(days=1)
    assert registry.posts_of(school.teacher_id, day=after) == []
    assert registry.groups_taught(school.teacher_id, day=after) == frozenset()
    told = OutboxEvent.objects.get(name="RightsChanged").body
    assert told == {"person_ids": [str(school.teacher_id)], "from_day": LAST.isoformat()}
    with pytest.raises(Denied, match="ended already"):
        registry.end_employment(employment_id=school.employment_id, last_day=LAST, reason="тағы")


def test_an_employment_does_not_end_before_it_began(as_director):
    day = START - dt.timedelta(days=1)
    with pytest.raises(Denied, match="before the employment"):
        registry.end_employment(employment_id=as_director.school.employment_id, last_day=day, reason="қате")


def test_the_neighbours_director_neither_employs_nor_dismisses(cast):
    with use_scope(cast.neighbour.scope("director")):
        with pytest.raises(Denied, match="no right"):
            registry.end_employment(employment_id=cast.school.employment_id, last_day=LAST, reason="жоқ")
        post = registry.EmploymentDraft(
            person_id=cast.neighbour.director_id,
            organisation_id=cast.school.organisation_id,
            position="director",
            valid_from=START,
        )
        with pytest.raises(Denied, match="no right"):
            registry.employ(drafts=[post])


def test_a_load_opens_no_class_of_the_neighbours(as_director):
    """A load is a right to see the class: own post, own organisation, own class, all three."""
    school, neighbour = as_director.school, as_director.neighbour
    for wrong in (
        load(school, group_id=neighbour.group_id),
        load(school, group_id=neighbour.group_id, organisation_id=neighbour.organisation_id),
        load(school, employment_id=neighbour.employment_id),
        load(school, person_id=neighbour.teacher_id),
    ):
        with pytest.raises(Denied, match="no right"):
            registry.assign_loads(drafts=[wrong])
    assert registry.assign_loads(drafts=[load(school)]) == 1
    assert registry.teachers_of_group(school.group_id, day=START) == {
        "algebra": school.teacher_id,
        "geometry": school.teacher_id,
    }


def test_a_pupil_with_a_post_still_belongs_to_the_class(as_director):
    school, neighbour = as_director.school, as_director.neighbour
    post = registry.EmploymentDraft(
        person_id=neighbour.pupil_id,
        organisation_id=school.organisation_id,
        position="librarian",
        valid_from=START,
    )
    registry.employ(drafts=[post])
    with system_scope("test"):
        person = Person.objects.get(id=neighbour.pupil_id)
    assert (person.is_staff, person.organisation_id) == (True, neighbour.organisation_id)
