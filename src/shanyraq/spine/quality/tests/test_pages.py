"""The pages over HTTP: what each person gets, and what garbage does."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from shanyraq.kernel.figures.api import Level, Place, figure_of
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.testing.taken import source_of, taken_away
from shanyraq.spine.access import api as access
from shanyraq.spine.access.factories import an_appointment, make_user
from shanyraq.spine.access.models import Appointment
from shanyraq.spine.quality.models import Finding, Snapshot
from shanyraq.spine.quality.tests.story import REASON, accepted, finding, looked, moves_of, rules_open
from shanyraq.spine.registry.factories import TOWN, School, add_pupil, person
from shanyraq.spine.registry.models import Employment, Person

KEY = "first_october-2026"


def signed_in(person_id: uuid.UUID) -> Client:
    with system_scope("test account"):
        user_id = access.make_account(person_id=person_id, username=f"u{person_id.hex}")
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(get_user_model().objects.get(id=user_id))
    return client


def officer(at: School) -> Client:
    with system_scope("test"):
        who = person("Қасымова", "Сандуғаш")
        Appointment.objects.filter(id=an_appointment(at).id).update(person=who)
        user = make_user(who.id)
    client = Client()
    client.force_login(user)
    return client


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_director_looks_again_and_reads_the_questions(cast: Any) -> None:
    client = signed_in(cast.school.director_id)
    assert "Ержан" not in text_of(client.get(reverse("quality")))
    answer = client.post(reverse("quality_again"), follow=True)
    assert answer.status_code == 200
    assert "Сейтқали Ержан" in text_of(answer)
    assert "Why?" in text_of(answer)
    assert client.get(reverse("quality_again")).status_code == 405


def test_the_class_teacher_reads_the_own_class_only(cast: Any) -> None:
    looked(cast.school)
    shown = text_of(signed_in(cast.school.teacher_id).get(reverse("quality")))
    assert "Сейтқали Дана" in shown
    assert reverse("finding", args=[finding(cast.school, "no_building").id]) not in shown


@pytest.mark.parametrize("role", ["guardian", "pupil"])
def test_families_have_no_such_page(cast: Any, role: str) -> None:
    client = signed_in(getattr(cast.school, f"{role}_id"))
    for name in ("quality", "quality_schools", "snapshots", "register_on"):
        assert client.get(reverse(name)).status_code == 404


def test_a_question_is_accepted_on_its_page_and_nothing_typed_is_lost(cast: Any) -> None:
    looked(cast.school)
    one = finding(cast.school, "iin_missing")
    client = signed_in(cast.school.director_id)
    where = reverse("finding", args=[one.id])
    refused = client.post(where, {"reason": "солай", "until": "2026-12-31"})
    assert refused.status_code == 422
    assert "солай" in text_of(refused)
    assert 'value="2026-12-31"' in text_of(refused)
    assert client.post(where, {"reason": REASON, "until": "31.12.2026"}).status_code == 422
    assert client.post(where, {"reason": REASON, "until": "2026-12-31"}).status_code == 302
    assert finding(cast.school, "iin_missing").accepted_until == dt.date(2026, 12, 31)
    assert REASON in text_of(client.get(where))
    assert "iin_missing" not in rules_open(cast.school)


def test_filters_choose_and_garbage_chooses_nothing(cast: Any) -> None:
    looked(cast.school)
    client = signed_in(cast.school.director_id)
    one = reverse("finding", args=[finding(cast.school, "iin_missing").id])
    other = reverse("finding", args=[finding(cast.school, "no_building").id])
    page = reverse("quality")

    def shown(query: str) -> tuple[bool, bool]:
        body = text_of(client.get(f"{page}?{query}"))
        return one in body, other in body

    assert shown("rule=iin_missing") == (True, False)
    assert shown("owner=director") == (False, True)
    assert shown(f"group={cast.school.group_id}") == (True, False)
    assert shown("state=mended") == (False, False)
    for garbage in ("state=%00&rule='--&owner=<b>&group=1", f"group={uuid.UUID(int=5)}x", "rule=" + "x" * 9000):
        assert shown(garbage) == (True, True)
    assert shown(f"group={cast.neighbour.group_id}") == (False, False)


def test_the_file_holds_the_list_as_filtered(cast: Any) -> None:
    looked(cast.school)
    with system_scope("test"):
        Person.objects.filter(id=cast.school.pupil_id).update(family="=1+1")
    client = signed_in(cast.school.director_id)
    answer = client.get(reverse("quality") + "?rule=iin_missing&format=xlsx")
    sheet = taken_away(answer)
    rows = [row.cells for row in sheet.rows]
    assert len(rows) == 1
    assert "=1+1 Ержан" in rows[0]


def test_whose_whereabouts_are_protected_is_named_to_the_director_alone(cast: Any) -> None:
    looked(cast.school)
    with system_scope("test"):
        Person.objects.filter(id=cast.school.pupil_id).update(protected=True)
    assert "Ержан" in text_of(signed_in(cast.school.director_id).get(reverse("quality")))
    assert "Ержан" not in text_of(signed_in(cast.school.teacher_id).get(reverse("quality")))


def test_the_office_sees_counts_asks_and_the_heads_hear_of_it(cast: Any) -> None:
    looked(cast.school)
    client = officer(cast.school)
    body = text_of(client.get(reverse("quality_schools")))
    assert "№28" in body
    assert "Ержан" not in body
    assert client.get(reverse("quality")).status_code == 404
    asked = client.post(reverse("quality_schools"), {"school": str(cast.school.organisation_id)})
    assert asked.status_code == 302
    for garbage in ("", "x", str(uuid.UUID(int=9))):
        assert client.post(reverse("quality_schools"), {"school": garbage}).status_code == 404


def test_numbers_go_their_way_through_the_pages(cast: Any) -> None:
    director, office = signed_in(cast.school.director_id), officer(cast.school)
    made = director.post(reverse("snapshots"), {"campaign": KEY})
    with system_scope("test"):
        one = Snapshot.objects.get()
    where = reverse("snapshot", args=[one.id])
    assert made.headers["Location"] == where
    assert director.post(where, {"act": "accept"}).status_code == 422
    assert director.post(where, {"act": "nonsense"}).status_code == 422
    assert director.post(where, {"act": "submit", "ground": "Бұйрық"}).status_code == 302
    assert "Ержан" not in text_of(office.get(where))
    assert office.post(where, {"act": "return", "remark-girls": "Қайта қараңыз"}).status_code == 302
    assert "Қайта қараңыз" in text_of(director.get(where))
    assert director.post(where, {"act": "submit"}).status_code == 422
    assert director.post(reverse("snapshots"), {"campaign": KEY}).status_code == 302
    assert director.post(where, {"act": "submit"}).status_code == 302
    assert office.post(where, {"act": "accept"}).status_code == 302
    assert office.post(where, {"act": "accept"}).status_code == 422
    [source] = source_of(office.get(where, {"format": "xlsx"}))
    assert one.digest in source
    listed = text_of(office.get(reverse("snapshots")))
    assert where in listed


def test_garbage_prepares_nothing(cast: Any) -> None:
    client = signed_in(cast.school.director_id)
    for key in ("", "x" * 500, "end_of_year-2026", "../../etc"):
        assert client.post(reverse("snapshots"), {"campaign": key}).status_code == 302
    with system_scope("test"):
        assert Snapshot.objects.count() == 0


def test_the_register_as_of_a_day(cast: Any) -> None:
    client = signed_in(cast.school.director_id)
    where = reverse("register_on")
    assert "7 «Ә»" in text_of(client.get(f"{where}?day=2026-10-01"))
    assert "7 «Ә»" not in text_of(client.get(f"{where}?day=2026-08-01"))
    assert "Ержан" in text_of(client.get(f"{where}?day=2026-10-01&group={cast.school.group_id}"))
    for garbage in ("day=x", "day=2999-01-01", "day=0001-01-01", f"group={cast.neighbour.group_id}", "group=x"):
        assert client.get(f"{where}?{garbage}").status_code == 404
    body = text_of(officer(cast.school).get(where))
    assert "№28" in body
    assert "Ержан" not in body
    sheet = taken_away(client.get(where, {"format": "xlsx"}))
    assert [row.cells[0] for row in sheet.rows] == ["7 «Ә»"]


def test_lists_of_a_past_day_and_their_files(cast: Any) -> None:
    """Bolat's post ended in November: he stands in October's list, and not in today's."""
    with system_scope("test"):
        Employment.objects.filter(person=cast.school.teacher_id).update(valid_to=dt.date(2026, 11, 1))
    client = signed_in(cast.school.director_id)

    def names(query: str) -> list[Any]:
        sheet = taken_away(client.get(f"{reverse('register_on')}?{query}&format=xlsx"))
        return [row.cells[0] for row in sheet.rows]

    assert names("day=2026-10-01&group=staff") == ["Омарова Айгерім", "Тілеуов Болат"]
    assert names("group=staff") == ["Омарова Айгерім"]
    assert names(f"day=2026-10-01&group={cast.school.group_id}") == ["Сейтқали Ержан"]
    assert "Тілеуов Болат" in text_of(client.get(f"{reverse('register_on')}?day=2026-10-01&group=staff"))


def test_a_vanished_rule_leaves_the_pages_standing(cast: Any) -> None:
    """A finding of a rule that a later version has dropped is not shown and breaks nothing."""
    looked(cast.school)
    with system_scope("test"):
        one = finding(cast.school, "iin_missing")
        Finding.objects.filter(id=one.id).update(rule="no_such_rule")
    client = signed_in(cast.school.director_id)
    assert client.get(reverse("quality")).status_code == 200
    assert client.get(reverse("finding", args=[one.id])).status_code == 404


def test_the_number_opens_for_the_school_and_stays_a_number_for_the_office(cast: Any) -> None:
    looked(cast.school)
    where = reverse("figure", args=["questions"])
    of_school = f"{where}?level=organisation&place={cast.school.organisation_id}&day=2026-11-23"
    of_class = f"{where}?level=group&place={cast.school.group_id}&day=2026-11-23"
    assert "Сейтқали Ержан" in text_of(signed_in(cast.school.director_id).get(of_school))
    teacher = signed_in(cast.school.teacher_id)
    assert "Сейтқали Ержан" in text_of(teacher.get(of_class))
    assert "Ержан" not in text_of(teacher.get(of_school))
    office = officer(cast.school)
    for address in (of_school, of_class, f"{where}?level=territory&place={TOWN}&day=2026-11-23"):
        answer = office.get(address)
        assert answer.status_code == 200
        assert "Ержан" not in text_of(answer)
    assert signed_in(cast.neighbour.director_id).get(of_school).status_code == 404


def test_the_figure_counts_what_was_open_on_a_day(cast: Any) -> None:
    looked(cast.school)
    with system_scope("test"):
        Finding.objects.filter(rule="iin_missing").update(
            opened_on=dt.date(2026, 11, 2), state="mended", closed_on=dt.date(2026, 11, 10)
        )
        place = Place(Level.ORGANISATION, str(cast.school.organisation_id))
        days = [dt.date(2026, 11, day) for day in (1, 2, 9, 10, 23)]
        line = figure_of("questions").series(place, days)
        each = [figure_of("questions").value(place, day) for day in days]
    assert [value.numerator for value in line] == [value.numerator for value in each] == [0, 1, 1, 0, 5]


def test_an_acceptance_is_taken_back_on_its_page(cast: Any) -> None:
    looked(cast.school)
    one = accepted(cast.school, "iin_missing")
    where = reverse("finding", args=[one.id])
    teacher = signed_in(cast.school.teacher_id)
    teacher.post(where, {"back": "1"})
    assert finding(cast.school, "iin_missing").state == "accepted"
    client = signed_in(cast.school.director_id)
    assert client.post(where, {"back": "1"}).status_code == 302
    assert "iin_missing" in rules_open(cast.school)
    assert moves_of(one) == ["opened", "accepted", "reopened"]
    client.post(where, {"back": "1"})
    assert moves_of(one) == ["opened", "accepted", "reopened"]


def test_alike_people_are_shown_side_by_side_to_the_keepers_alone(cast: Any) -> None:
    born = dt.date(2013, 5, 1)
    twin = add_pupil(cast.school, "СЕЙТКАЛИ", "ержан")
    with system_scope("test"):
        Person.objects.filter(id__in=[twin, cast.school.pupil_id]).update(birth_date=born)
    looked(cast.school)
    where = reverse("finding", args=[finding(cast.school, "people_alike").id])
    body = text_of(signed_in(cast.school.director_id).get(where))
    assert "СЕЙТКАЛИ ержан" in body
    assert "Сейтқали Ержан" in body
    assert "СЕЙТКАЛИ ержан" not in text_of(signed_in(cast.school.teacher_id).get(where))
