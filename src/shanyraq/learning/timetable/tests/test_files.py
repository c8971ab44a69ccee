"""A week from Excel: names are found as people write them, bad rows are named, good rows are kept."""

import io
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.sheets.api import read_table, write_csv
from shanyraq.learning.timetable import api as timetable
from shanyraq.learning.timetable.factories import a_hall, employ_teacher
from shanyraq.learning.timetable.queries.files import week_from_table
from shanyraq.learning.timetable.tests.story import a_draft, at
from shanyraq.learning.timetable.tests.test_pages import demanded, signed_in
from shanyraq.spine.registry.factories import START

KK = ["Сынып", "Топ", "Күн", "Сабақ", "Пән", "Мұғалім", "Кабинет", "Апта"]


@pytest.fixture(autouse=True)
def monday(cast: Any) -> Iterator[None]:
    with at():
        yield


def test_names_are_found_however_they_are_written_and_faults_are_named(cast: Any) -> None:
    school, room = cast.school, a_hall(cast.school, "Спорт залы", kind="gym")
    algebra = demanded(school)
    for given in ("Жанар", "Жібек"):
        employ_teacher(school, "Ахметова", given)
    timetable.divide(
        organisation_id=school.organisation_id, group_id=school.group_id, subjects=["foreign_language"], since=START
    )
    rows = [
        ["7 «Ә»", "", "Дүйсенбі", 1, "Алгебра", "Тілеуов Болат", "", ""],
        ["7Ә", "", "ср", 2, "алгебра", "Тилеуов Б.", "спорт залы", "тақ"],
        ["7-ә", "2", "пятница", 3, "Английский язык", "Ахметова Жан", "", ""],
        ["9 «Я»", "", "дс", 1, "Алгебра", "", "", ""],
        ["7 «Ә»", "", "жексенбі", 1, "Алгебра", "", "", ""],
        ["7 «Ә»", "", "дс", "бірінші", "Алгебра", "", "", ""],
        ["7 «Ә»", "", "дс", 1, "Алхимия", "", "", ""],
        ["7 «Ә»", "", "дс", 4, "Алгебра", "Ахметова Ж.", "", ""],
        ["7 «Ә»", "", "дс", 4, "Алгебра", "Сейітов", "", ""],
        ["7 «Ә»", "", "дс", 4, "Алгебра", "", "999", ""],
        ["7 «Ә»", "1", "дс", 4, "Алгебра", "", "", ""],
        ["7 «Ә»", "", "дс", 4, "Алгебра", "", "", "кейде"],
    ]
    draft = timetable.timetable(a_draft(school))
    found = week_from_table(write_csv(KK, rows), "кесте.csv", draft)
    assert [(each.weekday, each.number, each.weeks) for each in found.drafts] == [
        (0, 1, "every"), (2, 2, "odd"), (4, 3, "every"),
    ]  # fmt: skip
    first, second, third = found.drafts
    assert (first.teacher_id, first.demand_id, second.room_id) == (school.teacher_id, algebra, room)
    assert third.subgroup_id is not None
    assert [(fault.row, fault.field) for fault in found.faults] == [
        (5, "Сынып"), (6, "Күн"), (7, "Сабақ"), (8, "Пән"), (9, "Мұғалім"), (10, "Мұғалім"), (11, "Кабинет"),
        (12, "Топ"), (13, "Апта"),
    ]  # fmt: skip
    russian = [["Класс", "День", "Урок", "Предмет"], ["7Ә", "вторник", 1, "История Казахстана"]]
    (draft_row,) = week_from_table(write_csv(russian[0], russian[1:]), "расписание.csv", draft).drafts
    assert (draft_row.subject, draft_row.teacher_id) == ("history_kz", None)
    with pytest.raises(Denied, match="Күн"):
        week_from_table(write_csv(["Сынып"], [["7Ә"]]), "кесте.csv", draft)


def test_a_week_goes_out_and_comes_in_as_the_same(cast: Any) -> None:
    school = cast.school
    aigerim, draft = signed_in(school.director_id), a_draft(school)
    page = reverse("timetable_file", args=[draft])
    rows = [["7 «Ә»", "", "Дүйсенбі", 1, "Алгебра", "Тілеуов Болат", "", "жұп"], ["9 «Я»", "", "дс", 1, "Алгебра"]]
    answer = aigerim.post(page, {"file": SimpleUploadedFile("кесте.csv", write_csv(KK, rows))})
    assert "1 row could not be read" in answer.content.decode()
    before = [(row.weekday, row.number, row.subject_code, row.weeks) for row in timetable.slots_of(draft)]
    assert before == [(0, 1, "algebra", "even")]
    taken = aigerim.get(reverse("timetable_table", args=[draft]))
    body = b"".join(taken.streaming_content) if taken.streaming else taken.content
    assert len(read_table(body, "week.xlsx").rows) == 1
    upload = SimpleUploadedFile("week.xlsx", io.BytesIO(body).read())
    assert aigerim.post(page, {"file": upload}).status_code == 200
    assert [(row.weekday, row.number, row.subject_code, row.weeks) for row in timetable.slots_of(draft)] == before
    assert aigerim.post(page, {"file": SimpleUploadedFile("x.csv", b"\x00")}).status_code == 422
    saule = signed_in(cast.neighbour.director_id)
    assert saule.post(page, {"file": SimpleUploadedFile("x.csv", write_csv(KK, rows))}).status_code == 404
    assert saule.get(reverse("timetable_table", args=[draft])).status_code == 404
    assert aigerim.get(reverse("timetable_file", args=[uuid.uuid4()])).status_code == 404
