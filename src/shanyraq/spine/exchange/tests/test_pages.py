"""The secretary's desk in stories: a list is brought, shown, written, undone; nothing is lost on the way."""

import datetime as dt
import html
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.exchange.gateways.lists import read_lists
from shanyraq.spine.exchange.models import HeadingMap, Run
from shanyraq.spine.exchange.tests.lists import TODAY, workbook
from shanyraq.spine.registry.models import Person

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
HEAD = ["ФИО", "ИИН", "Дата рождения", "Пол", "Класс"]
ASEL = ["Серікова Әсел Нұрланқызы", "", "05.03.2014", "ж", "7 «Ә»"]
MARAT = ["Әлиев Марат", "150315500005", "15.03.2015", "м", "7Ә"]
WRONG = ["Қасым Арман", "150315500006", "15.03.2015", "м", "7Ә"]


@pytest.fixture(autouse=True)
def _noon(settings, tmp_path) -> Iterator[None]:
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    }
    with time_machine.travel(NOON, tick=False):
        yield


def signed_in(person_id) -> Client:
    with system_scope("test"):
        client = Client(headers={"accept-language": "en"})
        client.force_login(make_user(person_id), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def aigerim(cast) -> Client:
    return signed_in(cast.school.director_id)


def bring(client: Client, *rows, name: str = "тізім.xlsx", kind: str = "") -> str:
    """The list is brought; answers with the address that the desk leads to."""
    file = SimpleUploadedFile(name, workbook(Парақ=rows))
    answer = client.post("/exchange/", {"file": file, "kind": kind})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(text).replace("\u00a0", " ").replace("\u202f", " ").split())


def names(*given: str) -> set[str]:
    with system_scope("test"):
        return set(Person.objects.filter(given__in=given).values_list("given", flat=True))


def test_a_list_is_read_and_shown_and_only_then_written_and_undone(aigerim):
    run = bring(aigerim, HEAD, ASEL, MARAT, WRONG)
    said = shown(aigerim, run)
    assert "3 pupils: 2 new, 1 was refused." in said
    assert "Парақ · row 4" in said
    assert "The row as it stood ФИО Серікова Әсел Нұрланқызы Дата рождения 05.03.2014 Пол ж Класс 7 «Ә»" in said
    assert "IIN , 150315500006 : The last digit does not fit the others" in said
    assert names("Әсел", "Марат", "Арман") == set()
    aigerim.post(run, {"act": "apply"})
    assert "The rows stand in the register." in shown(aigerim, run)
    assert names("Әсел", "Марат", "Арман") == {"Әсел", "Марат"}
    aigerim.post(run, {"act": "undo"})
    assert names("Әсел", "Марат", "Арман") == set()


def test_the_same_list_again_changes_nothing(aigerim):
    aigerim.post(bring(aigerim, HEAD, MARAT), {"act": "apply"})
    assert "1 pupil: 1 stays as it is." in shown(aigerim, bring(aigerim, HEAD, MARAT))


def test_refused_rows_come_back_under_the_schools_own_headings_and_can_be_brought_again(aigerim):
    run = bring(aigerim, HEAD, MARAT, WRONG)
    answer = aigerim.get(f"{run}refused/")
    [table] = read_lists(answer.content, "a.xlsx", today=TODAY).tables
    assert [column.heading for column in table.columns] == [*HEAD, "Reason", "Where it stood"]
    [(_number, cells)] = table.lines
    assert cells[:5] == WRONG
    assert cells[6] == "Парақ: 3"
    assert table.is_understood


def test_an_unknown_heading_is_asked_once_and_remembered(aigerim, cast):
    rows = [[*HEAD, "Шифр"], [*MARAT, "x1"]]
    asked = bring(aigerim, *rows)
    assert asked.startswith("/exchange/headings/")
    said = shown(aigerim, asked)
    assert "F: Шифр" in said
    assert "In it stands: x1" in said
    again = aigerim.post(asked, {"t0-column5": "iin"})
    assert again.status_code == 422
    assert "is this already" in again.content.decode()
    run = aigerim.post(asked, {"t0-column5": "-"})["Location"]
    assert "1 pupil: 1 new." in shown(aigerim, run)
    with system_scope("test"):
        assert list(HeadingMap.objects.values_list("heading", "field")) == [("шифр", "")]
    assert bring(aigerim, *rows).startswith("/exchange/runs/")


def test_a_kind_that_nobody_can_tell_is_asked(aigerim):
    asked = bring(aigerim, HEAD[:4], MARAT[:4])
    run = aigerim.post(asked, {"t0-kind": "pupil"})["Location"]
    assert "Әлиев Марат" in shown(aigerim, run)


def test_somebody_of_the_same_name_is_asked_about_and_one_press_answers(aigerim):
    aigerim.post(bring(aigerim, HEAD, ASEL), {"act": "apply"})
    aigerim.post(bring(aigerim, ["Сынып", "Оқыту тілі"], ["7Б", "қазақ"]), {"act": "apply"})
    run = bring(aigerim, HEAD, [*ASEL[:4], "7Б"])
    page = aigerim.get(f"{run}?verdict=ask").content.decode()
    [number] = re.findall(r'name="number" value="(\d+)"', page)
    [same] = re.findall(r'value="(same:[0-9a-f-]+)"', page)
    assert "1 pupil: 1 asks you." in shown(aigerim, run)
    aigerim.post(run, {"act": "decide", "number": number, "decision": same})
    assert "1 pupil: 1 changes." in shown(aigerim, run)
    aigerim.post(run, {"act": "apply"})
    with system_scope("test"):
        assert [str(one.group) for one in Person.objects.filter(given="Әсел")] == ["7 «Б»"]
    assert aigerim.post(run, {"act": "decide", "number": number, "decision": "same:nobody"}).status_code == 404


def test_while_rows_are_written_the_page_shows_how_far_it_is_and_then_the_way_to_the_result(aigerim):
    run = bring(aigerim, HEAD, MARAT)
    with system_scope("test"):
        Run.objects.update(state="applying", done=1, total=4)
    whole = aigerim.get(run).content.decode()
    assert f'hx-get="{run}?part=progress" hx-trigger="every 2s"' in whole
    assert 'value="apply"' not in whole
    with system_scope("test"):
        Run.objects.update(state="applied")
    part = aigerim.get(f"{run}?part=progress").content.decode()
    assert "<html" not in part
    assert "every 2s" not in part
    assert "Show the result" in part


def test_what_cannot_be_undone_says_why(aigerim):
    run = bring(aigerim, HEAD, MARAT)
    aigerim.post(run, {"act": "undo"})
    assert "Only a file that was applied can be undone." in shown(aigerim, run)
    assert aigerim.post(run, {"act": "burn"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"PK\x03\x04 no", "damaged"),
        ("a.pdf", b"%PDF", "Only .xlsx and .csv files can be read."),
        ("a.csv", b"x;y\n1;2\n", "No row of a list was found in this file."),
    ],
)
def test_what_is_no_list_is_refused_in_words_at_the_field(aigerim, name, data, words):
    answer = aigerim.post("/exchange/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with system_scope("test"):
        assert not Run.objects.exists()


def test_a_template_is_handed_out(aigerim):
    answer = aigerim.get("/exchange/template/?kind=pupil")
    assert answer.content.startswith(b"PK")
    assert "Pupils.xlsx" in answer["Content-Disposition"]
    assert aigerim.get("/exchange/template/?kind=nothing").status_code == 404


def test_the_neighbours_run_and_upload_are_not_there(aigerim, cast):
    run = bring(aigerim, HEAD, MARAT)
    asked = bring(aigerim, [*HEAD, "Шифр"], [*MARAT, "x1"])
    stranger = signed_in(cast.neighbour.director_id)
    assert [stranger.get(address).status_code for address in (run, f"{run}refused/", asked)] == [404] * 3
    assert stranger.post(run, {"act": "apply"}).status_code == 404
    assert aigerim.get("/exchange/headings/?file=made-up").status_code == 404
    assert signed_in(cast.school.teacher_id).get("/exchange/").status_code == 404
