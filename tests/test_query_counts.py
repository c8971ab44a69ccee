"""Pages opened daily: at most 12 queries, and not one more when there are twice as many rows."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.learning.journal.factories import a_cell, lesson_on
from shanyraq.spine.access import middleware
from shanyraq.spine.access.factories import an_appointment, make_user
from shanyraq.spine.access.models import Appointment
from shanyraq.spine.access.queries import identity, scopes
from shanyraq.spine.presence import api as presence
from shanyraq.spine.presence.factories import a_case
from shanyraq.spine.registry.factories import School, add_pupil, person

MOST = 12
DAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)

Address = Callable[[School], str]
PAGES: dict[str, tuple[str, Address]] = {
    "a family's day": ("guardian", lambda at: reverse("child_day", args=[at.pupil_id, DAY])),
    "why": ("guardian", lambda at: reverse("child_day_why", args=[at.pupil_id, DAY])),
    "the diary": ("guardian", lambda at: reverse("diary", args=[at.pupil_id])),
    "a pupil's day": ("pupil", lambda at: reverse("children")),
    "a teacher's day": ("teacher", lambda at: reverse("teacher")),
    "a register": ("teacher", lambda at: reverse("lesson", args=[first_lesson(at)])),
    "a school": ("director", lambda at: reverse("school")),
    "classes": ("director", lambda at: reverse("groups")),
    "a class": ("director", lambda at: reverse("group", args=[at.group_id])),
    "people": ("director", lambda at: f"{reverse('people')}?q=сейт"),
    "a person": ("director", lambda at: reverse("person", args=[at.pupil_id])),
    "cases": ("director", lambda at: reverse("cases")),
    "a figure of a school": (
        "director",
        lambda at: f"{reverse('figure', args=['attendance'])}?level=organisation&place={at.organisation_id}",
    ),
    "a figure of a class": (
        "director",
        lambda at: f"{reverse('figure', args=['attendance'])}?level=group&place={at.group_id}",
    ),
    "the figures": ("director", lambda at: reverse("figures")),
    "an office": ("office", lambda at: reverse("office")),
    "the first page": ("nobody", lambda at: reverse("home")),
}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    for kept in (scopes._kept, identity._kept, middleware._touched):
        kept.clear()
    cache.clear()
    with time_machine.travel(NOON, tick=False):
        yield


def first_lesson(at: School) -> uuid.UUID:
    from shanyraq.learning.journal.models import Lesson

    with system_scope("count"):
        return Lesson.objects.filter(group_id=at.group_id, day=DAY).earliest("number").id


def live_a_morning(at: School, *, pupils: int, lessons: int, first: int = 1) -> None:
    """More pupils pass the gate and more lessons are held."""
    with system_scope("count"), transaction.atomic():
        people = [at.pupil_id] + [add_pupil(at, "Сейтқали", f"Оқушы{first}{number}") for number in range(pupils)]
        for number in range(lessons):
            lesson_on(at, DAY, number=first + number)
        came = presence.Entry(at=NOON - dt.timedelta(hours=4), says="in", source="test")
        said = presence.Entry(at=NOON - dt.timedelta(hours=3), says="present", slot=1, source="test")
        presence.testify(
            words=[
                presence.Word(
                    person_id=person, organisation_id=at.organisation_id, day=DAY, witness=witness, entries=(entry,)
                )
                for person in people
                for witness, entry in (("gate", came), ("register", said))
            ],
            quietly=True,
        )


def signed_in(at: School, role: str) -> Client:
    client = Client()
    if role == "office":
        with system_scope("count"):
            who = person("Қасымова", "Сандуғаш")
            Appointment.objects.filter(id=an_appointment(at).id).update(person=who)
            client.force_login(make_user(who.id))
    elif role != "nobody":
        client.force_login(make_user(getattr(at, f"{role}_id")))
    return client


def counted(client: Client, address: str) -> tuple[int, list[str]]:
    client.get(address)
    with count_queries() as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    assert "⟪unknown" not in answer.content.decode(), address
    return queries.number, queries.statements


@pytest.mark.parametrize("page", PAGES)
def test_a_page_needs_few_queries_and_no_more_with_more_rows(cast: Any, page: str) -> None:
    school = cast.school
    live_a_morning(school, pupils=2, lessons=2)
    with system_scope("count"):
        a_cell(school)
        a_case(school)
    role, address = PAGES[page]
    client = signed_in(school, role)
    number, statements = counted(client, address(school))
    assert number <= MOST, "\n".join(statements)
    live_a_morning(school, pupils=6, lessons=2, first=3)
    more, statements = counted(client, address(school))
    assert more <= number, "\n".join(statements)
