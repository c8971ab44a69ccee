"""A token is no wider than its holder, and is out the moment the holder is."""

import datetime as dt
from typing import Any

import pytest
from conftest import Cast
from django.core.management import call_command
from django.test import Client

from shanyraq.config.settings import CACHES
from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.actions.models import HistoryEntry
from shanyraq.kernel.events.delivery import drain
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.access.models import User
from shanyraq.spine.interface.actions.tokens import (
    MOST_AT_ONCE,
    make_office_token,
    make_own_token,
    make_token,
    revoke_token,
)
from shanyraq.spine.interface.models import Token
from shanyraq.spine.interface.policies import offered_to
from shanyraq.spine.interface.rules.scopes import OF_ORGANISATION, OF_REGISTER
from shanyraq.spine.interface.tests.asking import BASE, get, own_token, problem, scope_today, service_token
from shanyraq.spine.registry.models import Employment, Guardianship

YESTERDAY = dt.date(2026, 11, 22)


def test_scopes_are_no_wider_than_the_rights(cast: Cast) -> None:
    offered = {
        role: offered_to(scope_today(cast.school, role)) for role in ("director", "teacher", "guardian", "pupil")
    }
    assert offered["director"] == OF_REGISTER
    contacts = ("register.structure", "register.people", "register.contacts", "register.guardianships")
    assert offered["teacher"] == contacts
    assert set(offered["guardian"]) == {*contacts, "register.identifiers"}
    assert offered["pupil"] == ("register.structure", "register.people")
    with use_scope(scope_today(cast.school, "teacher")):
        for wide in (["register.identifiers"], ["register.changes"], ["roster.readonly"], [], ["everything"]):
            with pytest.raises(Denied):
                make_own_token(name="script", scopes=wide, days=1)


def test_a_token_ends_with_the_post(cast: Cast, monday: Any) -> None:
    """Bolat's employment ended yesterday: his token is out, although the token's own days are not over."""
    secret = own_token(cast.school, "teacher")
    assert get(secret, "groups").status_code == 200
    with system_scope("test"):
        Employment.objects.filter(person=cast.school.teacher_id).update(valid_to=YESTERDAY)
        access.rights_changed(person_ids=[cast.school.teacher_id])
    assert problem(get(secret, "groups")) == (401, "token")


def test_the_last_day_of_a_post_is_the_last_day_of_its_token(cast: Cast, monday: Any) -> None:
    secret = own_token(cast.school, "teacher")
    with system_scope("test"):
        Employment.objects.filter(person=cast.school.teacher_id).update(valid_to=clock.today())
    assert get(secret, "groups").status_code == 200
    monday.shift(dt.timedelta(days=1))
    assert get(secret, "groups").status_code == 401


def test_a_new_post_makes_no_old_token_wider(cast: Cast) -> None:
    """Dana becomes secretary of the school: her family's token still reads the family."""
    secret = own_token(cast.school, "guardian")
    with system_scope("test"):
        Employment.objects.create(
            person_id=cast.school.guardian_id, organisation_id=cast.school.organisation_id, position="secretary",
            valid_from=YESTERDAY,
        )  # fmt: skip
        access.rights_changed(person_ids=[cast.school.guardian_id])
    assert len(get(secret, "people").json()["items"]) == 2
    assert len(get(own_token(cast.school, "guardian"), "people").json()["items"]) == 4
    with system_scope("test"):
        Guardianship.objects.update(valid_to=YESTERDAY)
        access.rights_changed(person_ids=[cast.school.guardian_id])
    assert get(secret, "people").status_code == 401


@pytest.mark.parametrize("how", ["expired", "revoked", "locked", "invented", "cut", "of another house"])
def test_a_token_that_is_none_is_refused(cast: Cast, monday: Any, how: str) -> None:
    secret = own_token(cast.school, "teacher")
    if how == "expired":
        monday.shift(dt.timedelta(days=31))
    elif how == "revoked":
        with use_scope(scope_today(cast.school, "teacher")):
            revoke_token(token_id=Token.objects.get().id)
    elif how == "locked":
        with use_scope(scope_today(cast.school, "teacher")):
            access.lock_own_account()
    else:
        secret = {"invented": "shq_" + "a" * 43, "cut": secret[:-1], "of another house": "Bearer"}[how]
    answer = get(secret, "groups")
    assert (problem(answer), answer["WWW-Authenticate"]) == ((401, "token"), "Bearer")


def test_a_locked_accounts_tokens_stay_out_when_it_opens_again(cast: Cast) -> None:
    secret = own_token(cast.school, "teacher")
    with use_scope(scope_today(cast.school, "teacher")):
        access.lock_own_account()
    with system_scope("test"):
        drain()
        User.objects.update(locked_at=None, locked_by=None)
        access.rights_changed(person_ids=[cast.school.teacher_id])
    assert problem(get(secret, "groups")) == (401, "token")


def test_heads_let_programs_in_for_their_own_only(cast: Cast) -> None:
    at = cast.school
    asked = {"name": "LMS", "scopes": OF_ORGANISATION, "days": 1, "purpose": "lists"}
    for role, place in (("teacher", at), ("guardian", at), ("director", cast.neighbour)):
        with use_scope(at.scope(role)), pytest.raises(Denied):
            make_token(organisation_id=place.organisation_id, **asked)
    with use_scope(at.scope("director")), pytest.raises(Denied):
        make_token(organisation_id=at.organisation_id, answerable_id=at.guardian_id, **asked)
    for role in ("director", "office"):
        with use_scope(at.scope(role)), pytest.raises(Denied):
            make_office_token(
                territory_path=at.territory_path, name="m", scopes=["register.structure"], days=1, purpose="p"
            )


def test_twenty_tokens_are_enough(cast: Cast) -> None:
    scope = scope_today(cast.school, "teacher")
    with use_scope(scope):
        for number in range(MOST_AT_ONCE):
            make_own_token(name=f"script {number}", scopes=["register.structure"], days=1)
        with pytest.raises(Denied):
            make_own_token(name="one more", scopes=["register.structure"], days=1)


def test_a_secret_is_nowhere_and_use_is_seen(cast: Cast, monday: Any) -> None:
    secret = own_token(cast.school, "teacher")
    with system_scope("test"):
        [token] = Token.objects.all().values()
    assert secret not in str(token)
    assert (token["last_used_at"], bytes(token["digest"]) != secret.encode()) == (None, True)
    first = clock.now()
    get(secret, "groups")
    monday.shift(dt.timedelta(minutes=5))
    get(secret, "groups")
    with system_scope("test"):
        [token] = Token.objects.all().values()
    assert (token["last_used_at"], token["last_used_from"]) == (first, "127.0.0.1")


def test_making_and_taking_back_stand_in_the_history(cast: Cast) -> None:
    own_token(cast.school, "teacher")
    service_token(cast.school, answerable_id=cast.school.teacher_id)
    with use_scope(cast.school.scope("director")):
        revoke_token(token_id=Token.objects.get(organisation=cast.school.organisation_id).id)
    with system_scope("test"):
        acts = {entry.act.rpartition(".")[2] for entry in HistoryEntry.objects.all()}
    assert acts == {"make_own_token", "make_token", "revoke_token"}


# --- so often, and no more -------------------------------------------------------------------------------------------


def test_one_limit_for_both_interfaces(cast: Cast, settings: Any, monday: Any) -> None:
    settings.API_TOKEN_LIMIT = 3
    secret = service_token(cast.school)
    paths = ("groups", "/ims/oneroster/rostering/v1p2/orgs", "people")
    assert [get(secret, path)["RateLimit"] for path in paths] == [f'"token";r={left};t=60' for left in (2, 1, 0)]
    answer = get(secret, "groups")
    assert (problem(answer), answer["Retry-After"]) == ((429, "often"), "60")
    assert answer["RateLimit-Policy"] == '"token";q=3;w=60, "address";q=600;w=60'
    assert get(secret, "/ims/oneroster/rostering/v1p2/orgs").status_code == 429
    assert get(service_token(cast.neighbour), "groups").status_code == 200
    monday.shift(dt.timedelta(seconds=61))
    assert get(secret, "groups").status_code == 200


def test_keys_are_not_tried_out_for_long(cast: Cast, settings: Any) -> None:
    """From one address, whatever is asked with whatever key; and the right key is not even looked at then."""
    settings.API_ADDRESS_LIMIT = 4
    secret = service_token(cast.school)
    tried = [get(f"shq_{number}", "groups").status_code for number in range(4)]
    assert tried == [401] * 4
    assert problem(get(secret, "groups")) == (429, "often")
    assert problem(Client().get(f"{BASE}/nowhere")) == (429, "often")
    assert Client().get(f"{BASE}/groups", REMOTE_ADDR="10.0.0.9").status_code == 401


def test_an_address_is_believed_from_a_declared_proxy_only(cast: Cast, settings: Any) -> None:
    settings.API_ADDRESS_LIMIT = 1
    forged = {"X-Forwarded-For": "10.0.0.1"}
    assert [get("x", "groups", forged).status_code for _each in range(2)] == [401, 429]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert [get("x", "groups", {"X-Forwarded-For": f"6.6.6.6, 10.0.0.{n}"}).status_code for n in (2, 3)] == [401] * 2


def test_one_machine_of_many_addresses_is_one(cast: Cast, settings: Any) -> None:
    settings.API_ADDRESS_LIMIT = 1
    answers = [
        Client().get(f"{BASE}/groups", REMOTE_ADDR=f"2001:db8:1:{net}::{n}") for net, n in ((1, 1), (1, 2), (2, 1))
    ]
    assert [answer.status_code for answer in answers] == [401, 429, 401]
    assert Client().get(f"{BASE}/groups", REMOTE_ADDR="not an address").status_code == 401


def test_counters_outlive_a_flood_of_addresses(cast: Cast, settings: Any) -> None:
    """The table of the cache keeps a token's count while hundreds of strangers knock."""
    settings.CACHES, settings.API_TOKEN_LIMIT = CACHES, 2
    call_command("createcachetable")
    secret = service_token(cast.school)
    assert get(secret, "groups").status_code == 200
    for number in range(310):
        Client().get(f"{BASE}/groups", REMOTE_ADDR=f"10.1.{number // 250}.{number % 250}")
    assert [get(secret, "groups").status_code for _each in range(2)] == [200, 429]
