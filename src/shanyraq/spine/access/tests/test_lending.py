"""A lent right comes with its first day and is gone with its last, or with the post, or when it is taken back; and a
guardian, an employee and their open sessions: what ends the right ends the access."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.events.delivery import drain
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.access.models import Delegation
from shanyraq.spine.access.queries import scopes
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import models as register

MONDAY = dt.date(2026, 11, 23)
FRIDAY = dt.date(2026, 11, 27)


def lend(school, **more):
    values = {
        "organisation_id": school.organisation_id,
        "person_id": school.teacher_id,
        "ground": "бұйрық № 12",
        "valid_from": MONDAY,
        "valid_to": FRIDAY,
    }
    return access.delegate(**(values | more))


def keeps(user, school) -> bool:
    return school.organisation_id in access.scope_of(user).at("secretary")


def test_bolat_keeps_the_register_from_the_day_to_the_day(school, account, monday):
    bolat = account(school.teacher_id)
    assert not keeps(bolat, school)
    with use_scope(school.scope("director")):
        lend(school)
    bolat.refresh_from_db()
    assert keeps(bolat, school)
    monday.move_to(dt.datetime(2026, 11, 27, 23, 59, tzinfo=clock.ZONE))
    assert keeps(bolat, school)
    monday.move_to(dt.datetime(2026, 11, 28, 0, 1, tzinfo=clock.ZONE))
    assert not keeps(bolat, school)


def test_a_right_taken_back_is_gone_at_the_next_request_of_the_open_session(school, browser):
    bolat = browser(school.teacher_id)
    assert bolat.get(reverse("groups")).status_code == 404
    with use_scope(school.scope("director")):
        lent = lend(school)
        assert bolat.get(reverse("groups")).status_code == 200
        access.withdraw_delegation(delegation_id=lent)
        with translation.override("en"), pytest.raises(Denied, match="taken back already"):
            access.withdraw_delegation(delegation_id=lent)
        [row] = access.delegations_at(school.organisation_id, day=MONDAY)
    assert bolat.get(reverse("groups")).status_code == 404
    assert (row.person, row.given_by, row.in_force) == ("Тілеуов Болат", "Омарова Айгерім", False)


def test_a_lent_right_ends_with_the_post(school, account):
    bolat = account(school.teacher_id)
    with use_scope(school.scope("director")):
        lend(school)
        register.Employment.objects.filter(id=school.employment_id).update(valid_to=MONDAY)
    assert keeps(bolat, school)
    with system_scope("test"):
        register.Employment.objects.filter(id=school.employment_id).update(valid_to=MONDAY - dt.timedelta(days=1))
    scopes._kept.clear()
    assert not keeps(bolat, school)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"ground": " "}, "ground"),
        ({"valid_to": dt.date(2026, 11, 22)}, "valid_to"),
        ({"valid_to": dt.date(2028, 1, 1)}, "valid_to"),
    ],
)
def test_a_right_is_lent_with_a_ground_for_a_time(school, more, field):
    with use_scope(school.scope("director")), pytest.raises(Denied) as refused:
        lend(school, **more)
    assert refused.value.field == field


def test_only_to_own_staff_and_only_by_the_director(cast):
    school, neighbour = cast.school, cast.neighbour
    with use_scope(school.scope("director")):
        for stranger in (neighbour.teacher_id, school.guardian_id, school.director_id):
            with pytest.raises(Denied):
                lend(school, person_id=stranger)
        lent = lend(school)
    for scope in (school.scope("teacher"), neighbour.scope("director"), school.scope("guardian")):
        with use_scope(scope), pytest.raises(Denied):
            lend(school)
        with use_scope(scope), pytest.raises(Denied):
            access.withdraw_delegation(delegation_id=lent)
    with system_scope("test"):
        assert Delegation.objects.count() == 1


def test_the_day_an_employment_ends_the_open_session_sees_nothing_of_the_school(school, browser, monday):
    bolat = browser(school.teacher_id)
    card = reverse("person", args=[school.pupil_id])
    with use_scope(school.scope("director")):
        registry.end_employment(employment_id=school.employment_id, last_day=MONDAY, reason="өз еркімен")
    drain()
    assert bolat.get(card).status_code == 200  # the last day belongs to the post
    monday.move_to(dt.datetime(2026, 11, 24, 0, 1, tzinfo=clock.ZONE))
    assert bolat.get(card).status_code == 404
    assert bolat.get(reverse("group", args=[school.group_id])).status_code == 404


def test_a_guardians_open_session_ends_at_the_child_with_the_right(school, browser, monday):
    dana = browser(school.guardian_id)
    day = reverse("child_day", args=[school.pupil_id, MONDAY])
    assert dana.get(day).status_code == 200
    with use_scope(school.scope("director")):
        right = register.Guardianship.objects.get(child=school.pupil_id)
        registry.end_guardianship(guardianship_id=right.id, last_day=MONDAY, reason="сот шешімі")
    drain()
    monday.move_to(dt.datetime(2026, 11, 24, 0, 1, tzinfo=clock.ZONE))
    assert dana.get(day).status_code == 404


def test_a_court_keeps_a_guardian_out_at_the_next_request(school, browser):
    dana = browser(school.guardian_id)
    day = reverse("child_day", args=[school.pupil_id, MONDAY])
    assert dana.get(day).status_code == 200
    with use_scope(school.scope("director")):
        registry.limit_custody(
            child_id=school.pupil_id,
            guardian_id=school.guardian_id,
            ground="сот шешімі",
            document_number="2-841",
            valid_from=MONDAY,
        )
    drain()
    assert dana.get(day).status_code == 404
