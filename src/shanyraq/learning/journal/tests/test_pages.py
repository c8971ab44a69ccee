"""The register's page and its cells over HTTP: what each person gets, and what garbage does."""

import json
import uuid
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.sealing.api import publish, seal_everything
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.models import AttendanceFact, Cell, Lesson, MarkFact
from shanyraq.spine.access import api as access
from shanyraq.spine.registry.factories import add_pupil

MOST_QUERIES = 12
PLANNED = 1
"""One more where nothing is written yet and the calendar plan is asked for a topic."""


@pytest.fixture
def lesson(cast: Any) -> Lesson:
    with system_scope("a lesson of today"):
        return lesson_on(cast.school, clock.today())


def signed_in(person_id: uuid.UUID) -> Client:
    with system_scope("test account"):
        user_id = access.make_account(person_id=person_id, username=f"u{person_id.hex}")
    client = Client()
    client.force_login(get_user_model().objects.get(id=user_id))
    return client


@pytest.fixture
def bolat(cast: Any) -> Client:
    return signed_in(cast.school.teacher_id)


def send(client: Client, lesson: Lesson, edits: Any, *, person: Any = None) -> Any:
    body = {"person": str(person or lesson.teacher_id), "edits": edits}
    return client.post(reverse("lesson_cells", args=[lesson.id]), json.dumps(body), content_type="application/json")


def mark(pupil: uuid.UUID, value: Any, **more: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "kind": "mark", "pupil": str(pupil), "value": value} | more


def test_a_lesson_is_written_cell_by_cell(bolat: Client, cast: Any, lesson: Lesson) -> None:
    pupil = cast.school.pupil_id
    other = add_pupil(cast.school, "Әлімбек", "Айдана")
    edits = [
        {"id": str(uuid.uuid4()), "kind": "all"},
        {"id": str(uuid.uuid4()), "kind": "code", "pupil": str(pupil), "value": "late", "seen": "present"},
        mark(pupil, 9),
        mark(other, 11),
    ]
    answers = {each["id"]: each for each in send(bolat, lesson, edits).json()["results"]}
    assert [answers[edit["id"]]["state"] for edit in edits] == ["stored", "stored", "stored", "refused"]
    assert AttendanceFact.objects.seen_by_system().count() == 1
    stale = send(bolat, lesson, [mark(pupil, 3)]).json()["results"][0]
    assert (stale["state"], stale["value"], stale["by"]) == ("conflict", 9, "Тілеуов Болат")
    states = bolat.get(reverse("lesson_cells", args=[lesson.id])).json()["cells"]
    assert [(each["code"], each["mark"], each["mark_state"]) for each in states] == [
        ("present", None, ""), ("late", 9, "sent"),
    ]  # fmt: skip
    with system_scope("the sealing job"):
        seal_everything()
    states = bolat.get(reverse("lesson_cells", args=[lesson.id])).json()["cells"]
    assert [(each["code_state"], each["mark_state"]) for each in states] == [("sealed", ""), ("sealed", "sealed")]


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"edits": 5}', "{" * 100_000, '{"edits": [null]}', '{"edits": [{"kind": "mark"}]}',
     '{"edits": [{"kind": "code", "id": "x"}]}', '{"edits": [7]}', "\x00", '{"edits": [{"kind":"all","id":5}]}'],
)  # fmt: skip
def test_garbage_changes_nothing(bolat: Client, lesson: Lesson, body: str) -> None:
    if body.startswith('{"edits": ['):
        body = body.replace("{", f'{{"person": "{lesson.teacher_id}", ', 1)
    answer = bolat.post(reverse("lesson_cells", args=[lesson.id]), body, content_type="application/json")
    assert answer.status_code in (400, 409)
    assert "words" in answer.json()
    assert MarkFact.objects.seen_by_system().count() == 0


def test_ten_thousand_edits_and_anothers_queue_are_refused(bolat: Client, cast: Any, lesson: Lesson) -> None:
    pupil = cast.school.pupil_id
    assert send(bolat, lesson, [mark(pupil, 5)] * 3_000).status_code in (400, 403)
    assert send(bolat, lesson, [mark(pupil, 5)] * 600).status_code == 403
    assert send(bolat, lesson, [mark(pupil, 5)], person=uuid.uuid4()).status_code == 409
    assert Cell.objects.seen_by_system().count() == 0


def test_the_register_opens_in_few_queries_whatever_the_class(bolat: Client, cast: Any, lesson: Lesson) -> None:
    page = reverse("lesson", args=[lesson.id])
    bolat.get(page)  # the session list is written once
    with count_queries() as few:
        assert bolat.get(page).status_code == 200
    pupils = [add_pupil(cast.school, "Оқушы", f"Н{number:02}") for number in range(30)]
    with system_scope("marks"):
        journal.set_marks(
            edits=[
                journal.MarkEdit(client_id=uuid.uuid4(), lesson_id=lesson.id, pupil_id=pupil, value=8)
                for pupil in pupils
            ]
        )
        journal.take_attendance(lesson_id=lesson.id, exceptions={pupils[0]: "ill"})
    with count_queries() as many:
        answer = bolat.get(page)
    assert answer.content.decode().count('data-kind="mark"') == 31
    assert many.number <= few.number + 2  # the queues of the two seals, asked only where something was written
    assert many.number <= MOST_QUERIES + PLANNED


def test_attendance_can_be_taken_without_a_script(bolat: Client, cast: Any, lesson: Lesson) -> None:
    page, pupil = reverse("lesson_attendance", args=[lesson.id]), cast.school.pupil_id
    assert bolat.get(page).status_code == 200
    assert bolat.post(page, {f"code-{pupil}": "unexcused", "code-x": "ill", "based_on": ""}).status_code == 302
    assert Cell.objects.seen_by_system().get().code == "unexcused"
    stale = bolat.post(page, {f"code-{pupil}": "present", "based_on": ""})
    assert (stale.status_code, Cell.objects.seen_by_system().get().code) == (422, "unexcused")
    assert bolat.post(page, {f"code-{pupil}": "hack", "based_on": ""}).status_code == 422


def test_topic_and_homework_come_by_a_plain_form(bolat: Client, cast: Any, lesson: Lesson) -> None:
    page = reverse("lesson", args=[lesson.id])
    assert bolat.post(page, {"topic": "Көпмүшелер", "homework": "№ 12"}).status_code == 302
    late = bolat.post(page, {"topic": "Басқа", "homework": ""})
    assert late.status_code == 422
    assert "Көпмүшелер · № 12" in late.content.decode()
    assert Lesson.objects.seen_by_system().get().topic == "Көпмүшелер"


def test_strangers_and_families_do_not_find_the_page(cast: Any, lesson: Lesson) -> None:
    for person in (cast.neighbour.teacher_id, cast.neighbour.director_id, cast.school.guardian_id):
        client = signed_in(person)
        for name in ("lesson", "lesson_attendance", "lesson_cells"):
            assert client.get(reverse(name, args=[lesson.id])).status_code == 404
        assert send(client, lesson, [mark(cast.school.pupil_id, 5)], person=person).status_code in (200, 404)
    assert Cell.objects.seen_by_system().count() == 0
    assert Client().get(reverse("lesson", args=[lesson.id])).status_code == 302


def test_a_mother_keeps_the_receipt_of_her_childs_mark(cast: Any, lesson: Lesson) -> None:
    with use_scope(cast.school.scope("teacher")):
        edit = journal.MarkEdit(
            client_id=uuid.uuid4(), lesson_id=lesson.id, pupil_id=cast.school.pupil_id, value=9, reason=""
        )
        (stored,) = journal.set_marks(edits=[edit])
    address = reverse("mark_receipt", args=[str(clock.today()), stored.fact_id])
    dana, saule = signed_in(cast.school.guardian_id), signed_in(cast.neighbour.guardian_id)
    assert dana.get(address).status_code == 409
    with system_scope("the night"):
        seal_everything()
        publish()
    receipt = dana.get(address)
    assert receipt.status_code == 200
    words = json.loads(receipt.content)["words"]
    assert {language: said["what"].rsplit(" ", 1)[1] for language, said in words.items()} == {
        "kk": "9",
        "ru": "9",
        "en": "9",
    }
    assert saule.get(address).status_code == 404
    assert dana.get(address.replace(str(clock.today()), "today")).status_code == 404


def test_another_language_changes_only_the_words(bolat: Client, cast: Any, lesson: Lesson) -> None:
    page = reverse("lesson", args=[lesson.id])
    said = {
        language: bolat.get(page, headers={"Accept-Language": language}).content.decode()
        for language in ("kk", "ru", "en")
    }
    for language, subject in (("kk", "Алгебра"), ("en", "Algebra")):
        assert subject in said[language]
    assert all("⟪unknown" not in text for text in said.values())
