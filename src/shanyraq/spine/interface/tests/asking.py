"""A program of the tests: it has a token and asks."""

import datetime as dt
from typing import Any

from django.test import Client

from shanyraq.kernel import clock
from shanyraq.kernel.scope import Scope, use_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.access.factories import make_user
from shanyraq.spine.access.models import User
from shanyraq.spine.interface.actions.tokens import make_own_token, make_token
from shanyraq.spine.interface.policies import offered_to
from shanyraq.spine.interface.rules.scopes import OF_ORGANISATION
from shanyraq.spine.registry.factories import School

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)
BASE = "/api/register/v1"


def get(secret: str, path: str, headers: dict[str, str] | None = None, **asked: object) -> Any:
    said = {"Authorization": f"Bearer {secret}", "Accept-Language": "en", **(headers or {})}
    return Client().get(path if path.startswith("/") else f"{BASE}/{path}", asked, headers=said)


def items(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def ids(answer: Any) -> set[str]:
    return {each["id"] for each in items(answer)}


def problem(answer: Any) -> tuple[int, str]:
    """The status and the kind of a refusal."""
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["title"]
    return answer.status_code, body["type"].partition("#")[2]


def scope_today(at: School, role: str) -> Scope:
    """What the account of this person sees today, as the middleware works it out."""
    person_id = getattr(at, f"{role}_id")
    user = User.objects.filter(person=person_id).first() or make_user(person_id)
    scope = access.scope_of_user_id(user.id)
    assert scope is not None
    return scope


def own_token(at: School, role: str, scopes: list[str] | None = None) -> str:
    scope = scope_today(at, role)
    with use_scope(scope):
        return make_own_token(name="script", scopes=scopes or list(offered_to(scope)), days=30)


def service_token(at: School, scopes: list[str] | None = None, **more: Any) -> str:
    with use_scope(at.scope("director")):
        return make_token(
            organisation_id=at.organisation_id, name="LMS", scopes=scopes or OF_ORGANISATION, days=30,
            purpose="class lists", **more,
        )  # fmt: skip
