"""The pages at the gate: the board, an unknown card, a new gate; and who may not see them."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from shanyraq.campus.gates.factories import a_device, a_passage
from shanyraq.campus.gates.models import Device, DeviceCommand, Passage, PassageLink, UnknownCard
from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.spine.access.factories import make_user

MORNING = dt.datetime(2026, 11, 23, 8, 10, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def gate(cast) -> Device:
    with system_scope("test"):
        return a_device(cast.school, serial="PG28-0001")


def signed_in(person_id) -> Client:
    with system_scope("test"):
        client = Client(headers={"accept-language": "en"})
        client.force_login(make_user(person_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def show_unknown(gate: Device) -> UnknownCard:
    said = "time=2026-11-23 08:01:00\tpin=0\tcardno=AB12CD\teventaddr=1\tevent=27\tinoutstatus=0\tverifytype=4"
    Client().post(f"/iclock/cdata?SN={gate.serial}&table=rtlog", said.encode(), content_type="text/plain")
    with system_scope("test"):
        return UnknownCard.objects.get()


def test_aigerim_sees_who_passed_and_how_the_gates_are(cast, gate):
    with system_scope("test"):
        a_passage(cast.school, moment=MORNING.replace(hour=7, minute=52))
        a_passage(cast.neighbour, moment=MORNING)
    show_unknown(gate)
    client = signed_in(cast.school.director_id)
    client.get("/gates/")
    with count_queries() as counted:
        said = client.get("/gates/").content.decode()
    assert "Today 2 came in and 0 went out." in said
    assert "07:52" in said
    assert "Сейтқали Ержан" in said
    assert "Card …12CD" in said
    assert "Әбдіраш" not in said
    assert counted.number <= 20
    part = client.get("/gates/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Card …12CD" in part


def test_the_board_takes_no_more_queries_for_more_passages(cast, gate):
    client = signed_in(cast.school.director_id)

    def look() -> int:
        with count_queries() as counted:
            client.get("/gates/")
        return counted.number

    with system_scope("test"):
        a_passage(cast.school, moment=MORNING)
    look()
    once = look()
    with system_scope("test"):
        for minute in range(8):
            a_passage(cast.school, moment=MORNING.replace(minute=minute))
    assert look() == once


def test_an_empty_board_says_what_to_do(cast):
    said = signed_in(cast.school.director_id).get("/gates/").content.decode()
    assert "The school has no gate registered yet." in said
    assert "No passages yet" in said


def test_a_silent_gate_is_named(cast):
    with system_scope("test"):
        a_device(cast.school, last_heard=MORNING - dt.timedelta(minutes=40), name="Аула")
    assert "A gate is silent: Аула." in signed_in(cast.school.director_id).get("/gates/").content.decode()


def test_a_card_is_found_its_person_and_linked(cast, gate):
    card = show_unknown(gate)
    client = signed_in(cast.school.director_id)
    assert "Card …12CD: whose is it?" in client.get(f"/gates/cards/{card.id}/").content.decode()
    assert "Nobody was found" in client.get(f"/gates/cards/{card.id}/?q=Жоқадам").content.decode()
    said = client.post(f"/gates/cards/{card.id}/", {"person": cast.school.pupil_id}, follow=True).content.decode()
    assert "1 earlier passage counts now" in said
    assert client.get(f"/gates/cards/{card.id}/").status_code == 404
    with system_scope("test"):
        assert PassageLink.objects.get().person_id == cast.school.pupil_id
        assert Passage.objects.get().person_id is None


def test_a_gate_is_registered_and_its_key_is_shown_once(cast):
    client = signed_in(cast.school.director_id)
    typed = {
        "serial": "OPEN-0001", "name": "Турникет", "place": "", "family": "open", "mounted": "in",
        "networks": "192.168.10.0/24\n192.168.11.5",
    }  # fmt: skip
    wrong = client.post("/gates/devices/new/", typed | {"networks": "0.0.0.0/0"})
    assert (wrong.status_code, "too wide" in wrong.content.decode()) == (422, True)
    made = client.post("/gates/devices/new/", typed)
    assert "no-store" in made["Cache-Control"]
    with system_scope("test"):
        device = Device.objects.get()
    assert device.networks == ["192.168.10.0/24", "192.168.11.5/32"]
    assert 'class="gate-key"' in made.content.decode()
    again = client.post("/gates/devices/new/", typed)
    assert "registered already" in again.content.decode()
    client.post(f"/gates/devices/{device.id}/", {"act": "reboot"})
    with system_scope("test"):
        assert [c.kind for c in DeviceCommand.objects.all()] == ["reboot"]
    assert client.post(f"/gates/devices/{device.id}/", {"act": "explode"}).status_code == 404


@pytest.mark.parametrize("who", ["teacher_id", "guardian_id", "pupil_id"])
def test_nobody_else_finds_the_pages(cast, gate, who):
    card = show_unknown(gate)
    client = signed_in(getattr(cast.school, who))
    pages = ["/gates/", f"/gates/cards/{card.id}/", "/gates/devices/new/", f"/gates/devices/{gate.id}/"]
    assert [client.get(address).status_code for address in pages] == [404] * 4


def test_the_director_next_door_finds_nothing_of_ours(cast, gate):
    card = show_unknown(gate)
    client = signed_in(cast.neighbour.director_id)
    pages = [
        f"/gates/?at={cast.school.organisation_id}", f"/gates/cards/{card.id}/", f"/gates/devices/{gate.id}/",
        f"/gates/devices/{gate.id}/replace/",
    ]  # fmt: skip
    assert [client.get(address).status_code for address in pages] == [404] * 4
    assert client.post(f"/gates/devices/{gate.id}/", {"act": "off"}).status_code == 404
