"""Every list can be taken away as it stands on the screen: as many rows, no more said, and where it came from.

The walk finds the links by itself: a page that offers Excel and stands in no row of the table fails.
"""

import datetime as dt
import io
import re
import uuid
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

import shanyraq
from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.scope.apps import load
from shanyraq.kernel.testing.taken import source_of, taken_away
from shanyraq.learning.journal.factories import a_period_mark
from shanyraq.spine.access import middleware
from shanyraq.spine.access.factories import a_delegation, an_appointment, make_user
from shanyraq.spine.access.models import Appointment, User
from shanyraq.spine.access.queries import identity, scopes
from shanyraq.spine.care.factories import a_group, a_need
from shanyraq.spine.exchange.factories import a_line
from shanyraq.spine.exchange.models import Run
from shanyraq.spine.movement.factories import a_search, a_transfer
from shanyraq.spine.presence import api as presence
from shanyraq.spine.presence.factories import a_case
from shanyraq.spine.quality import api as quality
from shanyraq.spine.quality.factories import a_finding, a_snapshot
from shanyraq.spine.quality.models import Snapshot
from shanyraq.spine.registry.factories import (
    School,
    a_dispute,
    a_limit,
    a_protection,
    a_room,
    add_pupil,
    person,
)
from shanyraq.spine.registry.models import Employment, Person

load("factories")
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
DAY = NOON.date()
HOSTILE = "=HYPERLINK(1)"
ROWS = r'<li class="row-item[^"]*"'
CELLS = r"<tr><th scope=\"row\">"

Address = Callable[[School], str]
Counting = Callable[[str], int]


def many(pattern: str, *, within: str = "<main(.*)</main>") -> Counting:
    def count(body: str) -> int:
        [part] = re.findall(within, body, re.DOTALL)[:1] or [""]
        return len(re.findall(pattern, part))

    return count


def card(title: str, pattern: str) -> Counting:
    """What stands in the card of this title."""
    return many(pattern, within=rf'<h2 class="card-title">{title}</h2>(.*?)</section>')


def run_of(at: School) -> uuid.UUID:
    with system_scope("excel"):
        return Run.objects.filter(organisation_id=at.organisation_id).earliest("opened_at", "id").id


def snapshot_of(at: School) -> uuid.UUID:
    with system_scope("excel"):
        return Snapshot.objects.filter(organisation_id=at.organisation_id).earliest("id").id


LISTS: dict[tuple[str, str], tuple[str, Address, Counting]] = {
    ("report_rates", ""): ("director", lambda at: f"{reverse('report_rates')}?quarter=1", many(CELLS)),
    ("report_lists", ""): ("director", lambda at: f"{reverse('report_lists')}?quarter=1&kind=one4", many(CELLS)),
    ("report_moves", ""): (
        "director",
        lambda at: f"{reverse('report_moves')}?quarter=1",
        card("Сыныптар бойынша қозғалыс", CELLS),
    ),
    ("staff", ""): ("director", lambda at: reverse("staff"), many(CELLS)),
    ("class_list", ""): ("teacher", lambda at: reverse("class_list", args=[at.group_id]), many(CELLS)),
    ("groups", ""): ("director", lambda at: reverse("groups"), many('<a class="class-tile"')),
    ("group", ""): (
        "director",
        lambda at: reverse("group", args=[at.group_id]),
        many(ROWS, within='<ol class="rows class-list">(.*?)</ol>'),
    ),
    ("organisation", "classes"): (
        "director",
        lambda at: reverse("organisation", args=[at.organisation_id]),
        many(CELLS),
    ),
    ("organisation", "rooms"): (
        "director",
        lambda at: reverse("organisation", args=[at.organisation_id]),
        lambda body: sum(line.count(",") + 1 for line in re.findall(r'<span class="row-note">[^<]*: ([^<·]*)', body)),
    ),
    ("people", ""): ("director", lambda at: f"{reverse('people')}?q=сейт", many(ROWS)),
    ("family_papers", ""): ("director", lambda at: reverse("family_papers"), many(ROWS)),
    ("person_guardians", ""): (
        "director",
        lambda at: reverse("person_guardians", args=[at.pupil_id]),
        many('<div class="person-line">'),
    ),
    ("health_sheets", ""): ("nurse", lambda at: reverse("health_sheets"), many(CELLS)),
    ("class_care", ""): ("teacher", lambda at: reverse("class_care", args=[at.group_id]), many(CELLS)),
    ("needs", ""): ("director", lambda at: reverse("needs"), many(ROWS)),
    ("delegations", ""): ("director", lambda at: reverse("delegations"), many(ROWS)),
    ("movement", ""): (
        "director",
        lambda at: reverse("movement"),
        many(r'<a class="row-link" href="/movement/transfers/'),
    ),
    ("class_sizes", ""): ("director", lambda at: reverse("class_sizes"), many(CELLS)),
    ("missing_children", "schools"): (
        "office",
        lambda at: reverse("missing_children"),
        card("Мектептер бойынша", CELLS),
    ),
    ("missing_children", "late"): (
        "office",
        lambda at: reverse("missing_children"),
        card("Мерзімі өтіп кеткен іздеулер", CELLS),
    ),
    ("searches", ""): ("director", lambda at: reverse("searches"), many(ROWS)),
    ("rollover", ""): ("director", lambda at: reverse("rollover"), many(CELLS)),
    ("rollover_class", ""): ("director", lambda at: reverse("rollover_class", args=[at.group_id]), many(ROWS)),
    ("quality", ""): (
        "director",
        lambda at: f"{reverse('quality')}?rule=iin_missing",
        many(r'<a class="row-link" href="/quality/'),
    ),
    ("quality_schools", ""): ("office", lambda at: reverse("quality_schools"), many(CELLS)),
    ("snapshots", ""): ("director", lambda at: reverse("snapshots"), many('<div class="quality-line"')),
    ("snapshot", ""): (
        "director",
        lambda at: reverse("snapshot", args=[snapshot_of(at)]),
        many("<li><span>", within='<ul class="quality-numbers">(.*?)</ul>'),
    ),
    ("register_on", ""): ("director", lambda at: f"{reverse('register_on')}?day=2026-10-01", many(CELLS)),
    ("exchange", ""): ("director", lambda at: reverse("exchange"), many('href="/exchange/runs/')),
    ("exchange_run", ""): (
        "director",
        lambda at: reverse("exchange_run", args=[run_of(at)]),
        many('<p class="run-title">'),
    ),
    ("merge_desk", ""): ("director", lambda at: reverse("merge_desk"), many('href="/exchange/merging/')),
    ("structure", ""): ("office", lambda at: reverse("structure"), many(CELLS)),
    ("office", ""): ("office", lambda at: reverse("office"), card("Мектептер", CELLS)),
    ("cases", ""): ("director", lambda at: reverse("cases"), many(ROWS)),
}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    for kept in (scopes._kept, identity._kept, middleware._touched):
        kept.clear()
    cache.clear()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def lived(cast: Any) -> School:
    """A school about which every list has something to say, a hostile name among it; and the same next door."""
    for at in (cast.school, cast.neighbour):
        with system_scope("excel"), transaction.atomic():
            _live(at)
    return cast.school  # type: ignore[no-any-return]


def _live(at: School) -> None:
    """Two pupils more, one of whom is written twice; a case, searches, a transfer, papers, runs, snapshots."""
    add_pupil(at, HOSTILE, "Оқушы")
    crowd = [add_pupil(at, "Оспан", f"Оқушы{number}") for number in range(11)]
    twice = [add_pupil(at, "Сейтқали", "Дана"), add_pupil(at, "Сейтқали", "Дана")]
    Person.objects.filter(id__in=twice).update(birth_date=dt.date(2013, 5, 5))
    for make in (
        a_room,
        a_protection,
        a_limit,
        a_dispute,
        a_case,
        a_search,
        a_transfer,
        a_line,
        a_finding,
        a_group,
        a_need,
        a_period_mark,
    ):
        make(at)
    a_snapshot(at)
    a_delegation(at)
    came = presence.Entry(at=NOON - dt.timedelta(hours=4), says="in", source="test")
    words = [
        presence.Word(person_id=one, organisation_id=at.organisation_id, day=DAY, witness="gate", entries=(came,))
        for one in (at.pupil_id, *crowd)
    ]
    presence.testify(words=words, quietly=True)
    quality.look_again(organisation_id=at.organisation_id)


def signed_in(at: School, role: str) -> Client:
    client = Client()
    if role == "office":
        with system_scope("excel"):
            who = person("Қасымова", "Сандуғаш")
            Appointment.objects.filter(id=an_appointment(at).id).update(person=who)
            client.force_login(make_user(who.id))
    elif role == "nurse":
        with system_scope("excel"):
            nurse = person("Иманғалиева", "Шынар", organisation_id=at.organisation_id, is_staff=True)
            Employment.objects.create(
                person=nurse, organisation_id=at.organisation_id, position="nurse", valid_from=dt.date(2026, 9, 1)
            )
            client.force_login(make_user(nurse.id))
    else:
        who = getattr(at, f"{role}_id")
        client.force_login(User.objects.filter(person=who).first() or make_user(who))
    return client


def link_of(body: str, name: str) -> str:
    found = re.findall(r'<a class="btn" href="([^"]*)" data-excel="([^"]*)">', body)
    [address] = [address for address, said in found if said == name]
    return str(address).replace("&amp;", "&")


@pytest.mark.parametrize("which", LISTS, ids=" ".join)
def test_the_file_has_the_rows_of_the_screen(lived: School, which: tuple[str, str]) -> None:
    role, address, counted = LISTS[which]
    client = signed_in(lived, role)
    body = client.get(address(lived)).content.decode()
    where = address(lived).partition("?")[0] + link_of(body, which[1])
    answer = client.get(where)
    sheet = taken_away(answer)
    assert len(sheet.rows) == counted(body) > 0
    assert all(sheet.headers)
    source = source_of(answer)
    assert source[0].startswith("Дереккөз: Shanyraq · ")
    assert "23 қараша 2026" in source[0]
    for word in (str(one) for row in sheet.rows for one in row.cells if isinstance(one, str)):
        assert "<" not in word
        assert "Әбдіраш" not in word, "the neighbour's pupil"


def test_every_page_that_offers_excel_stands_in_the_table(lived: School) -> None:
    """Each template with the link belongs to an address that is walked above; the office's twins are named here."""
    twins = {
        "register_of_office.html": "register_on",
        "snapshots_of_office.html": "snapshots",
        "_people.html": "people",
    }
    root = Path(shanyraq.__file__).parent
    offering = {
        path.name for path in root.glob("*/*/templates/*/*.html") if re.search(r"{% excel[ %]", path.read_text("utf-8"))
    }
    walked: set[str] = set()
    for (name, _list), (role, address, _counted) in LISTS.items():
        answer = signed_in(lived, role).get(address(lived))
        assert resolve(address(lived).partition("?")[0]).url_name == name
        walked |= {Path(one.name).name for one in answer.templates if one.name}
    assert offering - walked - set(twins) == set()


@pytest.mark.parametrize(("name", "role"), [("register_on", "office"), ("snapshots", "office")])
def test_an_office_takes_numbers_away_and_no_child(lived: School, name: str, role: str) -> None:
    client = signed_in(lived, role)
    body = client.get(reverse(name)).content.decode()
    sheet = taken_away(client.get(reverse(name) + link_of(body, "")))
    assert len(sheet.rows) == many(CELLS)(body) >= 2


def test_filters_go_along_and_are_told(lived: School) -> None:
    client = signed_in(lived, "director")
    where = f"{reverse('staff')}?position=teacher&page=2"
    link = link_of(client.get(where).content.decode(), "")
    assert link == "?position=teacher&format=xlsx"
    answer = client.get(reverse("staff") + link)
    assert [row.cells[0] for row in taken_away(answer).rows] == ["Тілеуов Болат"]
    assert source_of(answer)[1] == "Сүзгілер: мұғалім"


def test_titles_are_in_the_readers_language(lived: School) -> None:
    client = signed_in(lived, "director")
    heads = {
        language: taken_away(
            client.get(reverse("groups"), {"format": "xlsx"}, headers={"Accept-Language": language})
        ).headers
        for language in ("kk", "ru", "en")
    }
    assert heads["kk"][0] == "Сынып"
    assert heads["ru"][0] == "Класс"
    assert heads["en"] == ("Class", "Language of instruction", "Shift", "Pupils", "Class teacher")


def test_a_hostile_name_stays_text(lived: School) -> None:
    answer = signed_in(lived, "teacher").get(reverse("class_list", args=[lived.group_id]), {"format": "xlsx"})
    assert any(f"{HOSTILE} Оқушы" in row.cells for row in taken_away(answer).rows)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_whom_a_court_protects_is_in_nobody_elses_file(lived: School) -> None:
    with system_scope("excel"):
        Person.objects.filter(id=lived.pupil_id).update(protected=True)
    where = reverse("family_papers")
    own = taken_away(signed_in(lived, "director").get(where, {"format": "xlsx"}))
    assert {str(row.cells[1]) for row in own.rows} == {"Сейтқали Ержан"}
    with system_scope("excel"):
        Employment.objects.filter(person=lived.director_id).update(position="deputy")
    scopes._kept.clear()
    others = taken_away(signed_in(lived, "director").get(where, {"format": "xlsx"}))
    assert others.rows == ()
