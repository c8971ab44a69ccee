"""Files beside a homework: hostile names and kinds, whose they are, and what a family takes; codes of objectives."""

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.actions.files import attach_file, withdraw_file
from shanyraq.learning.journal.factories import lesson_on
from shanyraq.learning.journal.models import HomeworkFile, Lesson
from shanyraq.learning.journal.rules.files import FileFault, fault_of, name_of
from shanyraq.learning.journal.rules.objectives import codes_of
from shanyraq.learning.journal.tests.test_pages import signed_in

PDF = b"%PDF-1.7 \xd0\xb5\xd1\x81\xd0\xb5\xd0\xbf"


@pytest.fixture
def lesson(cast: Any) -> Lesson:
    with system_scope("a lesson of today"):
        found = lesson_on(cast.school, clock.today())
        journal.write_lesson(lesson_id=found.id, topic="Көпмүшелер", homework="№ 4")
        return found


def test_a_file_waits_for_its_homework(cast: Any) -> None:
    with system_scope("a lesson without an entry"):
        bare = lesson_on(cast.school, clock.today(), 2)
    with use_scope(cast.school.scope("teacher")), pytest.raises(Denied):
        attach_file(lesson_id=bare.id, name="a.pdf", data=PDF)


@pytest.mark.parametrize(
    ("brought", "kept"),
    [
        ("Есептер 7-сынып.pdf", "Есептер 7-сынып.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a\\тест.DOCX", "тест.docx"),
        ("a\u202efdp.exe", "afdp.exe"),
        (".pdf", "pdf"),
        ("..", "-"),
        ("", "-"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("ж" * 400 + ".pdf", "ж" * 120 + ".pdf"),
        ('<img src=x onerror="1">.png', "img src=x onerror=1.png"),
        ("con .pdf .", "con.pdf"),
    ],
)
def test_a_name_is_kept_without_what_deceives(brought: str, kept: str) -> None:
    assert name_of(brought) == kept


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.pdf", PDF, None),
        ("a.txt", "Оқу мақсаты".encode(), None),
        ("a.pdf", b"", FileFault.EMPTY),
        ("a.pdf", PDF + b"x" * 100, FileFault.TOO_BIG),
        ("a.exe", b"MZ\x90", FileFault.KIND),
        ("a.html", b"<script>", FileFault.KIND),
        ("a.svg", b"<svg onload=alert(1)>", FileFault.KIND),
        ("pdf", PDF, FileFault.KIND),
        ("a.pdf", b"MZ\x90", FileFault.PRETENDS),
        ("a.docx", PDF, FileFault.PRETENDS),
        ("a.pdf.png", PDF, FileFault.PRETENDS),
        ("a.txt", b"MZ\x00\x00", FileFault.PRETENDS),
    ],
)
def test_a_file_is_what_its_name_says_or_is_not_taken(name: str, data: bytes, fault: FileFault | None) -> None:
    assert fault_of(name, data, most_bytes=len(PDF) + 50) == fault


def take(client: Client, file_id: object) -> Any:
    return client.get(reverse("homework_file", args=[file_id]))


def test_bolat_gives_a_file_and_only_his_class_takes_it(cast: Any, lesson: Lesson) -> None:
    at = cast.school
    bolat, dana = signed_in(at.teacher_id), signed_in(at.guardian_id)
    address = reverse("lesson_files", args=[lesson.id])
    brought = SimpleUploadedFile("../Есептер.pdf", PDF, content_type="text/html")
    assert bolat.post(address, {"file": brought}).status_code == 302
    row = HomeworkFile.objects.seen_by_system().get()
    assert (row.name, row.size, row.added_by) == ("Есептер.pdf", len(PDF), at.teacher_id)
    assert "Есептер.pdf" in bolat.get(reverse("lesson", args=[lesson.id])).content.decode()
    taken = take(dana, row.id)
    assert (b"".join(taken.streaming_content), taken["Content-Type"]) == (PDF, "application/octet-stream")
    assert taken["Content-Disposition"].startswith("attachment")
    for person in (cast.neighbour.guardian_id, cast.neighbour.teacher_id, cast.neighbour.director_id):
        stranger = signed_in(person)
        assert take(stranger, row.id).status_code == 404
        assert stranger.post(address, {"withdraw": str(row.id)}).status_code == 404
    assert dana.post(address, {"withdraw": str(row.id)}).status_code == 404
    assert bolat.post(address, {"withdraw": str(row.id)}).status_code == 302
    assert (take(dana, row.id).status_code, default_storage.exists(row.path)) == (404, False)
    assert bolat.post(address, {"withdraw": "../x"}).status_code == 404


def test_what_the_house_does_not_take_is_refused_in_words(cast: Any, lesson: Lesson) -> None:
    bolat = signed_in(cast.school.teacher_id)
    address = reverse("lesson_files", args=[lesson.id])
    answer = bolat.post(address, {"file": SimpleUploadedFile("a.exe", b"MZ")}, follow=True)
    assert "Мұндай файл қабылданбайды" in answer.content.decode()
    with use_scope(cast.school.scope("teacher")):
        for number in range(5):
            attach_file(lesson_id=lesson.id, name=f"{number}.pdf", data=PDF)
        with pytest.raises(Denied):
            attach_file(lesson_id=lesson.id, name="6.pdf", data=PDF)
        files = journal.files_of_lessons([lesson.id])[lesson.id]
        assert [file.name for file in files] == ["0.pdf", "1.pdf", "2.pdf", "3.pdf", "4.pdf"]
    with use_scope(cast.neighbour.scope("teacher")):
        with pytest.raises(Hidden):
            attach_file(lesson_id=lesson.id, name="a.pdf", data=PDF)
        with pytest.raises(Hidden):
            withdraw_file(file_id=files[0].id)


def test_codes_of_objectives_stand_with_the_topic(cast: Any, lesson: Lesson) -> None:
    assert codes_of(" 7.2.1.4;7.2.1.5, 7.2.1.4 ") == ("7.2.1.4", "7.2.1.5")
    assert [codes_of(text) for text in ("", "7", "7.2.1.4.9", "x.1.2", "७.2.1.4")] == [(), None, None, None, None]
    with use_scope(cast.school.scope("teacher")):
        first = journal.write_lesson(
            lesson_id=lesson.id, topic="Көпмүше", homework="№ 5", objectives="7.2.1.4 7.2.1.5", anew=True
        )
        journal.write_lesson(lesson_id=lesson.id, topic="Көпмүшелер", homework="№ 5", based_on=first)
        assert journal.lesson(lesson.id).objectives == "7.2.1.4, 7.2.1.5"  # type: ignore[union-attr]
        with pytest.raises(Denied):
            journal.write_lesson(lesson_id=lesson.id, topic="x", homework="", objectives="мақсат", anew=True)
