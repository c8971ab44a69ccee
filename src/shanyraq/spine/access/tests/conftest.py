"""Accounts of the cast, and browsers in which they are signed in."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.access import middleware
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.access.models import User
from shanyraq.spine.access.queries import identity, scopes
from shanyraq.spine.registry.factories import models as register

MONDAY = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
BORN = dt.date(2013, 5, 4)
PASSWORD = "үш қызыл алма"


@pytest.fixture(autouse=True)
def monday():
    """Noon of a school Monday, refusals in English, and processes that remember nothing."""
    for kept in (scopes._kept, identity._kept, middleware._touched):
        kept.clear()
    cache.clear()
    with time_machine.travel(MONDAY, tick=False) as traveller, translation.override("en"):
        yield traveller


@pytest.fixture
def account(db) -> Callable[..., User]:
    """account(person_id): the account of this person, made when it is missing."""

    def of(person_id, username: str = "") -> User:
        found = User.objects.filter(person=person_id).first()
        return found or make_user(person_id, username, password=PASSWORD)

    return of


@pytest.fixture
def browser(account) -> Callable[..., Client]:
    """browser(person_id): a browser in which this person is signed in."""

    def of(person_id) -> Client:
        client = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile"})
        client.force_login(account(person_id))
        return client

    return of


@pytest.fixture
def school(cast):
    """School 28 with the birth dates and the number that an invitation asks about."""
    with system_scope("test"):
        register.Person.objects.filter(id=cast.school.pupil_id).update(birth_date=BORN)
        register.Person.objects.filter(id=cast.school.guardian_id).update(iin="850101400123")
        register.Person.objects.filter(id=cast.school.teacher_id).update(birth_date=dt.date(1985, 3, 3))
        register.Person.objects.filter(id=cast.school.director_id).update(birth_date=dt.date(1975, 3, 3))
    return cast.school
