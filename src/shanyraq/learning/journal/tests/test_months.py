"""A subject's month: what stands where, for whom, in how many queries, and edits of several lessons in one batch."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.kernel.testing.queries import count_queries
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.models import Cell, Lesson
from shanyraq.learning.journal.queries.months import month_register
from shanyraq.learning.journal.rules.months import month_of
from shanyraq.learning.journal.tests.test_pages import MOST_QUERIES, mark, signed_in
from shanyraq.spine.registry.factories import add_pupil
from shanyraq.spine.registry.models import Enrolment

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def lessons(cast: Any, time_machine: Any) -> list[Lesson]:
    """Three lessons of November up to today, and one that comes."""
    time_machine.move_to(dt.datetime.combine(TODAY, dt.time(12), tzinfo=clock.ZONE), tick=False)
    with system_scope("lessons of a month"):
        return [lesson_on(cast.school, dt.date(2026, 11, day)) for day in (12, 19, 23, 26)]


def post(client: Client, person: uuid.UUID, edits: list[dict[str, Any]]) -> list[dict[str, Any]]:
    body = json.dumps({"person": str(person), "edits": edits})
    answer = client.post(reverse("journal_edits"), body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_one_batch_writes_in_several_lessons_and_the_month_shows_it(cast: Any, lessons: list[Lesson]) -> None:
    at = cast.school
    other = add_pupil(at, "Әлімбек", "Айдана")
    bolat = signed_in(at.teacher_id)
    edits = [
        mark(at.pupil_id, 9, lesson=str(lessons[0].id)),
        mark(other, 6, lesson=str(lessons[2].id)),
        mark(other, 12, lesson=str(lessons[2].id)),
        mark(other, 5, lesson=str(lessons[3].id)),
        {"id": str(uuid.uuid4()), "kind": "all", "lesson": str(lessons[3].id)},
        {"id": str(uuid.uuid4()), "kind": "all", "lesson": str(lessons[2].id)},
        {"id": str(uuid.uuid4()), "kind": "code", "pupil": str(other), "value": "late", "lesson": str(lessons[2].id)},
    ]
    answers = {each["id"]: each for each in post(bolat, at.teacher_id, edits)}
    said = [answers[edit["id"]].get("why") or answers[edit["id"]]["state"] for edit in edits]
    assert said == ["stored", "stored", "conflict", "not_yet", "not_yet", "stored", "stored"]
    with use_scope(at.scope("teacher")):
        page = month_register(at.group_id, "algebra", TODAY)
    assert [row.name for row in page.rows] == ["Әлімбек Айдана", "Сейтқали Ержан"]
    shown = [[(cell.code, cell.mark) if cell else None for cell in row.cells] for row in page.rows]
    assert shown == [[None, None, ("late", 6), None], [("", 9), None, None, None]]
    assert [lesson.is_taken for lesson in page.lessons] == [False, False, True, False]
    assert [lesson.reason for lesson in page.lessons] == ["changes", "changes", "", ""]
    assert (page.unfilled, [row.average for row in page.rows]) == (2, [6, 9])


def test_the_month_costs_the_same_for_any_class(cast: Any, lessons: list[Lesson]) -> None:
    at = cast.school
    bolat, address = signed_in(at.teacher_id), reverse("register_month", args=[at.group_id, "algebra"])
    bolat.get(address)
    with count_queries() as few:
        assert bolat.get(address).status_code == 200
    pupils = [add_pupil(at, "Оқушы", f"Н{number:02}") for number in range(30)]
    with system_scope("marks"):
        for lesson in lessons[:3]:
            journal.set_marks(
                edits=[
                    journal.MarkEdit(client_id=uuid.uuid4(), lesson_id=lesson.id, pupil_id=pupil, value=8)
                    for pupil in pupils
                ]
            )
    with count_queries() as many:
        answer = bolat.get(address)
    assert answer.content.decode().count("data-m=") == 90
    assert many.number <= few.number + 1  # the queue of seals, asked only where something was written
    assert many.number <= MOST_QUERIES, "\n".join(many.statements)


def test_who_left_stays_in_the_month_and_gets_nothing_afterwards(cast: Any, lessons: list[Lesson]) -> None:
    at = cast.school
    gone = add_pupil(at, "Әлімбек", "Айдана")
    with system_scope("left"):
        Enrolment.objects.filter(person=gone).update(valid_to=dt.date(2026, 11, 15))
    bolat = signed_in(at.teacher_id)
    edits = [mark(gone, 7, lesson=str(lesson.id)) for lesson in lessons[:2]]
    assert [each.get("why", each["state"]) for each in post(bolat, at.teacher_id, edits)] == ["stored", "not_on_list"]
    body = bolat.get(reverse("register_month", args=[at.group_id, "algebra"])).content.decode()
    assert body.count("is-off") == 3
    december = bolat.get(reverse("register_month", args=[at.group_id, "algebra"]) + "?month=2026-12")
    assert "Әлімбек" not in december.content.decode()


def test_strangers_and_families_find_no_month(cast: Any, lessons: list[Lesson]) -> None:
    at, next_door = cast.school, cast.neighbour
    for person in (next_door.teacher_id, next_door.director_id, at.guardian_id):
        client = signed_in(person)
        for name in ("register_month", "month_cells"):
            assert client.get(reverse(name, args=[at.group_id, "algebra"])).status_code == 404
    with use_scope(next_door.scope("teacher")), pytest.raises(Hidden):
        month_register(at.group_id, "algebra", TODAY)
    bolat = signed_in(at.teacher_id)
    assert bolat.get(reverse("register_month", args=[at.group_id, "physics"])).status_code == 404
    assert Cell.objects.seen_by_system().count() == 0


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "1926-11", "x", "2026-11-01", "२०२६-11", "0000-00", "2026-11\n"])
def test_what_is_no_month_is_no_address(cast: Any, lessons: list[Lesson], text: str) -> None:
    assert month_of(text, today=TODAY) is None
    bolat = signed_in(cast.school.teacher_id)
    address = reverse("register_month", args=[cast.school.group_id, "algebra"])
    assert bolat.get(address, {"month": text}).status_code == 404


def test_the_months_cells_say_what_the_page_says(cast: Any, lessons: list[Lesson]) -> None:
    at = cast.school
    bolat = signed_in(at.teacher_id)
    post(bolat, at.teacher_id, [mark(at.pupil_id, 9, lesson=str(lessons[2].id))])
    told = bolat.get(reverse("month_cells", args=[at.group_id, "algebra"])).json()
    [cell] = told["cells"]
    assert (told["taken"], cell["lesson"], cell["mark"], cell["mark_state"]) == ([], str(lessons[2].id), 9, "sent")
