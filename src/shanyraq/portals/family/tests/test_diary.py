"""Dana at nine in the evening: the week, what is due tomorrow, how a mark came about. Erzhan ticks his own homework."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.facts import new_id
from shanyraq.kernel.scope import system_scope
from shanyraq.learning.diary.models import Tick
from shanyraq.learning.journal.factories import lesson_on, summative_on
from shanyraq.learning.journal.models import Cell, Lesson, Score
from shanyraq.portals.family.rules import week_with
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.registry.models import Enrolment, Group

MONDAY, TUESDAY, FRIDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24), dt.date(2026, 11, 27)
NINE = dt.datetime(2026, 11, 23, 21, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time_machine.travel(NINE, tick=False):
        yield


def signed_in(person: Any, language: str = "en") -> Client:
    client = Client()
    client.force_login(make_user(person))
    client.cookies["django_language"] = language
    return client


def a_lesson(at: Any, day: dt.date, number: int = 1, *, homework: str = "", due: dt.date | None = None) -> Lesson:
    with system_scope("test"):
        lesson = lesson_on(at, day, number)
        Lesson.objects.filter(id=lesson.id).update(homework=homework, homework_due=due, topic="Квадрат теңдеу")
    return lesson


def a_mark(at: Any, lesson: Lesson, mark: int = 9) -> None:
    with system_scope("test"):
        Cell.objects.create(
            lesson=lesson, pupil_id=at.pupil_id, group_id=at.group_id, organisation_id=at.organisation_id,
            subject=lesson.subject, day=lesson.day, mark=mark, changed_at=NINE,
        )  # fmt: skip


def test_the_week_tells_what_was_and_what_is_due_tomorrow(cast: Any) -> None:
    at = cast.school
    a_mark(at, a_lesson(at, MONDAY, homework="№ 214", due=TUESDAY))
    a_lesson(at, TUESDAY)
    body = signed_in(at.guardian_id).get(reverse("own_diary")).content.decode()
    assert "Ержан has 1 mark this week. 1 homework is left for tomorrow." in body
    assert body.count("№ 214") == 2  # in its lesson, and among what is to be done
    day = signed_in(at.pupil_id).get(reverse("children")).content.decode()
    assert "To do for tomorrow" in day


def test_only_the_pupil_ticks_and_the_family_sees_it(cast: Any) -> None:
    at = cast.school
    lesson = a_lesson(at, MONDAY, homework="№ 214", due=TUESDAY)
    address = reverse("tick_homework", args=[lesson.id])
    erzhan, dana = signed_in(at.pupil_id), signed_in(at.guardian_id)
    assert dana.post(address, {"done": "yes"}).status_code in (403, 404)
    assert signed_in(cast.neighbour.pupil_id).post(address, {"done": "yes"}).status_code == 404
    assert erzhan.post(address, {"done": "yes", "back": "https://elsewhere.example/"}).url == reverse("own_diary")
    erzhan.post(address, {"done": "yes"})
    with system_scope("test"):
        assert list(Tick.objects.values_list("pupil_id", "lesson_id")) == [(at.pupil_id, lesson.id)]
    assert "has done everything" in dana.get(reverse("todo", args=[at.pupil_id])).content.decode()
    erzhan.post(address, {"done": "no"})
    assert "has 1 thing to do" in dana.get(reverse("todo", args=[at.pupil_id])).content.decode()
    nothing = a_lesson(at, MONDAY, 2)
    assert erzhan.post(reverse("tick_homework", args=[nothing.id]), {"done": "yes"}).status_code == 403


def test_a_week_of_holidays_is_said_in_words_and_last_year_can_be_opened(cast: Any) -> None:
    at = cast.school
    client = signed_in(at.guardian_id)
    address = reverse("diary", args=[at.pupil_id])
    assert "break" in client.get(f"{address}?day=2026-10-28").content.decode().lower()
    with system_scope("test"):
        before = Group.objects.create(
            organisation_id=at.organisation_id, school_year=2025, grade=6, letter="Ә", name="6 «Ә»", sort_key="06 Ә",
            language="kk",
        )  # fmt: skip
        Enrolment.objects.create(
            person_id=at.pupil_id, organisation_id=at.organisation_id, group=before, ground="admitted",
            valid_from=dt.date(2025, 9, 1), valid_to=dt.date(2026, 5, 25),
        )  # fmt: skip
        Lesson.objects.filter(id=lesson_on(at, dt.date(2026, 3, 3)).id).update(group=before, topic="Былтырғы тақырып")
    assert "Былтырғы тақырып" in client.get(f"{address}?day=2026-03-03").content.decode()
    assert "Былтырғы тақырып" not in signed_in(cast.neighbour.guardian_id).get(address).content.decode()
    for wrong in ("2026-02-30", "0001-01-01", "9999-12-31", "x"):
        assert client.get(f"{address}?day={wrong}").status_code in (200, 404), wrong


def test_a_lived_saturday_stays_in_its_week() -> None:
    saturday = dt.date(2026, 11, 28)
    assert len(week_with(saturday, {saturday})) == 6
    assert week_with(saturday, set())[0] == dt.date(2026, 11, 30)
    assert len(week_with(MONDAY, {saturday})) == 6


def a_term(at: Any) -> None:
    """Two formative marks (8 and 6), one unit test of 13 from 20, a quarter test of 20 to come."""
    for day, mark in ((dt.date(2026, 11, 9), 8), (dt.date(2026, 11, 16), 6)):
        a_mark(at, a_lesson(at, day), mark)
    with system_scope("test"):
        unit = summative_on(at, dt.date(2026, 11, 18), maximum=20)
        Score.objects.create(
            summative=unit, pupil_id=at.pupil_id, group_id=at.group_id, organisation_id=at.organisation_id,
            subject="algebra", test="sor", school_year=2026, quarter=2, maximum=20, state="scored", value=13,
            fact_day=MONDAY, fact_id=new_id(), changed_at=NINE,
        )  # fmt: skip
        summative_on(at, dt.date(2026, 12, 16), test="soch", maximum=20)


def test_how_the_mark_came_about_and_what_it_would_be(cast: Any) -> None:
    at = cast.school
    a_term(at)
    client = signed_in(at.guardian_id)
    marks = client.get(reverse("marks", args=[at.pupil_id])).content.decode()
    assert "Ержан has a mark so far in 1 subject." in marks
    address = reverse("how", args=[at.pupil_id, "algebra", "q2"])
    page = client.get(address).content.decode()
    assert "on average 7 of 10" in page
    assert "13 of 20 points" in page
    assert "For a 4: at least 13 of 20 points." in page  # 17.5 + 16.25 + 2.5 × 12.5 = 65
    assert "For a 5: no result of the test is enough now." in page  # 83.75 at the most
    wished = client.get(f"{address}?soch=18&soch_of=20").content.decode()
    assert "Quarter 2 would come to <b>4</b> (79 %)" in wished
    assert "With this, Quarter 2 would come to <b>5</b> (91 %)" in client.get(
        f"{address}?soch=20&soch_of=20&fo=10&sor=20&sor_of=20"
    ).content.decode()  # fmt: skip
    for wrong in ("soch=21&soch_of=20", "soch=5", "fo=11", "fo=x", "sor=-1&sor_of=3"):
        assert client.get(f"{address}?{wrong}").status_code == 422, wrong
    for lost in ("xx", "final", "year"):
        assert client.get(reverse("how", args=[at.pupil_id, "algebra", lost])).status_code == 404
    assert client.get(reverse("how", args=[at.pupil_id, "alchemy", "q2"])).status_code in (200, 404)
    assert signed_in(cast.neighbour.guardian_id).get(address).status_code == 404


def test_a_missed_test_is_to_be_done_and_one_that_waits_for_points_is_not(cast: Any) -> None:
    at = cast.school
    a_term(at)
    with system_scope("test"):
        missed = lesson_on(at, dt.date(2026, 11, 20))
        summative_on(at, dt.date(2026, 11, 20), number=2)
        Cell.objects.create(
            lesson=missed, pupil_id=at.pupil_id, group_id=at.group_id, organisation_id=at.organisation_id,
            subject="algebra", day=missed.day, code="ill", changed_at=NINE,
        )  # fmt: skip
        summative_on(at, MONDAY, number=3)
    body = signed_in(at.guardian_id).get(reverse("todo", args=[at.pupil_id])).content.decode()
    assert "Ержан has 1 thing to do." in body
    assert "was absent; ask the teacher for a new day" in body
    assert "Tests ahead" in body
    assert "quarter summative test" in body
