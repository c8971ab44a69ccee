"""Rights follow from the register, on the day, and end with it."""

import datetime as dt

import pytest
import time_machine

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.spine.access import api as access
from shanyraq.spine.access.factories import an_appointment, make_user
from shanyraq.spine.access.models import User
from shanyraq.spine.access.queries import scopes
from shanyraq.spine.access.rules import audience_of, audiences_of, masked, school_years, username_stem
from shanyraq.spine.access.tests.conftest import MONDAY
from shanyraq.spine.registry.factories import models as register


def scope_of(person_id):
    return access.scope_of(User.objects.filter(person=person_id).first() or make_user(person_id))


def test_class_teacher_holds_the_posts_and_the_groups_taught_and_led(cast):
    scope = scope_of(cast.school.teacher_id)
    assert scope.roles == {"teacher", "class_teacher"}
    assert scope.organisations == {cast.school.organisation_id}
    assert scope.groups == scope.led_groups == {cast.school.group_id}
    assert scope.children == frozenset()


def test_mother_sees_her_child_and_belongs_to_no_organisation(cast):
    scope = scope_of(cast.school.guardian_id)
    assert (scope.roles, scope.children) == ({"guardian"}, {cast.school.pupil_id})
    assert scope.organisations == scope.groups == frozenset()


def test_pupil_sees_no_classmates(cast):
    scope = scope_of(cast.school.pupil_id)
    assert (scope.roles, scope.groups, scope.children) == ({"pupil"}, frozenset(), frozenset())


def test_office_acts_over_a_territory_path(cast):
    with system_scope("test"):
        an_appointment(cast.school)
    scope = scope_of(cast.school.director_id)
    assert scope.over("office") == (cast.school.territory_path,)
    assert scope.at("director") == {cast.school.organisation_id}


def test_everything_is_one_query_and_the_next_request_is_none(cast):
    user = make_user(cast.school.teacher_id)
    with count_queries() as first:
        access.scope_of(user)
    with count_queries() as second:
        access.scope_of(user)
    assert (first.number, second.number) == (1, 0)


def test_last_day_of_an_employment_is_the_last_day_of_access(cast):
    with system_scope("test"):
        register.Employment.objects.filter(person=cast.school.director_id).update(valid_to=clock.today())
    assert scope_of(cast.school.director_id).at("director") == {cast.school.organisation_id}
    with time_machine.travel(MONDAY + dt.timedelta(days=1), tick=False):
        assert scope_of(cast.school.director_id).posts == ()


def test_ended_guardianship_ends_access_to_the_child(cast):
    with system_scope("test"):
        register.Guardianship.objects.filter(guardian=cast.school.guardian_id).update(
            valid_to=clock.today() - dt.timedelta(days=1)
        )
    assert scope_of(cast.school.guardian_id).children == frozenset()


def test_post_that_begins_tomorrow_gives_nothing_today(cast):
    with system_scope("test"):
        register.Employment.objects.update(valid_from=clock.today() + dt.timedelta(days=1))
    assert scope_of(cast.school.director_id).posts == ()


def test_change_of_rights_is_felt_at_once_when_it_is_announced(cast):
    user = make_user(cast.school.director_id)
    before = access.scope_of(user)
    with system_scope("test"):
        register.Employment.objects.filter(person=cast.school.director_id).update(valid_to=dt.date(2026, 11, 1))
        assert access.scope_of(user) is before
        access.rights_changed(person_ids=[cast.school.director_id])
    assert access.scope_of(User.objects.get(id=user.id)).posts == ()


def test_the_kept_scopes_do_not_grow_without_end(cast, monkeypatch):
    monkeypatch.setattr(scopes, "KEPT", 3)
    for number in range(5):
        access.scope_of(make_user(None, f"nobody-{number}"))
    assert len(scopes._kept) == 3


def test_class_teacher_of_last_year_leads_no_class_now(cast):
    with system_scope("test"):
        register.Group.objects.filter(id=cast.school.group_id).update(school_year=2025)
    assert scope_of(cast.school.teacher_id).led_groups == frozenset()


def test_locked_account_may_nothing(cast):
    user = make_user(cast.school.director_id)
    user.locked_at = clock.now()
    assert access.scope_of(user).posts == ()
    assert access.scope_of(user).person_id is None


def test_teacher_who_is_also_a_mother_has_two_sides(cast):
    with system_scope("test"):
        child = register.Person.objects.get(id=cast.school.pupil_id)
        register.Guardianship.objects.create(
            child=child,
            guardian_id=cast.school.teacher_id,
            relation="mother",
            organisation_id=cast.school.organisation_id,
            valid_from=dt.date(2026, 9, 1),
        )
    roles = scope_of(cast.school.teacher_id).roles
    assert audiences_of(roles) == ("teacher", "family")
    assert audience_of(roles) == "teacher"
    assert audience_of(roles, chosen="family") == "family"
    assert audience_of(roles, chosen="office") == "teacher"


def test_nobody_is_the_public():
    assert audiences_of(()) == ("public",)


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (dt.date(2026, 7, 31), (2025,)),
        (dt.date(2026, 8, 15), (2025, 2026)),
        (dt.date(2026, 9, 1), (2026,)),
        (dt.date(2027, 5, 25), (2026,)),
    ],
)
def test_school_years_in_force(day, years):
    assert school_years(day) == years


def test_names_are_masked_and_usernames_are_latin():
    assert masked("Сейтқали", "Дана") == "С••••• Д."
    assert masked("", "Дана") == "Д."
    assert username_stem("Сейтқали", "Дана") == "seitkali"
    assert username_stem("", "Әлия") == "aliya"
    assert username_stem("李", "") == "user"
