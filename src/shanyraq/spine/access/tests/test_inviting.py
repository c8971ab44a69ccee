"""Who may bring whom in."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.scope.scopes import ActorKind, Post, Scope
from shanyraq.spine.access import api as access
from shanyraq.spine.access.models import User
from shanyraq.spine.registry.factories import add_pupil
from shanyraq.spine.registry.factories import models as register


def test_class_teacher_of_another_class_invites_nobody_here(cast, school):
    with use_scope(cast.neighbour.scope("teacher")), pytest.raises(Denied):
        access.invite(person_id=school.guardian_id, child_id=school.pupil_id)


@pytest.mark.parametrize("role", ["guardian", "pupil", "office"])
def test_families_and_offices_invite_nobody(school, role):
    with use_scope(school.scope(role)), pytest.raises(Denied):
        access.invite(person_id=school.guardian_id, child_id=school.pupil_id)


def test_former_guardian_is_not_invited(school):
    with system_scope("test"):
        register.Guardianship.objects.update(valid_to=clock.today() - dt.timedelta(days=1))
    with use_scope(school.scope("teacher")), pytest.raises(Denied):
        access.invite(person_id=school.guardian_id, child_id=school.pupil_id)


def test_class_teacher_does_not_reach_the_director_through_her_child(school):
    with system_scope("test"):
        register.Guardianship.objects.create(
            child_id=school.pupil_id,
            guardian_id=school.director_id,
            organisation_id=school.organisation_id,
            relation="mother",
            valid_from=dt.date(2026, 9, 1),
        )
    with use_scope(school.scope("teacher")), pytest.raises(Denied, match="its head invites them"):
        access.invite(person_id=school.director_id, child_id=school.pupil_id)


def test_secretary_invites_staff_but_no_head(school):
    secretary = school.scope("director")
    secretary = type(secretary)(
        actor_kind=secretary.actor_kind,
        actor_id=secretary.actor_id,
        person_id=school.guardian_id,
        posts=(type(secretary.posts[0])("secretary", school.organisation_id),),
    )
    with use_scope(secretary):
        assert access.invite(person_id=school.teacher_id).person_id == school.teacher_id
        with pytest.raises(Denied):
            access.invite(person_id=school.director_id)


def test_nobody_invites_themself(school):
    with use_scope(school.scope("director")), pytest.raises(Denied, match="themself"):
        access.invite(person_id=school.director_id)


def test_account_locked_by_the_director_is_not_opened_by_the_class_teacher(school, account):
    user = account(school.guardian_id)
    User.objects.filter(id=user.id).update(locked_at=clock.now(), locked_by=school.director_id)
    with use_scope(school.scope("teacher")), pytest.raises(Denied, match="director has locked"):
        access.invite(person_id=school.guardian_id, child_id=school.pupil_id)
    with use_scope(school.scope("director")):
        assert access.invite(person_id=school.guardian_id, child_id=school.pupil_id).token


def test_sheets_of_a_class_are_made_for_those_without_an_account(school, browser, account):
    with system_scope("test"):
        twin = add_pupil(school, "Сейтқали", "Айша")
        father = register.Person.objects.create(
            family="Сейтқали", given="Марат", sex="m", sort_key="x", search_keys="x"
        )
        for child in (school.pupil_id, twin):
            for guardian in {school.guardian_id, father.id}:
                register.Guardianship.objects.get_or_create(
                    child_id=child,
                    guardian_id=guardian,
                    defaults={
                        "organisation_id": school.organisation_id,
                        "relation": "father",
                        "valid_from": dt.date(2026, 9, 1),
                    },
                )
    account(school.guardian_id)
    client = browser(school.teacher_id)
    page = client.post(reverse("class_invitations", args=[school.group_id]), headers={"accept-language": "kk"})
    text = page.content.decode()
    assert text.count('class="way-in"') == 1
    assert "Сейтқали Марат" in text
    assert 'lang="ru"' in text
    assert "http://testserver/i/" in text


def test_sheets_of_the_neighbours_class_are_not_there(cast, browser):
    client = browser(cast.neighbour.teacher_id)
    page = reverse("class_invitations", args=[cast.school.group_id])
    assert client.get(page).status_code == 404
    assert client.post(page).status_code == 404


def test_mother_does_not_reach_the_sheets(cast, browser):
    client = browser(cast.school.guardian_id)
    assert client.get(reverse("class_invitations", args=[cast.school.group_id])).status_code == 404
    assert client.post(reverse("one_invitation"), {"person": str(cast.school.guardian_id)}).status_code == 404


def test_person_who_left_is_not_staff_any_more(school):
    with system_scope("test"):
        register.Employment.objects.filter(person=school.teacher_id).update(valid_to=dt.date(2026, 11, 22))
    with use_scope(school.scope("director")), pytest.raises(Denied, match="no right here"):
        access.invite(person_id=school.teacher_id)


def test_secretary_next_door_invites_nobody_in_the_class_of_the_own_child(cast, school):
    with system_scope("test"):
        father = register.Person.objects.create(family="С", given="Марат", sex="m", sort_key="x", search_keys="x")
        register.Guardianship.objects.create(
            child_id=school.pupil_id, guardian=father, relation="father", valid_from=dt.date(2026, 9, 1)
        )
    mother = Scope(
        actor_kind=ActorKind.PERSON,
        actor_id=school.guardian_id,
        person_id=school.guardian_id,
        posts=(Post("secretary", cast.neighbour.organisation_id), Post("guardian")),
        children=frozenset({school.pupil_id}),
    )
    with use_scope(mother):
        assert access.invite_families(group_id=school.group_id) == []
        with pytest.raises(Denied):
            access.invite(person_id=father.id, child_id=school.pupil_id)


def born(school, day: dt.date | None) -> None:
    with system_scope("test"):
        register.Person.objects.filter(id=school.pupil_id).update(birth_date=day)


@pytest.mark.parametrize(
    ("birthday", "words"),
    [
        (None, "birth date"),
        (dt.date(2014, 11, 24), "age of 12 years"),  # twelve tomorrow
        (dt.date(2014, 11, 23), ""),
        (dt.date(2013, 5, 1), ""),
    ],
)
def test_a_pupil_is_invited_from_the_age_that_the_setting_says(cast, birthday, words) -> None:
    school = cast.school
    born(school, birthday)
    monday = time_machine.travel(dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE), tick=False)
    with monday, translation.override("en"), use_scope(school.scope("teacher")):
        if words:
            with pytest.raises(Denied, match=words):
                access.invite(person_id=school.pupil_id)
            assert access.invite_pupils(group_id=school.group_id) == []
        else:
            assert access.invite(person_id=school.pupil_id).person_id == school.pupil_id
            assert [one.person_id for one in access.invite_pupils(group_id=school.group_id)] == [school.pupil_id]
    with monday, use_scope(cast.neighbour.scope("teacher")):
        with pytest.raises(Denied):
            access.invite(person_id=school.pupil_id)
        assert access.invite_pupils(group_id=cast.neighbour.group_id) == []


def test_a_pupil_comes_in_by_the_own_birth_date_and_sees_the_own_diary_alone(cast) -> None:
    school = cast.school
    born(school, dt.date(2013, 5, 1))
    with use_scope(school.scope("teacher")):
        issued = access.invite(person_id=school.pupil_id)
    client = Client()
    client.get(reverse("invitation_link", args=[issued.token]))
    client.post(reverse("invitation"), {"birth_date": "2013-05-01"})
    client.post(reverse("invitation"), {"password": "тау-су-жел-42-көк"})
    user = User.objects.get(person=school.pupil_id)
    client.force_login(user)
    assert client.get(reverse("own_diary")).status_code == 200
    for name, key in (("talks", None), ("new_talk", school.pupil_id), ("absence", school.pupil_id)):
        address = reverse(name, args=[key] if key else [])
        assert client.get(address).status_code in (403, 404), name
