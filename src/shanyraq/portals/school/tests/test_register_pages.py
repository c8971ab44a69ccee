"""The register's screens in a school: search, card, class list, staff list, passport, court papers, lent rights."""

import datetime as dt

import pytest
from django.urls import reverse

from shanyraq.campus.gates.factories import a_passage
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.testing.taken import taken_away
from shanyraq.spine.access.models import Delegation, Look
from shanyraq.spine.presence.factories import a_case
from shanyraq.spine.registry.factories import START, a_limit, a_room, add_pupil, models, person


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sheet_of(answer) -> list[tuple]:
    """The rows under the heading."""
    assert answer.status_code == 200
    return [row.cells for row in taken_away(answer).rows]


def test_a_search_tells_who_and_where_and_answers_a_fragment_as_one_types(cast, browser):
    director = browser(cast.school.director_id)
    page = text_of(director.get(reverse("people"), {"q": "ержан"}))
    assert "Сейтқали Ержан" in page
    assert "№28, 7 «Ә»" in page
    part = text_of(director.get(reverse("people"), {"q": "28"}, headers={"HX-Request": "true", "HX-Target": "found"}))
    assert "<html" not in part
    assert reverse("organisation", args=[cast.school.organisation_id]) in part
    stranger = text_of(director.get(reverse("people"), {"q": "29"}))
    assert "№29" in stranger
    assert reverse("organisation", args=[cast.neighbour.organisation_id]) not in stranger  # no door that is closed


def test_a_look_at_a_childs_card_is_logged_and_the_director_reads_who_looked(cast, browser):
    card = reverse("person", args=[cast.school.pupil_id])
    text_of(browser(cast.school.teacher_id).get(card))
    page = text_of(browser(cast.school.director_id).get(card))
    assert "Who looked" in page
    assert "Тілеуов Болат" in page
    assert set(Look.objects.filter(child_id=cast.school.pupil_id).seen_by_system().values_list("actor_id", "page")) == {
        (cast.school.teacher_id, "person"),
        (cast.school.director_id, "person"),
    }
    family = text_of(browser(cast.school.guardian_id).get(reverse("family_looks", args=[cast.school.pupil_id])))
    assert "Тілеуов Болат" in family


def test_a_teachers_card_has_the_posts_and_the_loads(cast, browser):
    page = text_of(browser(cast.school.director_id).get(reverse("person", args=[cast.school.teacher_id])))
    assert "Teacher, №28" in page
    assert "7 «Ә»: 3 h a week" in page


@pytest.mark.parametrize(
    ("order", "first"), [("name", "Ахметова Сая"), ("-name", "Сейтқали Ержан"), ("birth", "Сейтқали Ержан")]
)
def test_the_class_list_is_ordered_and_taken_away_as_it_stands(cast, browser, order, first):
    with system_scope("test"):
        younger = add_pupil(cast.school, "Ахметова", "Сая")
        models.Person.objects.filter(id=younger).update(birth_date=dt.date(2014, 2, 1))
        models.Person.objects.filter(id=cast.school.pupil_id).update(birth_date=dt.date(2013, 5, 4))
        models.Person.objects.filter(id=cast.school.guardian_id).update(phone="+77011234567")
    url = reverse("class_list", args=[cast.school.group_id])
    teacher = browser(cast.school.teacher_id)
    page = text_of(teacher.get(url, {"order": order}))
    assert page.index(first) < min(page.index(name) for name in ("Ахметова Сая", "Сейтқали Ержан") if name != first)
    rows = sheet_of(teacher.get(url, {"order": order, "format": "xlsx"}))
    assert [row[0] for row in rows] == [1, 2]
    assert rows[0][1] == first
    dana = next(row[4] for row in rows if row[1] == "Сейтқали Ержан")
    assert dana.startswith("Сейтқали Дана (mother), +7")
    assert "Сейтқали Ержан" in text_of(teacher.get(url, {"print": ""}))


def test_the_class_list_is_of_those_who_teach_lead_or_keep_it(cast, browser):
    url = reverse("class_list", args=[cast.school.group_id])
    got = {who: browser(getattr(cast.school, f"{who}_id")).get(url).status_code for who in ("director", "guardian")}
    assert got == {"director": 200, "guardian": 404}
    assert browser(cast.neighbour.director_id).get(url).status_code == 404


def test_the_staff_list_as_filtered_is_the_sheet_as_filtered(cast, browser, employ):
    employ("librarian")
    director = browser(cast.school.director_id)
    assert {row[0] for row in sheet_of(director.get(reverse("staff"), {"format": "xlsx"}))} == {
        "Омарова Айгерім",
        "Тілеуов Болат",
        "Жақыпова Мәншүк",
    }
    for asked in ({"position": "teacher"}, {"subject": "algebra"}):
        page = text_of(director.get(reverse("staff"), asked))
        assert ("Тілеуов Болат" in page, "Жақыпова Мәншүк" in page) == (True, False)
        [row] = sheet_of(director.get(reverse("staff"), asked | {"format": "xlsx"}))
        assert (row[0], row[1], row[3]) == ("Тілеуов Болат", "teacher", 3)
    assert "Nobody fits" in text_of(director.get(reverse("staff"), {"position": "<script>"}))
    assert browser(cast.school.teacher_id).get(reverse("staff")).status_code == 404


def test_the_passport_tells_rooms_posts_and_classes_as_numbers(cast, browser):
    with system_scope("test"):
        a_room(cast.school)
        models.Organisation.objects.filter(id=cast.school.organisation_id).update(capacity=600, shifts=2)
    url = reverse("organisation", args=[cast.school.organisation_id])
    page = text_of(browser(cast.school.director_id).get(url))
    for words in ("А корпусы", "Classroom: 204", "600 places", "Director: 1", "Teacher: 1", "7 «Ә»"):
        assert words in page, words
    assert "Сейтқали" not in page
    assert browser(cast.neighbour.director_id).get(url).status_code == 404


ORDER = {"act": "protect", "protect-order_number": "5-17/2026", "protect-order_date": "2026-11-20"}


def test_the_director_protects_and_the_secretary_sees_neither_the_child_nor_the_form(cast, browser, employ):
    url = reverse("person_family", args=[cast.school.pupil_id])
    secretary = browser(employ("secretary").id)
    assert "act" in text_of(secretary.get(url))
    assert "protect-order_number" not in text_of(secretary.get(url))
    assert secretary.post(url, ORDER).status_code == 404
    director = browser(cast.school.director_id)
    assert director.post(url, ORDER | {"protect-order_number": " "}).status_code == 422
    assert director.post(url, ORDER | {"protect-order_date": "2026-12-20"}).status_code == 422
    assert director.post(url, ORDER).status_code == 302
    assert "5-17/2026" in text_of(director.get(url))
    assert secretary.get(url).status_code == 404
    with system_scope("test"):
        assert models.Person.objects.get(id=cast.school.pupil_id).protected


@pytest.mark.parametrize("role", ["deputy", "secretary", "guard", "librarian"])
def test_no_list_page_names_a_protected_child_to_those_who_may_not(cast, browser, employ, role):
    with system_scope("test"):
        a_case(cast.school)
        a_passage(cast.school)
    addresses = {
        "people": reverse("people") + "?q=сейтқали",
        "groups": reverse("groups"),
        "group": reverse("group", args=[cast.school.group_id]),
        "class_list": reverse("class_list", args=[cast.school.group_id]),
        "sheet": reverse("class_list", args=[cast.school.group_id]) + "?format=xlsx",
        "sign-in sheets": reverse("class_invitations", args=[cast.school.group_id]),
        "school": reverse("school"),
        "cases": reverse("cases"),
        "gates": reverse("gates"),
        "staff": reverse("staff"),
        "passport": reverse("organisation", args=[cast.school.organisation_id]),
        "figure": reverse("figure", args=["attendance"]) + f"?level=group&place={cast.school.group_id}",
        "history": reverse("history") + "?of=organisation",
        "card": reverse("person", args=[cast.school.pupil_id]),
        "day": reverse("child_day", args=[cast.school.pupil_id, "2026-11-23"]),
        "diary": reverse("diary", args=[cast.school.pupil_id]),
        "lent": reverse("delegations"),
    }
    reader = browser(employ(role).id)

    def naming() -> set[str]:
        found = set()
        for name, url in addresses.items():
            answer = reader.get(url)
            assert answer.status_code < 500, url
            if answer.status_code == 200 and name == "sheet":
                found |= {name} if "Сейтқали" in str(sheet_of(answer)) else set()
            elif "Сейтқали" in answer.content.decode():
                found.add(name)
        return found

    before = naming()
    with system_scope("test"):
        models.Person.objects.filter(id=cast.school.pupil_id).update(protected=True)
    assert naming() == set()
    assert before or role == "librarian"


def test_a_limit_and_a_dispute_are_written_from_the_page_and_lifted_there(cast, browser):
    url = reverse("person_family", args=[cast.school.pupil_id])
    director = browser(cast.school.director_id)
    limit = {
        "act": "limit", "limit-guardian": str(cast.school.guardian_id), "limit-forbids": "everything",
        "limit-ground": "сот шешімі",
        "limit-document_number": "2-841", "limit-valid_from": "2026-11-23",
    }  # fmt: skip
    assert director.post(url, limit | {"limit-guardian": str(cast.neighbour.guardian_id)}).status_code == 422
    assert director.post(url, limit).status_code == 302
    page = text_of(director.get(url))
    assert ("2-841" in page, "kept away by a court" in page) == (True, True)
    with system_scope("test"):
        made = models.CustodyLimit.objects.get()
    assert director.post(url, {"act": f"end-{made.id}", f"end-{made.id}-ground": "күші жойылды"}).status_code == 302
    assert director.post(url, {"act": "open_dispute", "open_dispute-ground": "дау"}).status_code == 302
    assert "dispute" in text_of(director.get(url))
    assert director.post(url, {"act": "lift_dispute", "lift_dispute-ground": "татуласты"}).status_code == 302
    assert director.post(url, {"act": "nothing"}).status_code == 404
    with system_scope("test"):
        made.refresh_from_db()
        assert made.valid_to == dt.date(2026, 11, 23)
        assert models.GuardianshipDispute.objects.get().lifted_because == "татуласты"


def test_the_card_says_whom_a_court_keeps_away_and_hides_the_telephone(cast, browser):
    with system_scope("test"):
        models.Person.objects.filter(id=cast.school.guardian_id).update(phone="+77011234567")
        a_limit(cast.school)
    page = text_of(browser(cast.school.teacher_id).get(reverse("person", args=[cast.school.pupil_id])))
    assert ("kept away by a court" in page, "tel:" in page) == (True, False)


def test_the_director_lends_the_right_and_takes_it_back(cast, browser):
    director, bolat = browser(cast.school.director_id), browser(cast.school.teacher_id)
    url = reverse("delegations")
    lend = {
        "person": str(cast.school.teacher_id), "ground": "бұйрық № 12", "valid_from": "2026-11-23",
        "valid_to": "2026-12-31",
    }  # fmt: skip
    assert director.post(url, lend | {"person": str(cast.neighbour.teacher_id)}).status_code == 422
    assert director.post(url, lend | {"valid_to": "2026-11-01"}).status_code == 422
    assert bolat.get(reverse("staff")).status_code == 404
    assert director.post(url, lend).status_code == 302
    assert "Тілеуов Болат" in text_of(director.get(url))
    assert bolat.get(reverse("staff")).status_code == 200
    assert bolat.get(url).status_code == 404  # a lent right is not lent on
    with system_scope("test"):
        lent = Delegation.objects.get()
    assert director.post(reverse("withdraw_delegation", args=[lent.id])).status_code == 302
    assert bolat.get(reverse("staff")).status_code == 404


def test_the_history_of_a_card_names_former_guardians_and_stays(cast, browser):
    with system_scope("test"):
        aunt = person("Нұрова", "Гүлжан")
        models.Guardianship.objects.create(
            child_id=cast.school.pupil_id, guardian=aunt, organisation_id=cast.school.organisation_id,
            relation="trustee", valid_from=START, valid_to=START,
        )  # fmt: skip
    page = text_of(browser(cast.school.director_id).get(reverse("person", args=[cast.school.pupil_id])))
    assert page.index("Сейтқали Дана") < page.index("Нұрова Гүлжан")
    assert "№28, 7 «Ә»" in page
