"""The desk, the grid and the weeks, as browsers ask for them."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from shanyraq.kernel.scope import system_scope
from shanyraq.learning.timetable import api as timetable
from shanyraq.learning.timetable.models import Demand, Division, Slot, Timetable, WorkingPlan
from shanyraq.learning.timetable.tests.story import MONDAY, a_draft, a_hall, at, employ_teacher, fill, open_class, put
from shanyraq.spine.access import api as access
from shanyraq.spine.registry.factories import START, YEAR, School


@pytest.fixture(autouse=True)
def monday(cast: Any) -> Iterator[None]:
    with at():
        yield


def signed_in(person_id: uuid.UUID) -> Client:
    with system_scope("test account"):
        user_id = access.make_account(person_id=person_id, username=f"u{person_id.hex}")
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(get_user_model().objects.get(id=user_id))
    return client


@pytest.fixture
def aigerim(cast: Any) -> Client:
    return signed_in(cast.school.director_id)


def demanded(school: School, *, group: uuid.UUID | None = None, teacher: uuid.UUID | None = None, **more) -> uuid.UUID:
    draft = timetable.DemandDraft(
        **{"group_id": group or school.group_id, "subject": "algebra", "every_week": 3,
           "teacher_id": teacher or school.teacher_id} | more
    )  # fmt: skip
    return timetable.add_demands(organisation_id=school.organisation_id, school_year=YEAR, drafts=[draft])[0]


def post(client: Client, draft: uuid.UUID, edits: list[dict[str, Any]], *, person: uuid.UUID) -> Any:
    body = {"person": str(person), "edits": [{"id": str(uuid.uuid4()), **edit} for edit in edits]}
    return client.post(reverse("timetable_slots", args=[draft]), json.dumps(body), content_type="application/json")


def test_from_an_empty_august_to_a_published_week(cast: Any, aigerim: Client) -> None:
    """The deputy head's way through the pages, in their order."""
    school = cast.school
    fill(school, 24)
    employ_teacher(school, "Ахметова", "Жанар", foreign_language=school.group_id)
    for name, act in (("working_plan", {"act": "propose"}), ("working_plan", {"act": "approve"})):
        assert aigerim.post(reverse(name), act).status_code == 302
    hours = {"act": "hours", "group_id": str(school.group_id), "subject": "algebra", "hours": "0.3"}
    assert aigerim.post(reverse("working_plan"), hours | {"component": "invariant"}).status_code == 422
    assert WorkingPlan.objects.get().state == "approved"
    both = [f"{school.group_id}:{basis}" for basis in ("list", "sex")]
    assert aigerim.post(reverse("divisions"), {"division": both}).status_code == 302
    assert Division.objects.count() == 2
    division = Division.objects.get(basis="list")
    page = aigerim.get(reverse("division", args=[division.id]))
    assert page.content.decode().count('type="radio"') == 50
    assert aigerim.post(reverse("demands")).status_code == 302
    assert Demand.objects.filter(subgroup__isnull=False).count() == 6
    algebra = Demand.objects.get(subject="algebra")
    kept = {"teacher_id": str(school.teacher_id), "every_week": 1, "every_second_week": 0}
    assert aigerim.post(reverse("demand", args=[algebra.id]), kept).status_code == 302
    begun = aigerim.post(reverse("timetable"), {"name": "Қыркүйек"})
    draft = Timetable.objects.get()
    assert begun.headers["Location"] == reverse("timetable_week", args=[draft.id])
    for query in ("", "?by=teacher", "?by=room", "?grades=1-4"):
        assert aigerim.get(begun.headers["Location"] + query).status_code == 200
    placed = [{"verb": "place", "slot": str(uuid.uuid4()), "demand": str(algebra.id), "d": 0, "n": 1}]
    assert post(aigerim, draft.id, placed, person=school.director_id).json()["results"][0]["state"] == "stored"
    publish = reverse("publish_timetable", args=[draft.id])
    assert aigerim.post(publish, {"valid_from": str(MONDAY)}).status_code == 422
    body = {"valid_from": str(MONDAY), "despite": "қалғаны кейін"}
    assert aigerim.post(publish, body).status_code == 302
    for name in ("timetable", "demands", "divisions", "working_plan", "weeks"):
        answer = aigerim.get(reverse(name))
        assert (answer.status_code, "⟪unknown" in answer.content.decode()) == (200, False)


def test_the_grid_answers_edit_by_edit_and_tells_what_stands(cast: Any, aigerim: Client) -> None:
    school = cast.school
    algebra, draft = demanded(school), a_draft(school)
    slot = str(uuid.uuid4())
    place = {"verb": "place", "slot": slot, "demand": str(algebra), "d": 0, "n": 1}
    move = {"verb": "move", "slot": slot, "d": 1, "n": 9, "seen": 1}
    told = post(aigerim, draft, [place, move], person=school.director_id)
    assert [each["state"] for each in told.json()["results"]] == ["stored", "stored"]
    state = aigerim.get(reverse("timetable_slots", args=[draft])).json()
    (stands,) = state["slots"]
    assert [stands[key] for key in ("d", "n", "rev", "words")] == [1, 9, 2, "7 «Ә», Algebra"]
    assert [each["left"] for each in state["tray"]] == ["2"]
    assert [each["words"] for each in state["conflicts"] if each["must"]] == [
        "Tuesday, lesson 9: no bell rings for this lesson: 7 «Ә», Algebra"
    ]
    assert aigerim.get(f"{reverse('timetable_slots', args=[draft])}?edits={state['edits']}").json() == {
        "edits": state["edits"]
    }
    stale = post(aigerim, draft, [{"verb": "take", "slot": slot, "seen": 1}], person=school.director_id).json()
    assert (stale["results"][0]["state"], len(stale["slots"])) == ("conflict", 1)
    other = post(aigerim, draft, [{"verb": "take", "slot": slot}], person=school.teacher_id)
    assert other.status_code == 409


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", '{"edits": 5}', '{"edits": [null]}', '{"edits": [{"verb": "move"}]}', "{" * 100_000,
     '{"edits": [{"id": "x", "verb": "fly", "slot": "y"}]}'],
)  # fmt: skip
def test_garbage_changes_nothing(cast: Any, aigerim: Client, body: str) -> None:
    draft = a_draft(cast.school)
    if body.startswith('{"edits": ['):
        body = body.replace("{", f'{{"person": "{cast.school.director_id}", ', 1)
    where = reverse("timetable_slots", args=[draft])
    answer = aigerim.post(where, body, content_type="application/json")
    assert answer.status_code in (400, 409)
    assert Slot.objects.count() == 0
    whole = {"person": str(cast.school.director_id), "edits": [
        {"id": str(uuid.uuid4()), "verb": "place", "slot": str(uuid.uuid4()), "d": 0.5, "n": True}
    ]}  # fmt: skip
    assert aigerim.post(where, json.dumps(whole), content_type="application/json").status_code == 400


def test_every_hour_says_in_words_whether_the_lesson_can_go_there(cast: Any, aigerim: Client) -> None:
    school = cast.school
    other = open_class(school)
    mine, theirs = demanded(school), demanded(school, group=other)
    history = demanded(school, subject="history_kz", teacher=employ_teacher(school, "Ахметова", "Жанар"))
    draft = a_draft(school)
    first, beside, second = put(mine, 0, 1), put(theirs, 0, 2), put(history, 0, 3)
    timetable.edit_slots(timetable_id=draft, edits=[first, beside, second])
    found = aigerim.get(f"{reverse('timetable_places', args=[draft])}?slot={first.slot_id}").json()["places"]
    told = {(each["d"], each["n"]): (each["state"], each["words"]) for each in found}
    assert told[0, 1] == ("here", "It stands here.")
    assert told[1, 1] == ("free", "Free.")
    assert told[0, 2][0] == "bad"
    assert told[0, 2][1] == "Тілеуов Болат has two lessons at once: 7 «Ә», Algebra + 7 «Б», Algebra."
    assert told[0, 3] == ("swap", "Changes places with: 7 «Ә», History of Kazakhstan.")
    more = aigerim.get(f"{reverse('timetable_places', args=[draft])}?demand={history}").json()["places"]
    assert {each["state"] for each in more} <= {"free", "could", "bad"}


def test_everybody_finds_their_week_and_nobody_anothers(cast: Any, aigerim: Client) -> None:
    school, room = cast.school, a_hall(cast.school, "204")
    classmates = fill(school, 23)
    english = [employ_teacher(school, "Ахметова", name) for name in ("Жанар", "Әсел")]
    timetable.divide(
        organisation_id=school.organisation_id, group_id=school.group_id, subjects=["foreign_language"], since=START
    )
    parts = timetable.parts_of([school.group_id], day=MONDAY)[school.group_id]
    mine = next(part for part in parts if school.pupil_id in timetable.members_of([part.id], day=MONDAY)[part.id])
    demands = [
        demanded(school, subject="foreign_language", teacher=teacher, subgroup_id=part.id, every_week=1)
        for teacher, part in zip(english, parts, strict=True)
    ]
    draft = a_draft(school)
    edits = [put(each, 0, 1, room_id=room if place else None) for place, each in enumerate(demands)]
    timetable.edit_slots(timetable_id=draft, edits=[*edits, put(demanded(school, every_week=1), 0, 2)])
    dana = signed_in(school.guardian_id)
    own = reverse("week_of_pupil", args=[school.pupil_id])
    assert "No timetable is published yet" in dana.get(own).content.decode()  # a draft is nobody's week
    timetable.publish_timetable(timetable_id=draft, valid_from=MONDAY)
    shown = dana.get(reverse("own_week"), follow=True).content.decode()
    assert shown.count("English</b>") == 1
    assert f"group {mine.number}" in shown
    assert f"group {3 - mine.number}" not in shown
    of_class = dana.get(reverse("week_of_class", args=[school.group_id])).content.decode()
    assert of_class.count("English</b>") == 2
    bolat = signed_in(school.teacher_id)
    assert "Algebra" in bolat.get(reverse("own_week"), follow=True).content.decode()
    assert bolat.get(reverse("week_of_room", args=[room])).content.decode().count("English</b>") == 1
    assert bolat.get(reverse("week_of_teacher", args=[english[0]]) + "?print").status_code == 200
    assert dana.get(reverse("week_of_teacher", args=[school.teacher_id])).status_code == 404
    assert dana.get(reverse("week_of_pupil", args=[classmates[0]])).status_code == 404
    saule = signed_in(cast.neighbour.guardian_id)
    for name, key in (("week_of_pupil", school.pupil_id), ("week_of_class", school.group_id)):
        assert saule.get(reverse(name, args=[key])).status_code == 404
    for name in ("timetable_week", "timetable_slots", "publish_timetable"):
        assert bolat.get(reverse(name, args=[draft])).status_code == 404


def test_a_teacher_says_when_they_are_elsewhere(cast: Any) -> None:
    bolat = signed_in(cast.school.teacher_id)
    said = bolat.post(reverse("teacher_hours"), {"h-4-1": "away", "h-4-2": "away", "reason": "№ 29 мектепте"})
    assert said.status_code == 302
    assert "not at the school in 2 hours" in bolat.get(reverse("teacher_hours")).content.decode()
    hours = timetable.teacher_hours(cast.school.organisation_id, school_year=YEAR)["away"]
    assert set(hours) == {(cast.school.teacher_id, 1, 4, number) for number in (1, 2)}
    stranger = signed_in(cast.neighbour.teacher_id)
    stranger.post(reverse("teacher_hours"), {"teacher": str(cast.school.teacher_id), "h-0-1": "away"})
    assert timetable.teacher_hours(cast.school.organisation_id, school_year=YEAR)["away"] == hours
