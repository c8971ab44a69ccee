"""The family's pages as a phone meets them: also without JavaScript, without a connection, and after another person."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.access.models import Look
from shanyraq.spine.presence import api as presence
from shanyraq.spine.presence.factories import a_case

DAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def signed_in(person: Any, language: str = "kk") -> Client:
    client = Client()
    client.force_login(make_user(person))
    client.cookies["django_language"] = language
    return client


def came_in(cast: Any) -> None:
    at = cast.school
    entry = presence.Entry(at=NOON.replace(hour=7, minute=52), says="in", source="test")
    with system_scope("test"), transaction.atomic():
        presence.testify(
            words=[
                presence.Word(
                    person_id=at.pupil_id, organisation_id=at.organisation_id, day=DAY, witness="gate", entries=(entry,)
                )
            ]
        )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "Ержан мектепте. 07:52-де №28-ге кірді."),
        ("ru", "Ержан в школе. Вход: №28, 07:52."),
        ("en", "Ержан is at school. Came to №28 at 07:52."),
    ],
)
def test_the_page_answers_in_one_sentence(cast: Any, language: str, words: str) -> None:
    came_in(cast)
    body = signed_in(cast.school.guardian_id, language).get(reverse("family")).content.decode()
    assert words in body
    assert "data-live-topic" in body


def test_every_witness_stands_behind_why(cast: Any) -> None:
    came_in(cast)
    client = signed_in(cast.school.guardian_id, "en")
    address = reverse("child_day_why", args=[cast.school.pupil_id, DAY])
    assert "The gate saw an entry." in client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("<h2>")
    assert "<html" not in part


def test_a_device_keeps_the_familys_pages_for_that_person_only(cast: Any) -> None:
    address = reverse("child_day", args=[cast.school.pupil_id, DAY])
    family = signed_in(cast.school.guardian_id).get(address)
    assert family.headers["X-Kept-For"] == str(cast.school.guardian_id)
    staff = signed_in(cast.school.teacher_id).get(address)
    assert staff.status_code == 200
    assert "X-Kept-For" not in staff.headers
    assert "data-kept-note" not in staff.content.decode()


def test_a_look_of_the_staff_is_written_down_and_the_familys_is_not(cast: Any) -> None:
    address = reverse("child_day", args=[cast.school.pupil_id, DAY])
    signed_in(cast.school.guardian_id).get(address)
    signed_in(cast.school.director_id).get(address)
    with system_scope("test"):
        assert list(Look.objects.values_list("actor_id", "child_id")) == [
            (cast.school.director_id, cast.school.pupil_id)
        ]


def test_a_teacher_of_the_class_who_does_not_lead_it_opens_no_day(cast: Any) -> None:
    with system_scope("test"):
        from shanyraq.spine.registry.models import Group

        Group.objects.filter(id=cast.school.group_id).update(class_teacher=None)
    client = signed_in(cast.school.teacher_id)
    assert client.get(reverse("child_day", args=[cast.school.pupil_id, DAY])).status_code == 404


def test_a_day_that_does_not_exist_is_no_address(cast: Any) -> None:
    client = signed_in(cast.school.guardian_id)
    assert client.get(f"/children/{cast.school.pupil_id}/2026-02-30/").status_code == 404


def test_an_open_question_is_the_schools_and_its_outcome_is_read_in_words(cast: Any) -> None:
    with system_scope("test"), transaction.atomic():
        case = a_case(cast.school)
    day = reverse("child_day", args=[cast.school.pupil_id, DAY])
    family = signed_in(cast.school.guardian_id, "en")
    assert "The school is finding out where Ержан is." in family.get(day).content.decode()
    teacher = signed_in(cast.school.teacher_id, "en")
    address = reverse("case", args=[case.id])
    refused = teacher.post(address, {"outcome": "with_staff", "reason": "  "})
    assert refused.status_code == 422
    assert "Say in a few words what you found out." in refused.content.decode()
    assert teacher.post(address, {"outcome": "with_staff", "reason": "Медбикенің қасында болды"}).status_code == 302
    assert "Медбикенің қасында болды" in family.get(day).content.decode()
    with translation.override("en"):
        again = teacher.post(address, {"outcome": "with_staff", "reason": "тағы"})
    assert "This case is closed already." in again.content.decode()


def test_the_worker_names_assets_only_and_reaches_the_whole_site(client: Client, db: None) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "X-Kept-For" in answer.content.decode()
    assert client.get("/manifest.webmanifest").json()["start_url"] == "/"
