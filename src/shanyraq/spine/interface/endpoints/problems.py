"""Refusals of the register's interface: RFC 9457 problems in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language

from shanyraq.spine.interface.endpoints.door import Turned
from shanyraq.spine.interface.messages import DETAILS, REASONS, TITLES
from shanyraq.spine.interface.rules.questions import Wrong

PROBLEM = "application/problem+json"
OF_DOOR = {405: "method", 429: "often", 401: "token", 403: "scope"}


class Problem(Exception):
    """The question has no answer: the status and the kind of the problem."""

    def __init__(
        self, status: int, kind: str, *, headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, str]] = (), **told: object,
    ) -> None:  # fmt: skip
        super().__init__(kind)
        self.status = status
        self.kind = kind
        self.headers = dict(headers or {})
        self.errors = list(errors)
        self.told = told


def of_door(turned: Turned, scope_needed: str) -> Problem:
    """The problem of somebody who was not let in."""
    return Problem(turned.status, OF_DOOR[turned.status], headers=turned.headers, scope=scope_needed)


def of_parameter(wrong: Wrong) -> Problem:
    """The problem of a parameter that cannot be read."""
    reason = str(REASONS[wrong.rule]) % wrong.told
    return Problem(400, "parameter", errors=[{"name": wrong.name, "reason": reason}])


def answer(request: HttpRequest, problem: Problem) -> JsonResponse:
    """The problem as it is sent."""
    body: dict[str, Any] = {
        "type": f"{reverse('interface_docs')}#{problem.kind}",
        "title": str(TITLES[problem.kind]),
        "status": problem.status,
        "instance": request.path,
    }
    if problem.kind in DETAILS:
        body["detail"] = str(DETAILS[problem.kind]) % problem.told
    if problem.errors:
        body["errors"] = problem.errors
    made = JsonResponse(body, status=problem.status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False})
    for name, value in problem.headers.items():
        made[name] = value
    made["Content-Language"] = get_language() or "kk"
    return made
