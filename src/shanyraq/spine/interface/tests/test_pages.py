"""Tokens are made and taken back on pages: shown once, by whom they concern, and by nobody else."""

import re
from typing import Any

import pytest
from conftest import Cast
from django.test import Client
from django.urls import reverse

from shanyraq.kernel.events.delivery import drain
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.access.factories import an_appointment, make_user
from shanyraq.spine.access.models import User
from shanyraq.spine.interface.models import Token
from shanyraq.spine.interface.tests.asking import get, items, own_token, service_token
from shanyraq.spine.registry.factories import School

OWN = {"name": "Менің скриптім", "scopes": ["register.people"], "days": "7"}


def browser(at: School, role: str) -> Client:
    person_id = getattr(at, f"{role}_id")
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(User.objects.filter(person=person_id).first() or make_user(person_id))
    return client


def secret_in(answer: Any) -> str:
    found = re.search(r'id="secret"[^>]*value="(shq_[^"]+)"', answer.content.decode())
    return found[1] if found else ""


def test_bolat_makes_a_token_sees_it_once_and_takes_it_back(cast: Cast) -> None:
    client = browser(cast.school, "teacher")
    assert reverse("own_tokens") in client.get(reverse("security")).content.decode()
    secret = secret_in(client.post(reverse("own_tokens"), OWN))
    assert len(items(get(secret, "people"))) == 4
    page = client.get(reverse("own_tokens")).content.decode()
    assert ("Менің скриптім" in page, secret in page) == (True, False)
    with system_scope("test"):
        [token] = Token.objects.all()
    assert client.post(reverse("own_tokens"), {"revoke": token.id}).status_code == 302
    assert get(secret, "people").status_code == 401


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["register.changes"]}, {"days": "9999"}, {"days": "x"}]
)
def test_nothing_typed_is_lost_and_nothing_is_made(cast: Cast, wrong: dict[str, Any]) -> None:
    answer = browser(cast.school, "teacher").post(reverse("own_tokens"), OWN | wrong)
    assert (answer.status_code, secret_in(answer)) == (422, "")
    with system_scope("test"):
        assert not Token.objects.exists()


def test_aigerim_lets_a_program_in_and_names_who_answers(cast: Cast) -> None:
    client = browser(cast.school, "director")
    asked = {
        "name": "LMS", "purpose": "Class lists", "answerable": str(cast.school.teacher_id),
        "scopes": ["register.structure", "roster.readonly"], "days": "90",
    }  # fmt: skip
    secret = secret_in(client.post(reverse("service_tokens"), asked))
    assert {each["id"] for each in items(get(secret, "groups"))} == {str(cast.school.group_id)}
    assert get(secret, "/ims/oneroster/rostering/v1p2/schools").status_code == 200
    page = client.get(reverse("service_tokens")).content.decode()
    assert ("Class lists" in page, "Тілеуов Болат" in page) == (True, True)
    stranger = client.post(reverse("service_tokens"), asked | {"answerable": str(cast.neighbour.teacher_id)})
    assert (stranger.status_code, secret_in(stranger)) == (422, "")


def test_an_office_lets_a_program_in_over_its_territory(cast: Cast) -> None:
    with system_scope("test"):
        an_appointment(cast.school)  # Aigerim is the one appointed, and is no head of an office
    client = browser(cast.school, "director")
    from shanyraq.spine.access.models import Appointment

    with system_scope("test"):
        Appointment.objects.update(role="office_head")
        person_id = Appointment.objects.get().person_id
    client.force_login(User.objects.get(person=person_id))
    asked = {
        "name": "Map", "purpose": "Map of schools", "scopes": ["register.structure"], "days": "90",
        "place": f"territory:{cast.school.territory_path}", "answerable": str(cast.school.director_id),
    }  # fmt: skip
    secret = secret_in(client.post(reverse("service_tokens"), asked))
    assert {each["id"] for each in items(get(secret, "groups"))} >= {str(cast.neighbour.group_id)}
    wide = asked | {"scopes": ["register.people"]}
    assert secret_in(client.post(reverse("service_tokens"), wide)) == ""


def test_nobody_takes_anothers_token_back_or_sees_it(cast: Cast) -> None:
    own_token(cast.school, "teacher")
    service_token(cast.neighbour)
    with system_scope("test"):
        ids = list(Token.objects.values_list("id", flat=True))
    for role, name in (("director", "own_tokens"), ("director", "service_tokens"), ("guardian", "own_tokens")):
        client = browser(cast.school, role)
        assert "script" not in client.get(reverse(name)).content.decode().partition("<main")[2]
        for token_id in ids:
            assert client.post(reverse(name), {"revoke": token_id}).status_code == 404
    for role in ("teacher", "guardian", "pupil"):
        assert browser(cast.school, role).get(reverse("service_tokens")).status_code == 404
    with system_scope("test"):
        assert not Token.objects.exclude(revoked_at=None).exists()


def test_the_director_reads_of_a_token_in_the_notices(cast: Cast) -> None:
    service_token(cast.school)
    with system_scope("test"):
        drain()
    assert (
        "A program may read the register now: LMS."
        in browser(cast.school, "director").get(reverse("notices")).content.decode()
    )


def test_the_page_for_programmers_is_for_everybody(db: None) -> None:
    answer = Client(headers={"Accept-Language": "en"}).get(reverse("interface_docs"))
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "/api/register/v1/openapi.json" in body
    assert "/people</code>" in body
