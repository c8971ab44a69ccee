"""Every page of movement, opened and pressed by those whose it is, as a browser does."""

import datetime as dt
import hashlib

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.movement.factories import a_search
from shanyraq.spine.movement.models import Move, Packet, Search, Transfer
from shanyraq.spine.movement.tests.story import IIN, give_iin, open_group
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.models import Person

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def monday():
    cache.clear()
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def browser(person):
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_user(person))
    client.cookies["language"] = "en"
    return client


def read(client, name, *args, status=200):
    answer = client.get(reverse(name, args=args), headers={"referer": "/"})
    body = answer.content.decode()
    assert answer.status_code == status, body[:300]
    assert "⟪unknown" not in body
    return body


def test_a_transfer_by_pages_from_both_desks(cast):
    give_iin(cast.school.pupil_id)
    old, new = browser(cast.school.director_id), browser(cast.neighbour.director_id)
    typed = {"iin": IIN, "family": "Сейтқали", "ground": "moving", "words": "Көшіп келді"}
    assert new.post(reverse("new_transfer"), {**typed, "family": "Омаров"}).status_code == 422
    assert new.post(reverse("new_transfer"), typed).status_code == 302
    with system_scope("test"):
        key = Transfer.objects.get().id
    assert "Сейтқали Ержан" in read(old, "movement")
    page = reverse("transfer", args=[key])
    assert old.post(page, {"act": "accept", "a-group": str(cast.school.group_id)}).status_code == 200
    assert old.post(page, {"act": "slip"}).status_code == 302
    sheet = SimpleUploadedFile("065.pdf", b"health")
    assert old.post(page, {"act": "packet", "health": sheet}).status_code == 302
    assert "Көшіп келді" in read(new, "transfer", key)
    assert new.post(page, {"act": "accept", "a-group": "", "a-order_number": "7"}).status_code == 422
    accepted = {"act": "accept", "a-group": str(cast.neighbour.group_id), "a-order_number": "№ 7"}
    assert new.post(page, accepted).status_code == 302
    with system_scope("test"):
        assert registry.places_of([cast.school.pupil_id])[cast.school.pupil_id][0] == cast.neighbour.organisation_id
        packet = Packet.objects.get()
    assert bytes(packet.health_digest) == hashlib.sha256(b"health").digest()
    assert read(old, "transfer", key)
    assert "Сейтқали Ержан" in read(old, "movement")  # ended lately
    assert "<td>Some subjects" not in read(old, "class_sizes")
    assert "Сейтқали Ержан" in read(browser(cast.neighbour.teacher_id), "brought_marks")
    family = browser(cast.school.guardian_id)
    assert "№29" in read(family, "family_transfer", key)
    read(family, "transfer_receipt", packet.day, packet.id, status=409)
    read(browser(cast.neighbour.guardian_id), "family_transfer", key, status=404)


def test_a_child_is_admitted_moved_and_gone_by_pages(cast):
    client, school = browser(cast.school.director_id), cast.school
    other = open_group(school, "Б")
    typed = {
        "iin": "", "family": "Әлиев", "given": "Марат", "patronymic": "", "sex": "m", "language": "kk",
        "group": str(school.group_id), "day": "2026-11-23", "order_number": "№ 1", "exception": "",
    }  # fmt: skip
    assert "Марат" in client.post(reverse("admission"), {**typed, "day": "2026-11-24"}).content.decode()
    assert client.post(reverse("admission"), typed).status_code == 302
    with system_scope("test"):
        child = Person.objects.get(family="Әлиев").id
    assert "7 «Ә»" in read(client, "moving_child", child)
    page = reverse("moving_child", args=[child])
    moved = {"act": "class_move", "m-group": str(other), "m-day": "2026-11-23", "m-order_number": "№ 2"}
    assert client.post(page, moved).status_code == 422  # on the day of the admission itself
    gone = {"act": "leaving", "l-reason": "court", "l-day": "2026-11-23", "l-document": "№ 3"}
    assert client.post(page, {**gone, "l-document": ""}).status_code == 422
    assert client.post(page, gone).status_code == 302
    read(client, "moving_child", child, status=404)
    with system_scope("test"):
        assert list(Move.objects.order_by("id").values_list("kind", flat=True)) == ["admitted", "left"]


def test_a_slip_is_given_by_page(cast):
    client = browser(cast.school.director_id)
    page = reverse("moving_child", args=[cast.school.pupil_id])
    given = {"act": "slip", "s-school": str(cast.neighbour.organisation_id), "s-ground": "bullying", "s-words": ""}
    assert client.post(page, given).status_code == 302
    with system_scope("test"):
        row = Transfer.objects.get()
    assert (row.state, row.until) == ("slip_issued", dt.date(2026, 11, 26))
    refused = {"act": "refuse", "r-ground": "class_full", "r-words": "Орын жоқ"}
    to = browser(cast.neighbour.director_id)
    assert to.post(reverse("transfer", args=[row.id]), {**refused, "r-words": ""}).status_code == 422
    assert to.post(reverse("transfer", args=[row.id]), refused).status_code == 302


def test_the_year_is_rolled_over_by_page(cast, monday):
    monday.move_to(dt.datetime(2027, 6, 10, 12, tzinfo=clock.ZONE))
    client, school = browser(cast.school.director_id), cast.school
    assert "8 «Ә»" in read(client, "rollover")
    assert "Сейтқали Ержан" in read(client, "rollover_class", school.group_id)
    corrected = {f"fate-{school.pupil_id}": "graduate"}
    assert client.post(reverse("rollover_class", args=[school.group_id]), corrected).status_code == 302
    assert client.post(reverse("rollover"), {"act": "apply", "year": "2027"}).status_code == 302
    with system_scope("test"):
        assert registry.places_of([school.pupil_id])[school.pupil_id] == (None, None)
    read(client, "rollover")
    assert client.post(reverse("rollover_class", args=[school.group_id]), corrected).status_code == 409
    assert client.post(reverse("rollover"), {"act": "undo", "year": "2027"}).status_code == 302
    with system_scope("test"):
        assert registry.places_of([school.pupil_id])[school.pupil_id][1] == school.group_id
    assert client.post(reverse("rollover"), {"act": "apply", "year": "x"}).status_code == 404


def test_a_search_by_page(cast):
    with system_scope("test"):
        key = a_search(cast.school).id
    client = browser(cast.school.director_id)
    assert "Сейтқали Ержан" in read(client, "searches")
    page = reverse("search", args=[key])
    assert client.post(page, {"act": "step", "s-step": "called", "s-words": ""}).status_code == 422
    assert client.post(page, {"act": "step", "s-step": "called", "s-words": "Жауап жоқ"}).status_code == 302
    closed = {"act": "close", "c-outcome": "found_elsewhere", "c-words": "Алматыда оқиды"}
    assert client.post(page, closed).status_code == 302
    assert "Алматыда оқиды" in read(client, "search", key)
    with system_scope("test"):
        assert Search.objects.get().outcome == "found_elsewhere"
    read(browser(cast.neighbour.director_id), "search", key, status=404)


def test_the_desk_opens_in_a_year_whose_calendar_is_not_published(cast, monday):
    monday.move_to(dt.datetime(2027, 11, 3, 12, tzinfo=clock.ZONE))
    assert "The year is not rolled over" in read(browser(cast.school.director_id), "movement")
