"""Both descriptions are true: whatever may be asked by them, or almost so, is answered as they say."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from conftest import Cast
from django.core import signals
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as given_settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from shanyraq.kernel.scope import system_scope
from shanyraq.spine.interface.tests.asking import BASE, service_token
from shanyraq.spine.registry.factories import a_room, add_pupil

REGISTER, ROSTER = f"{BASE}/openapi.json", "/ims/oneroster/rostering/v1p2/openapi.json"
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance,
    response_headers_conformance,
]  # fmt: skip
LONGEST = 6.0
"""Seconds of one of the two tests; whoever is slow asks less, and every operation is asked."""


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """A server closes connections between requests; the test's own transaction must stand."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@pytest.fixture
def secret(cast: Cast, settings: Any) -> str:
    settings.API_TOKEN_LIMIT = settings.API_ADDRESS_LIMIT = 10**6
    with system_scope("test"):
        a_room(cast.school)
        add_pupil(cast.school, "Ахметова", "Айша")
    return service_token(cast.school)


def operations(where: str) -> list[Any]:
    schema = schemathesis.openapi.from_wsgi(where, get_wsgi_application())
    return [found.ok() for found in schema.get_all_operations()]


def asked(operation: Any, mode: GenerationMode, examples: int, ask: Callable[[Any], None]) -> None:
    """So many questions by this operation's description."""

    @given_settings(
        max_examples=examples, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask_once(case: Any) -> None:
        ask(case)

    ask_once()


@pytest.mark.parametrize(("where", "number"), [(REGISTER, 23), (ROSTER, 20)], ids=["register", "oneroster"])
def test_whatever_is_asked_the_answer_is_a_described_one(secret: str, where: str, number: int) -> None:
    """Questions as described, and questions broken on purpose."""
    found, statuses = operations(where), set()
    ends = time.monotonic() + LONGEST

    def ask(case: Any) -> None:
        answer = case.call(headers={"Authorization": f"Bearer {secret}"})
        case.validate_response(answer, checks=CHECKS)
        statuses.add(answer.status_code)

    for at, operation in enumerate(found):
        left = (ends - time.monotonic()) / (len(found) - at)
        for mode in GenerationMode:
            asked(operation, mode, 8 if left > 0.2 else 2, ask)
    assert len(found) == number
    assert statuses >= {200, 400, 404}
    cache.clear()


def test_a_broken_question_is_never_answered(secret: str) -> None:
    """A parameter that the description does not allow is refused, not passed over."""
    for operation in operations(REGISTER):
        if operation.path in (f"{BASE}/people", f"{BASE}/enrolments", f"{BASE}/changes"):
            asked(operation, GenerationMode.NEGATIVE, 10, lambda case: _refused(case, secret))
    assert operations(REGISTER)


def _refused(case: Any, secret: str) -> None:
    answer = case.call(headers={"Authorization": f"Bearer {secret}"})
    case.validate_response(answer, checks=[negative_data_rejection, unsupported_method])


def test_a_description_that_lies_would_be_found(secret: str) -> None:
    """The same look at an interface that answers what its description does not say."""
    from schemathesis.core.failures import FailureGroup

    [operation] = [each for each in operations(REGISTER) if each.path == f"{BASE}/token"]
    del operation.definition.raw["responses"]["401"]
    lying = schemathesis.openapi.from_dict(operation.schema.raw_schema)
    lying.app = get_wsgi_application()
    [again] = [found.ok() for found in lying.get_all_operations() if found.ok().path == f"{BASE}/token"]
    with pytest.raises(FailureGroup):
        asked(again, GenerationMode.POSITIVE, 1, lambda case: case.call_and_validate(checks=[status_code_conformance]))
