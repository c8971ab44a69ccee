"""The register's own interface tells what the token's holder may see, and is answered in words whatever is asked."""

import uuid

import pytest
from conftest import Cast
from django.test import Client

from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.access.models import Look
from shanyraq.spine.interface.rules.resources import RESOURCES
from shanyraq.spine.interface.tests.asking import BASE, get, ids, items, own_token, problem, service_token
from shanyraq.spine.registry.factories import START, a_limit, a_room, add_pupil, person
from shanyraq.spine.registry.models import Employment, Enrolment, Guardianship, Organisation, Person


@pytest.fixture
def secret(cast: Cast) -> str:
    return service_token(cast.school)


def test_a_service_token_reads_its_organisation_and_no_other(cast: Cast, secret: str) -> None:
    school = cast.school
    with system_scope("test"):
        room = a_room(school)
        a_room(cast.neighbour)
    people = {str(id) for id in (school.director_id, school.teacher_id, school.pupil_id, school.guardian_id)}
    assert ids(get(secret, "people")) == people
    assert ids(get(secret, "groups")) == {str(school.group_id)}
    assert ids(get(secret, "rooms")) == {str(room.id)}
    assert ids(get(secret, "buildings")) == {str(room.building_id)}
    for name in ("enrolments", "employments", "loads", "guardianships"):
        assert {each["organisation"] for each in items(get(secret, name))} == {str(school.organisation_id)}
    assert {each["code"] for each in items(get(secret, "territories", sort="-path"))} >= {"611010000"}
    assert 2026 in {each["year"] for each in items(get(secret, "school-years"))}
    for name, strange in (("people", cast.neighbour.pupil_id), ("groups", cast.neighbour.group_id)):
        assert problem(get(secret, f"{name}/{strange}")) == (404, "nothing")
    assert items(get(secret, "people", group=cast.neighbour.group_id)) == []
    assert get(secret, "token").json()["organisation"] == str(school.organisation_id)


def test_a_teacher_is_told_less_than_a_secretary(cast: Cast, secret: str) -> None:
    """Bolat's program sees his class and its guardians, and of colleagues the names."""
    school = cast.school
    with system_scope("test"):
        Person.objects.filter(id__in=[school.pupil_id, school.director_id, school.guardian_id]).update(
            phone="+77010000000", iin=None, birth_date=START
        )
        Person.objects.filter(id=school.pupil_id).update(iin="140701500009")
    kept = get(secret, f"people/{school.pupil_id}").json()
    assert (kept["iin"], kept["birth_date"], kept["phone"]) == ("140701500009", "2026-09-01", "+77010000000")
    bolat = own_token(school, "teacher")
    child = get(bolat, f"people/{school.pupil_id}").json()
    assert ("iin" in child, "birth_date" in child, child["phone"]) == (False, False, "+77010000000")
    colleague = get(bolat, f"people/{school.director_id}").json()
    assert {"phone", "iin", "birth_date", "sex"} & set(colleague) == set()
    assert get(bolat, f"people/{school.guardian_id}").json()["phone"] == "+77010000000"
    assert problem(get(bolat, "people", iin="140701500009")) == (403, "scope")
    assert all("rate" not in each for each in items(get(bolat, "employments")) if each["position"] == "director")


def test_dana_reads_her_own_child_and_no_other(cast: Cast) -> None:
    with system_scope("test"):
        add_pupil(cast.school, "Ахметова", "Айша")
    dana = own_token(cast.school, "guardian")
    assert ids(get(dana, "people")) == {str(cast.school.pupil_id), str(cast.school.guardian_id)}
    assert {each["person"] for each in items(get(dana, "enrolments"))} == {str(cast.school.pupil_id)}
    assert "iin" in get(dana, f"people/{cast.school.pupil_id}").json()


def test_as_of_a_day_and_the_whole_history(cast: Cast, secret: str) -> None:
    with system_scope("test"):
        row = Enrolment.objects.get(person=cast.school.pupil_id)
        Enrolment.objects.filter(id=row.id).update(valid_to="2026-10-10")
        Enrolment.objects.create(
            person=row.person, organisation=row.organisation, group=row.group, ground="moved", valid_from="2026-10-11"
        )
    grounds = [(each["ground"], each["valid_to"]) for each in items(get(secret, "enrolments", sort="valid_from"))]
    assert grounds == [("admitted", "2026-10-10"), ("moved", None)]
    for day, ground in (("2026-10-10", ["admitted"]), ("2026-10-11", ["moved"]), ("2026-08-31", [])):
        assert [each["ground"] for each in items(get(secret, "enrolments", on=day))] == ground


def test_a_protected_child_is_not_told(cast: Cast, secret: str) -> None:
    """Neither by id, nor by a filter, nor in the rows around the child; her own teacher sees her as on the pages."""
    child = cast.school.pupil_id
    with system_scope("test"):
        Person.objects.filter(id=child).update(protected=True)
    assert str(child) not in ids(get(secret, "people"))
    assert problem(get(secret, f"people/{child}")) == (404, "nothing")
    assert items(get(secret, "enrolments", person=child)) == []
    assert items(get(secret, "guardianships", child=child)) == []
    assert str(child) not in get(secret, "changes", organisation=cast.school.organisation_id).content.decode()
    assert get(own_token(cast.school, "teacher"), f"people/{child}").status_code == 200


def test_a_protected_employee_and_a_limited_guardian_are_left_out(cast: Cast, secret: str) -> None:
    with system_scope("test"):
        Person.objects.filter(id__in=[cast.school.director_id, cast.school.teacher_id]).update(protected=True)
        a_limit(cast.school)
    assert [each["class_teacher"] for each in items(get(secret, "groups"))] == [None]
    assert str(cast.school.director_id) not in get(secret, "employments").content.decode()
    assert items(get(secret, "guardianships")) == []


def test_an_office_reads_the_structure_and_no_child(cast: Cast) -> None:
    from shanyraq.spine.interface.actions.tokens import make_office_token
    from shanyraq.spine.interface.rules.scopes import OF_TERRITORY

    with system_scope("test"):
        secret = make_office_token(
            territory_path=cast.school.territory_path, name="oblast", scopes=OF_TERRITORY, days=9, purpose="map"
        )
    assert ids(get(secret, "groups")) == {str(cast.school.group_id), str(cast.neighbour.group_id)}
    assert all("class_teacher" not in each for each in items(get(secret, "groups")))
    assert problem(get(secret, "people")) == (403, "scope")
    told = items(get(secret, "changes", organisation=cast.school.organisation_id))
    assert {each["kind"] for each in told} == {"organisations", "groups"}


# --- pages of an answer ----------------------------------------------------------------------------------------------


def test_pages_neither_double_nor_lose_a_row_that_comes_between(cast: Cast, secret: str) -> None:
    with system_scope("test"):
        for number in range(7):
            add_pupil(cast.school, f"Оқушы{number}", "Айша")
    whole = [each["id"] for each in items(get(secret, "people", sort="name"))]
    found: list[str] = []
    cursor: dict[str, object] = {}
    while True:
        answer = get(secret, "people", sort="name", limit=3, **cursor)
        found += [each["id"] for each in items(answer)]
        if len(found) == 3:
            with system_scope("test"):
                add_pupil(cast.school, "Аааа", "Алдыңғы")  # before the place reached
        if answer.json()["next"] is None:
            break
        cursor = {"cursor": answer.json()["next"]}
    assert found == whole
    backwards = [each["id"] for each in items(get(secret, "people", sort="-name"))]
    assert backwards[:-1] == list(reversed(whole))


def test_a_cursor_continues_its_own_question_only(cast: Cast, secret: str) -> None:
    cursor = get(secret, "people", limit=1).json()["next"]
    assert problem(get(secret, "people", cursor=cursor, sort="name")) == (422, "elsewhere")
    assert problem(get(secret, "groups", cursor=cursor)) == (422, "elsewhere")
    assert problem(get(secret, "people", cursor=cursor[:-2])) == (400, "parameter")
    # Another organisation's token with a borrowed cursor sees its own rows.
    strange = service_token(cast.neighbour)
    seen = ids(get(strange, "people", limit=50, cursor=cursor))
    assert seen <= ids(get(strange, "people"))


def test_fields_and_an_answer_that_has_not_changed(cast: Cast, secret: str) -> None:
    answer = get(secret, "people", fields="id,family", limit=1)
    assert [set(each) for each in items(answer)] == [{"id", "family"}]
    again = get(secret, "people", {"If-None-Match": answer["ETag"]}, fields="id,family", limit=1)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    assert get(secret, "people", {"If-None-Match": answer["ETag"]}, fields="id", limit=1).status_code == 200


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("people", {"limit": "0"}), ("people", {"limit": "201"}), ("people", {"limit": "9" * 400}),
        ("people", {"limit": "٣"}), ("people", {"limit": ""}), ("people", {"cursor": ""}),
        ("people", {"cursor": "x" * 601}), ("people", {"cursor": "eyJhIjoxfQ:1:abc"}), ("people", {"cursor": "қ"}),
        ("people", {"organisation": "1"}), ("people", {"organisation": "' OR 1=1 --"}), ("people", {"family": "\x00"}),
        ("people", {"family": "а" * 81}), ("people", {"family": "\ud83d\x00"}), ("people", {"is_staff": "1"}),
        ("people", {"sort": "iin"}), ("people", {"fields": "password"}), ("people", {"page": "2"}),
        ("people", {"iin": "%00"}), ("groups", {"grade": "-1"}), ("groups", {"grade": "99999"}),
        ("groups", {"school_year": "1e3"}), ("enrolments", {"on": "2026-02-30"}), ("enrolments", {"on": "0001-01-01"}),
        ("enrolments", {"on": "2026-9-1"}), ("organisations", {"kind": "prison"}), ("changes", {}),
        ("changes", {"organisation": "x"}), ("organisations", {"under": "%\n"}), ("school-years", {"limit": "1"}),
    ],
)  # fmt: skip
def test_a_question_that_is_none_is_refused_with_the_place(secret: str, path: str, asked: dict[str, str]) -> None:
    said = {name: value.encode("utf-8", "replace") for name, value in asked.items()}
    answer = get(secret, path, **said)
    assert problem(answer) == (400, "parameter")
    [error] = answer.json()["errors"]
    assert error["reason"]
    assert error["name"] == (next(iter(asked)) if asked else "organisation")


def test_the_same_parameter_twice_and_strange_paths(secret: str) -> None:
    headers = {"Authorization": f"Bearer {secret}"}
    assert problem(Client().get(f"{BASE}/people?limit=1&limit=2", headers=headers)) == (400, "parameter")
    for path in ("people/1", "people/%00", "people/a/b", "pupils", "people/", f"people/{uuid.UUID(int=5)}", ""):
        assert problem(Client().get(f"{BASE}/{path}", headers=headers))[0] == 404, path


def test_words_are_in_the_readers_language(secret: str) -> None:
    said = {
        language: get(secret, "people", {"Accept-Language": language}, limit="0").json()["title"]
        for language in ("kk", "ru", "en", "de;q=0.9, *;q=0.1")
    }
    assert said["en"] == "A parameter cannot be read."
    assert len(set(said.values())) == 3
    assert said["de;q=0.9, *;q=0.1"] == said["kk"]
    assert get(secret, "people", {"Accept-Language": "ru"}, limit="0")["Content-Language"] == "ru"


def test_only_json_and_only_reading(secret: str) -> None:
    assert problem(get(secret, "people", {"Accept": "text/html"})) == (406, "form")
    assert get(secret, "people", {"Accept": "text/html, */*;q=0.1"}).status_code == 200
    for method in ("post", "put", "patch", "delete", "options"):
        answer = getattr(Client(), method)(f"{BASE}/people", headers={"Authorization": f"Bearer {secret}"})
        assert (problem(answer), answer["Allow"]) == ((405, "method"), "GET, HEAD")
    assert Client().head(f"{BASE}/people", headers={"Authorization": f"Bearer {secret}"}).status_code == 200


# --- who looked ------------------------------------------------------------------------------------------------------


def looks() -> set[tuple[str, str, str]]:
    with system_scope("test"):
        return {(str(row.actor_id), str(row.child_id), row.page) for row in Look.objects.all()}


def test_a_look_by_a_program_is_a_look(cast: Cast) -> None:
    """One child's record, and a list that tells more than names; a list of names is none, as on the pages."""
    school = cast.school
    bolat = own_token(school, "teacher", ["register.people"])
    get(bolat, "people")
    assert looks() == set()
    get(bolat, f"people/{school.pupil_id}")
    assert looks() == {(str(school.teacher_id), str(school.pupil_id), "interface")}
    secret = service_token(school, ["register.people", "register.identifiers"], answerable_id=school.director_id)
    get(secret, "people", fields="id,family")
    assert len(looks()) == 1
    get(secret, "people", limit=200)
    of_service = (str(school.director_id), str(school.pupil_id), "interface_service")
    assert looks() == {(str(school.teacher_id), str(school.pupil_id), "interface"), of_service}
    get(own_token(school, "guardian"), f"people/{school.pupil_id}")
    assert len(looks()) == 2


def test_a_look_by_oneroster_is_a_look(cast: Cast) -> None:
    """One person's object, and birth dates; a list of users is none, as a class list on a page."""
    school, at = cast.school, "/ims/oneroster/rostering/v1p2"
    secret = service_token(school, ["roster.readonly", "roster-demographics.readonly"], answerable_id=school.teacher_id)
    get(secret, f"{at}/users")
    get(secret, f"{at}/users/{school.guardian_id}")
    assert looks() == set()
    get(secret, f"{at}/demographics", filter=f"sourcedId='{school.director_id}'")
    assert looks() == set()
    get(secret, f"{at}/demographics")
    assert looks() == {(str(school.teacher_id), str(school.pupil_id), "interface_service")}


def test_reading_costs_the_same_however_many_rows(cast: Cast, secret: str) -> None:
    from shanyraq.kernel.testing.queries import count_queries

    get(secret, "people")
    with count_queries() as few:
        get(secret, "people")
    with system_scope("test"):
        for number in range(20):
            add_pupil(cast.school, f"Оқушы{number}", "Айша")
    with count_queries() as many:
        assert len(items(get(secret, "people"))) == 24
    assert many.number == few.number


def test_every_collection_has_words_for_the_page(db: None) -> None:
    from shanyraq.spine.interface.messages import COLLECTIONS, SCOPES
    from shanyraq.spine.interface.rules.scopes import SCOPES as NAMES

    assert set(COLLECTIONS) == {*RESOURCES, "school-years", "changes"}
    assert set(SCOPES) == set(NAMES)
    body = Client().get("/api/", headers={"Accept-Language": "en"}).content.decode()
    assert all(f"/{name}</code>" in body for name in COLLECTIONS)


def test_the_cast_stands(cast: Cast) -> None:
    """What is looked for above is there for who may see it."""
    with use_scope(cast.neighbour.scope("director")):
        assert Person.objects.filter(id=cast.neighbour.pupil_id).exists()
        assert Employment.objects.exists()
        assert Guardianship.objects.exists()
    assert Organisation.objects.count() == 2
    with system_scope("test"):
        assert person("А", "Б").id
