"""A program with a token reads its organisation and nothing else, and is always answered in words."""

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from conftest import Cast
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.interface.actions.tokens import make_token, revoke_token
from shanyraq.spine.interface.models import Token
from shanyraq.spine.interface.queries.kinds import COLLECTIONS
from shanyraq.spine.interface.queries.tokens import SCOPES

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
BASE = "/ims/oneroster/rostering/v1p2"


@pytest.fixture(autouse=True)
def monday() -> Iterator[Any]:
    cache.clear()
    with time_machine.travel(NOON, tick=False) as travel:
        yield travel


@pytest.fixture
def secret(cast: Cast) -> str:
    with use_scope(cast.school.scope("director")):
        return make_token(organisation_id=cast.school.organisation_id, name="LMS", scopes=SCOPES, days=30)


def get(secret: str, path: str, **asked: object) -> Any:
    return Client().get(f"{BASE}/{path}", asked, headers={"Authorization": f"Bearer {secret}"})


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200
    [rows] = answer.json().values()
    return [row["sourcedId"] for row in rows]


def test_each_collection_is_of_the_own_organisation(cast: Cast, secret: str) -> None:
    school = cast.school
    assert ids(get(secret, "orgs")) == ids(get(secret, "schools")) == [str(school.organisation_id)]
    assert ids(get(secret, "students")) == [str(school.pupil_id)]
    assert ids(get(secret, "teachers")) == [str(school.teacher_id)]
    people = {str(id) for id in (school.director_id, school.teacher_id, school.pupil_id, school.guardian_id)}
    assert set(ids(get(secret, "users"))) == set(ids(get(secret, "demographics"))) == people
    assert ids(get(secret, "classes")) == [str(school.group_id), f"{school.group_id}:algebra"]
    assert ids(get(secret, "courses")) == ["homeroom", "algebra"]
    assert ids(get(secret, "academicSessions"))[0] == "year-2026"
    seats = get(secret, "enrollments").json()["enrollments"]
    sitting = [(seat["role"], seat["user"]["sourcedId"], seat["class"]["sourcedId"]) for seat in seats]
    homeroom, algebra = str(school.group_id), f"{school.group_id}:algebra"
    assert sorted(sitting) == sorted(
        (role, str(who), where)
        for role, who in (("teacher", school.teacher_id), ("student", school.pupil_id))
        for where in (homeroom, algebra)
    )


def test_one_object_is_read_and_the_neighbours_is_not_there(cast: Cast, secret: str) -> None:
    user = get(secret, f"users/{cast.school.pupil_id}").json()["user"]
    assert (user["givenName"], user["grades"], user["roles"][0]["role"]) == ("Ержан", ["07"], "student")
    assert [agent["sourcedId"] for agent in user["agents"]] == [str(cast.school.guardian_id)]
    answer = get(secret, f"users/{cast.neighbour.pupil_id}")
    assert (answer.status_code, answer.json()["imsx_codeMajor"]) == (404, "failure")


def test_pages_order_filters_and_fields(cast: Cast, secret: str) -> None:
    answer = get(secret, "users", limit=1, offset=1, sort="givenName", orderBy="desc", fields="sourcedId,givenName")
    assert (answer["X-Total-Count"], answer.json()) == (
        "4", {"users": [{"sourcedId": str(cast.school.guardian_id), "givenName": "Дана"}]},
    )  # fmt: skip
    for name in ("first", "prev", "next", "last"):
        assert f'rel="{name}"' in answer["Link"]
    assert ids(get(secret, "users", filter="familyName='Сейтқали' AND roles.role='student'")) == [
        str(cast.school.pupil_id)
    ]
    found = set(ids(get(secret, "users", filter="givenName='Дана' OR givenName~'айге'")))
    assert found == {str(cast.school.guardian_id), str(cast.school.director_id)}
    assert ids(get(secret, "demographics", filter="sex!='female' AND sex!='male'")) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": "0"}, {"limit": "1001"}, {"limit": "x"}, {"offset": "-1"}, {"offset": "٣"}, {"sort": "password"},
        {"orderBy": "up"}, {"fields": "password"}, {"filter": "familyName=Omarova"}, {"filter": "iin='1'"},
        {"filter": "status='active' AND"}, {"filter": "status='a' XOR status='b'"}, {"filter": "a" * 1001},
        {"page": "2"},
    ],
)  # fmt: skip
def test_a_question_that_is_none_is_refused_in_words(secret: str, asked: dict[str, str]) -> None:
    answer = get(secret, "users", **asked)
    assert answer.status_code == 400
    assert answer.json()["imsx_description"]


def test_without_a_token_in_force_nothing_is_told(cast: Cast, secret: str, monday: Any) -> None:
    for headers in (
        {},
        {"Authorization": f"Basic {secret}"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer é"},
    ):
        answer = Client().get(f"{BASE}/users", headers=headers)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert get(secret + "x", "users").status_code == 401
    monday.shift(dt.timedelta(days=31))
    assert get(secret, "users").status_code == 401


def test_a_revoked_token_reads_nothing(cast: Cast, secret: str) -> None:
    with use_scope(cast.school.scope("director")):
        [token] = Token.objects.all()
        revoke_token(token_id=token.id)
    assert get(secret, "users").status_code == 401


def test_birth_dates_need_a_scope_of_their_own(cast: Cast) -> None:
    with use_scope(cast.school.scope("director")):
        secret = make_token(organisation_id=cast.school.organisation_id, name="LMS", scopes=["roster.readonly"], days=1)
    assert (get(secret, "users").status_code, get(secret, "demographics").status_code) == (200, 403)


def test_the_interface_only_reads(secret: str) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(), method)(f"{BASE}/users", headers={"Authorization": f"Bearer {secret}"})
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


def test_so_many_requests_a_minute_and_no_more(secret: str, settings: Any) -> None:
    settings.API_TOKEN_LIMIT = 3
    statuses = [get(secret, "orgs").status_code for _each in range(4)]
    assert statuses == [200] * 3 + [429]
    answer = get(secret, "orgs")
    assert (answer["Retry-After"], answer["RateLimit"]) == ("60", '"token";r=0;t=60')


def test_only_heads_give_tokens_and_only_of_their_own(cast: Cast) -> None:
    for role, organisation in (("teacher", cast.school), ("guardian", cast.school), ("director", cast.neighbour)):
        with use_scope(cast.school.scope(role)), pytest.raises(Denied):
            make_token(organisation_id=organisation.organisation_id, name="LMS", scopes=SCOPES, days=1)
    with use_scope(cast.school.scope("director")):
        for wrong in ({"name": " "}, {"scopes": []}, {"scopes": ["everything"]}, {"days": 0}, {"days": 400}):
            asked = {"name": "LMS", "scopes": SCOPES, "days": 1} | wrong
            with pytest.raises(Denied):
                make_token(organisation_id=cast.school.organisation_id, **asked)


def test_an_operator_gives_a_token(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("token", "--bin", "250340000028", "--name", "LMS")
    assert ids(get(capsys.readouterr().out.strip(), "orgs")) == [str(cast.school.organisation_id)]
    with system_scope("test"):
        assert [token.scopes for token in Token.objects.all()] == [["roster.readonly"]]
    with pytest.raises(CommandError):
        call_command("token", "--bin", "1", "--name", "LMS")
    with pytest.raises(CommandError):
        call_command("token", "--bin", "250340000028", "--name", " ")


# --- the description, and whatever anybody may send ------------------------------------------------------------------


def described() -> Any:
    answer = Client().get(f"{BASE}/openapi.json")
    assert answer.status_code == 200
    return answer.json()


def test_the_description_names_every_operation_once(db: None) -> None:
    paths = described()["paths"]
    assert set(paths) == {f"{BASE}/{name}" for name in COLLECTIONS} | {
        f"{BASE}/{name}/{{sourcedId}}" for name in COLLECTIONS
    }
    names = [each["get"]["operationId"] for each in paths.values()]
    assert len(set(names)) == len(names)


def test_objects_are_as_described(cast: Cast, secret: str) -> None:
    schemas = described()["components"]["schemas"]
    kinds = {"array": list, "string": str, "object": dict}
    for path, kind in COLLECTIONS.items():
        properties = schemas[kind.one]["properties"]
        for row in get(secret, path).json()[kind.many]:
            assert set(row) <= set(properties)
            assert [name for name, value in row.items() if not isinstance(value, kinds[properties[name]["type"]])] == []


TEXTS = st.text(max_size=40) | st.sampled_from(
    ["1", "0", "familyName", "status='active'", "a='b' OR", "asc", "sourcedId"]
)
ASKED = st.dictionaries(
    st.sampled_from(["limit", "offset", "sort", "orderBy", "filter", "fields"]) | st.text(max_size=8), TEXTS
)


@given_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(COLLECTIONS)), asked=ASKED, one=st.none() | st.text(max_size=60))
def test_whatever_is_asked_the_answer_is_a_declared_one(
    secret: str, name: str, asked: dict[str, str], one: str | None
) -> None:
    cache.clear()
    sourced_id = (one or "").replace("/", "").replace("?", "").replace("#", "")
    single = bool(sourced_id) and sourced_id not in (".", "..")
    answer = get(secret, f"{name}/{quote(sourced_id)}" if single else name, **asked)
    operation = described()["paths"][f"{BASE}/{name}/{{sourcedId}}" if single else f"{BASE}/{name}"]["get"]
    assert str(answer.status_code) in operation["responses"]
    body = json.loads(answer.content)
    assert (COLLECTIONS[name].one if single else COLLECTIONS[name].many) in body or body["imsx_codeMajor"] == "failure"


@given_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=60))
def test_whatever_key_is_brought_it_opens_nothing(cast: Cast, said: str) -> None:
    answer = Client().get(f"{BASE}/users/{uuid.UUID(int=1)}", headers={"Authorization": said})
    assert answer.status_code == 401
