"""A family takes everything about its child, a director everything of the school; nobody else's file is there."""

import csv
import datetime as dt
import hashlib
import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from conftest import Cast
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.access.models import Look, User
from shanyraq.spine.exchange.actions.exports import MOST_WAITING, ask_export, collect_waiting, take_back_old
from shanyraq.spine.exchange.gateways.archives import schema_of
from shanyraq.spine.exchange.gateways.oneroster import is_oneroster
from shanyraq.spine.exchange.models import Export
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.models import Guardianship

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def monday() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as travel:
        yield travel


def asked(who: uuid.UUID, kind: str, subject: uuid.UUID) -> tuple[User, uuid.UUID]:
    user = User.objects.filter(person=who).first() or make_user(who)
    with use_scope(access.scope_of(user)):
        return user, ask_export(kind=kind, subject_id=subject)


def taken(user: User, export_id: uuid.UUID) -> bytes:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("take_export", args=[export_id]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def collected() -> None:
    with system_scope("test"):
        collect_waiting()


def rows(data: bytes, name: str) -> list[dict[str, object]]:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return [json.loads(line) for line in box.read(f"{name}.jsonl").splitlines()]


def test_a_mother_takes_everything_about_her_child_and_nothing_else(cast: Cast) -> None:
    school = cast.school
    user, export_id = asked(school.guardian_id, "person", school.pupil_id)
    collected()
    data = taken(user, export_id)
    assert [row["id"] for row in rows(data, "people")] == [str(school.pupil_id)]
    assert [row["group_id"] for row in rows(data, "enrolments")] == [str(school.group_id)]
    assert [(row["guardian_id"], row["relation"]) for row in rows(data, "guardianships")] == [
        (str(school.guardian_id), "mother")
    ]
    assert [row["id"] for row in rows(data, "groups")] == [str(school.group_id)]
    assert [row["id"] for row in rows(data, "organisations")] == [str(school.organisation_id)]
    assert rows(data, "employments") == rows(data, "loads") == []


def test_the_manifest_answers_for_every_file(cast: Cast) -> None:
    user, export_id = asked(cast.school.director_id, "organisation", cast.school.organisation_id)
    collected()
    data = taken(user, export_id)
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        manifest = json.loads(box.read("manifest.json"))
        names = [each["path"] for each in manifest["files"]]
        assert sorted([*names, "manifest.json"]) == sorted(box.namelist())
        for each in manifest["files"]:
            content = box.read(each["path"])
            assert hashlib.sha256(content).hexdigest() == each["sha256"]
            if each["path"].endswith(".csv"):
                table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
                assert len(table) == each["rows"] + 1
        schema = json.loads(box.read("people.schema.json"))
    assert (manifest["format"], manifest["version"]) == ("shanyraq-export", 1)
    assert manifest["made_for"] == "Омарова Айгерім"
    assert manifest["about"] == {
        "kind": "organisation", "id": str(cast.school.organisation_id), "name": manifest["about"]["name"],
    }  # fmt: skip
    people = rows(data, "people")
    assert {row["id"] for row in people} == {
        str(id)
        for id in (cast.school.director_id, cast.school.teacher_id, cast.school.pupil_id, cast.school.guardian_id)
    }
    assert all(set(row) == set(schema["required"]) == set(schema["properties"]) for row in people)


def test_the_family_sees_that_staff_took_the_record_and_not_its_own_taking(cast: Cast) -> None:
    school = cast.school
    asked(school.guardian_id, "person", school.pupil_id)
    collected()
    with system_scope("test"):
        assert list(Look.objects.all()) == []
    asked(school.director_id, "organisation", school.organisation_id)
    collected()
    with system_scope("test"):
        assert list(Look.objects.values_list("child_id", "actor_id", "page")) == [
            (school.pupil_id, school.director_id, "export")
        ]


@pytest.mark.parametrize(
    ("who", "kind", "whom"),
    [
        ("guardian_id", "organisation", "organisation_id"), ("teacher_id", "organisation", "organisation_id"),
        ("teacher_id", "person", "pupil_id"), ("guardian_id", "person", "director_id"),
        ("director_id", "everything", "organisation_id"),
    ],
)  # fmt: skip
def test_who_may_not_is_refused(cast: Cast, who: str, kind: str, whom: str) -> None:
    with pytest.raises(Denied):
        asked(getattr(cast.school, who), kind, getattr(cast.school, whom))
    assert Export.objects.all().seen_by_system().count() == 0


def test_the_neighbours_are_not_there_to_be_taken(cast: Cast) -> None:
    for kind, whom in (("organisation", cast.neighbour.organisation_id), ("person", cast.neighbour.pupil_id)):
        with pytest.raises(Denied):
            asked(cast.school.director_id, kind, whom)


def test_nobody_but_who_asked_takes_the_file_and_only_for_three_days(cast: Cast, monday: Any) -> None:
    user, export_id = asked(cast.school.guardian_id, "person", cast.school.pupil_id)
    client = Client()
    client.force_login(user)
    address = reverse("take_export", args=[export_id])
    assert client.get(address).status_code == 404, "not ready yet"
    collected()
    other = Client()
    other.force_login(make_user(cast.school.director_id))
    assert other.get(address).status_code == 404
    assert taken(user, export_id).startswith(b"PK")
    with system_scope("test"):
        path = Export.objects.get(id=export_id).path
    assert default_storage.exists(path)
    monday.shift(dt.timedelta(days=3, minutes=1))
    assert client.get(address).status_code == 404
    with system_scope("test"):
        assert take_back_old() == 1
        assert Export.objects.get(id=export_id).state == "gone"
    assert not default_storage.exists(path)


def test_a_right_that_ended_meanwhile_takes_nothing_away(cast: Cast, monday: Any) -> None:
    _user, export_id = asked(cast.school.guardian_id, "person", cast.school.pupil_id)
    with system_scope("test"):
        Guardianship.objects.update(valid_to=NOON.date())
    monday.shift(dt.timedelta(days=1))
    collected()
    with system_scope("test"):
        export = Export.objects.get(id=export_id)
    assert (export.state, default_storage.exists(export.path)) == ("failed", False)


def test_a_director_takes_a_oneroster_zip(cast: Cast) -> None:
    user, export_id = asked(cast.school.director_id, "oneroster", cast.school.organisation_id)
    collected()
    assert is_oneroster(io.BytesIO(taken(user, export_id)))


def test_a_fourth_export_waits_for_the_first_three(cast: Cast) -> None:
    for _each in range(MOST_WAITING):
        asked(cast.school.guardian_id, "person", cast.school.pupil_id)
    with pytest.raises(Denied):
        asked(cast.school.guardian_id, "person", cast.school.pupil_id)


def test_pages_ask_and_show(cast: Cast) -> None:
    client = Client()
    client.force_login(make_user(cast.school.guardian_id))
    client.cookies["django_language"] = "en"
    address = reverse("person_export", args=[cast.school.pupil_id])
    assert address in client.get(reverse("family_more")).content.decode()
    body = client.post(address, follow=True).content.decode()
    assert "being collected" in body
    collected()
    assert "can be taken until" in client.get(address).content.decode()
    director = Client()
    director.force_login(make_user(cast.school.director_id))
    asked_for = {"kind": "organisation", "organisation": str(cast.school.organisation_id)}
    assert director.post(reverse("exports"), asked_for).status_code == 302
    assert director.post(reverse("exports"), asked_for | {"organisation": "?"}).status_code == 404
    assert director.post(reverse("exports"), asked_for | {"kind": "person"}).status_code == 404
    assert client.get(reverse("exports")).status_code == 404


def test_a_schema_is_made_of_the_types() -> None:
    @dataclass(frozen=True, slots=True)
    class Sample:
        day: dt.date | None
        many: list[str]
        rate: Decimal

    assert schema_of(registry.RoomEntry)["properties"]["capacity"] == {"anyOf": [{"type": "integer"}, {"type": "null"}]}
    assert schema_of(Sample)["properties"]["many"] == {"type": "array", "items": {"type": "string"}}
