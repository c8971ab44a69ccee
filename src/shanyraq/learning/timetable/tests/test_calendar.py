"""Calendar plans: brought from Excel, copied from a colleague, laid over lessons that fall out."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.sheets.api import write_csv
from shanyraq.learning.timetable import api as timetable
from shanyraq.learning.timetable.factories import employ_teacher
from shanyraq.learning.timetable.models import CalendarPlan, PlannedTopic
from shanyraq.learning.timetable.queries.calendar import topics_of
from shanyraq.learning.timetable.rules.topics import Topic, behind, lay
from shanyraq.learning.timetable.tests.story import at
from shanyraq.learning.timetable.tests.test_pages import demanded, signed_in
from shanyraq.spine.registry.factories import YEAR

KK = ["Тоқсан", "Тақырып", "Оқу мақсаты", "Сағат", "Үй тапсырмасы"]
FIRST = dt.date(2026, 9, 1)


@pytest.fixture(autouse=True)
def monday(cast: Any) -> Iterator[None]:
    with at():
        yield


def days(*offsets: int) -> list[tuple[uuid.UUID, dt.date]]:
    return [(uuid.UUID(int=offset + 1), FIRST + dt.timedelta(days=offset)) for offset in offsets]


def test_topics_wait_for_their_quarter_and_shift_where_lessons_fall_out() -> None:
    topics = [Topic(1, 1, "А", hours=2), Topic(2, 1, "Ә"), Topic(3, 2, "Б")]
    quarter = {0: 1, 1: 1, 2: 1, 3: 1, 10: 2, 11: 2}

    def quarter_of(day: dt.date) -> int | None:
        return quarter.get((day - FIRST).days)

    def told(*offsets: int) -> list[str]:
        lessons = days(*offsets)
        laid = lay(topics, lessons, quarter_of=quarter_of)
        return [laid[lesson].topic if lesson in laid else "" for lesson, _day in lessons]

    assert told(0, 1, 2, 3, 10, 11) == ["А", "А", "Ә", "", "Б", ""]
    assert told(0, 1, 10, 11) == ["А", "А", "Ә", "Б"]  # a lesson fell out: its topic opens the next quarter
    assert told(0, 5, 10) == ["А", "", "А"]  # no topic in a break
    today = FIRST + dt.timedelta(days=11)
    assert behind(topics, days(0, 1, 2), today=today, quarter_of=quarter_of) == 0
    assert behind(topics, days(0, 1), today=today, quarter_of=quarter_of) == 1


def test_a_plan_comes_from_excel_with_its_faults_and_goes_out_again(cast: Any) -> None:
    school = cast.school
    demanded(school)
    bolat = signed_in(school.teacher_id)
    rows = [
        [1, "Көпмүшелер", "7.2.1.4, 7.2.1.5", 3, "№ 12"], [5, "Х", "", 1, ""], [1, "", "", 1, ""],
        [2, "Теңдеулер", "жеті", 1, ""], [2, "Теңдеулер", "7.2.2.1", "көп", ""], [2, "Теңдеулер", "", "", ""],
    ]  # fmt: skip
    page = reverse("calendar_plans")
    sent = {"brings": "1", "for": "algebra:7", "file": SimpleUploadedFile("ктж.csv", write_csv(KK, rows))}
    answer = bolat.post(page, sent).content.decode()
    assert "2 topics are in your plan" in answer
    assert [f"Row {number}, {name}" in answer for number, name in (
        (3, "Тоқсан"), (4, "Тақырып"), (5, "Оқу мақсаты"), (6, "Сағат"),
    )] == [True] * 4  # fmt: skip
    plan = CalendarPlan.objects.get()
    assert [(one.topic, one.objectives, one.hours) for one in topics_of(plan.id)] == [
        ("Көпмүшелер", ("7.2.1.4", "7.2.1.5"), 3), ("Теңдеулер", (), 1),
    ]  # fmt: skip
    for name in ("calendar_plan", "calendar_plan_table"):
        assert bolat.get(reverse(name, args=[plan.id])).status_code == 200
        assert signed_in_neighbour(cast).get(reverse(name, args=[plan.id])).status_code == 404


def signed_in_neighbour(cast: Any) -> Any:
    from django.contrib.auth import get_user_model
    from django.test import Client

    known = get_user_model().objects.filter(person=cast.neighbour.teacher_id).first()
    if known is None:
        return signed_in(cast.neighbour.teacher_id)
    client = Client()
    client.force_login(known)
    return client


def test_a_colleagues_plan_is_copied_and_nobody_writes_anothers(cast: Any) -> None:
    school = cast.school
    colleague = employ_teacher(school, "Ахметова", "Жанар")
    mine = {"organisation_id": school.organisation_id, "school_year": YEAR, "teacher_id": school.teacher_id}
    with at(school=school, role="teacher"):
        plan = timetable.write_calendar_plan(
            **mine, subject="algebra", grade=7, topics=[Topic(1, 1, "Көпмүшелер", ("7.2.1.4",), 2)]
        )
        again = timetable.write_calendar_plan(**mine, subject="algebra", grade=7, topics=[Topic(1, 1, "Басқа")])
        assert (again, [one.topic for one in topics_of(plan)]) == (plan, ["Басқа"])
        with pytest.raises(Denied):
            timetable.write_calendar_plan(
                **mine | {"teacher_id": colleague}, subject="algebra", grade=7, topics=[Topic(1, 1, "Х")]
            )
        wrong = [Topic(1, 5, "Х"), Topic(1, 1, " "), Topic(1, 1, "Х", ("жеті",)), Topic(1, 1, "Х", (), 99)]
        for bad in ([], *([one] for one in wrong)):
            with pytest.raises(Denied):
                timetable.write_calendar_plan(**mine, subject="geometry", grade=7, topics=bad)
        with pytest.raises(Denied):
            timetable.write_calendar_plan(
                **mine, subject="geometry", grade=7, topics=[Topic(1, 1, "Х")], group_id=cast.neighbour.group_id
            )
    with at(school=school):
        copy = timetable.copy_calendar_plan(**mine | {"teacher_id": colleague}, source_id=plan)
        assert [one.topic for one in topics_of(copy)] == ["Басқа"]
        assert CalendarPlan.objects.get(id=copy).copied_from_id == plan
        assert PlannedTopic.objects.count() == 2
    with at(school=cast.neighbour, role="teacher"), pytest.raises(Hidden):
        timetable.copy_calendar_plan(
            organisation_id=cast.neighbour.organisation_id, school_year=YEAR, teacher_id=cast.neighbour.teacher_id,
            source_id=plan,
        )  # fmt: skip
