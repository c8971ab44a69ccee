"""Appointments: an office head appoints under the own territory, nobody else anywhere."""

import datetime as dt
from typing import Any

import pytest

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import ActorKind, Post, Scope, system_scope, use_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.access.models import User
from shanyraq.spine.registry.factories import TOWN, person

DAY = dt.date(2026, 9, 1)


def office_head(path: str) -> Scope:
    return Scope(actor_kind=ActorKind.PERSON, posts=(Post("office_head", territory_path=path),))


@pytest.fixture
def specialist(cast: Any) -> Any:
    with system_scope("test"):
        who = person("Жақсылықов", "Нұрлан")
        access.make_account(person_id=who.id, username="nurlan-1")
    return who


def scope_now(who: Any) -> Scope:
    return access.scope_of(User.objects.get(person=who.id))


def test_a_specialist_sees_the_territory_until_the_last_day(specialist: Any) -> None:
    assert scope_now(specialist).territories == ()
    with use_scope(office_head(TOWN)):
        made = access.appoint(person_id=specialist.id, territory_code="611010000", role="office", valid_from=DAY)
    assert scope_now(specialist).over("office") == (TOWN,)
    with use_scope(office_head("KZ/610000000/")):
        access.end_appointment(appointment_id=made, last_day=clock.today() - dt.timedelta(days=1))
    assert scope_now(specialist).territories == ()


@pytest.mark.parametrize("path", ["KZ/230000000/", f"{TOWN}611010100/"])
def test_nobody_appoints_outside_the_own_territory(specialist: Any, path: str) -> None:
    with use_scope(office_head(path)), pytest.raises(Denied):
        access.appoint(person_id=specialist.id, territory_code="611010000", role="office", valid_from=DAY)


def test_a_director_appoints_nobody_and_an_unknown_role_is_refused(cast: Any, specialist: Any) -> None:
    with use_scope(cast.school.scope("director")), pytest.raises(Denied):
        access.appoint(person_id=specialist.id, territory_code="611010000", role="office", valid_from=DAY)
    with use_scope(office_head(TOWN)), pytest.raises(Denied, match="post"):
        access.appoint(person_id=specialist.id, territory_code="611010000", role="king", valid_from=DAY)
