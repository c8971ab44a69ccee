"""A director brings a OneRoster zip to the same desk and sees what it would do."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from conftest import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.exchange.models import Line, Run
from shanyraq.spine.exchange.tests.rosters import SAMPLES, SOUND, packed, roster
from shanyraq.spine.registry.models import Organisation

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def aigerim(cast: Cast) -> Client:
    Organisation.objects.filter(id=cast.school.organisation_id).update(bin="250340000289")
    client = Client()
    client.force_login(make_user(cast.school.director_id))
    client.cookies["django_language"] = "en"
    return client


def verdicts() -> list[tuple[str, str, str]]:
    with system_scope("test"):
        return list(Line.objects.order_by("number").values_list("kind", "source_key", "verdict"))


def test_a_hand_over_of_another_system_is_shown_line_by_line(aigerim: Client) -> None:
    classes = SOUND["classes"].replace("termSourcedIds\n", "termSourcedIds,metadata.shanyraq.language\n")
    classes = classes.replace("Ә,homeroom,S1,Y1", "Б,homeroom,S1,Y1,kk")
    enrollments = SOUND["enrollments"].replace("beginDate,endDate\n", "beginDate,endDate,metadata.shanyraq.hours\n")
    enrollments = enrollments.replace("E3,C2,S1,T1,teacher,true,2026-09-01,", "E3,C2,S1,T1,teacher,true,2026-09-01,,3")
    demographics = SOUND["demographics"] + "T1,1980-02-02,male\n"
    file = roster(classes=classes, enrollments=enrollments, demographics=demographics)
    answer = aigerim.post(reverse("exchange"), {"file": SimpleUploadedFile("school.zip", file.getvalue())})
    with system_scope("test"):
        [run] = Run.objects.all()
    assert answer.headers["Location"] == reverse("exchange_run", args=[run.id])
    assert aigerim.get(answer.headers["Location"]).status_code == 200
    found = [(kind, key) for kind, key, _verdict in verdicts()]
    assert found == [
        ("organisation", "S1"), ("staff", "T1"), ("group", "C1"), ("load", "E3"), ("pupil", "P1"), ("guardian", "G1"),
    ]  # fmt: skip
    assert "refuse" not in {verdict for kind, _key, verdict in verdicts() if kind != "organisation"}


def test_a_zip_that_means_harm_is_refused_at_the_field_in_words(aigerim: Client) -> None:
    out = packed({"manifest.csv": "propertyName,value\noneroster.version,9.9\n"})
    answer = aigerim.post(reverse("exchange"), {"file": SimpleUploadedFile("school.zip", out.getvalue())})
    assert answer.status_code == 422
    assert "«9.9» is not read here." in answer.content.decode()
    broken = roster(orgs="name,type\nx,school\n")
    answer = aigerim.post(reverse("exchange"), {"file": SimpleUploadedFile("school.zip", broken.getvalue())})
    assert answer.status_code == 422
    assert "there is no column sourcedId" in answer.content.decode()
    with system_scope("test"):
        assert Run.objects.count() == 0


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample rosters are not here")
@pytest.mark.parametrize(
    "sample",
    ["oneroster_test_data.zip", "Test_full_data_set.zip", "Test_minimal_data_set.zip", "v1p2_full_dataset.zip"],
)
def test_the_samples_come_to_the_desk_and_every_refusal_has_its_reason(aigerim: Client, sample: str) -> None:
    data = (SAMPLES / sample).read_bytes()
    answer = aigerim.post(reverse("exchange"), {"file": SimpleUploadedFile(sample, data)}, follow=True)
    assert answer.status_code == 200
    with system_scope("test"):
        refused = list(Line.objects.filter(verdict="refuse"))
    assert refused
    assert all(any(reason["grave"] and reason["words"]["kk"] for reason in line.reasons) for line in refused)
