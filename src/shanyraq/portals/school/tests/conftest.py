"""Browsers of the cast on a school Monday."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.access.models import User
from shanyraq.spine.registry.factories import START, models, person

MONDAY = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def browser(db) -> Callable[..., Client]:
    """browser(person_id): a browser, in English, in which this person is signed in."""

    def of(person_id) -> Client:
        user = User.objects.filter(person=person_id).first() or make_user(person_id)
        User.objects.filter(id=user.id).update(language="en")
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        return client

    return of


@pytest.fixture
def employ(cast) -> Callable[..., models.Person]:
    """employ(position): somebody more at school 28 in this post."""

    def somebody(position: str, family: str = "Жақыпова", given: str = "Мәншүк") -> models.Person:
        with system_scope("test"):
            who = person(family, given, organisation_id=cast.school.organisation_id, is_staff=True)
            models.Employment.objects.create(
                person=who, organisation_id=cast.school.organisation_id, position=position, valid_from=START
            )
            return who

    return somebody
