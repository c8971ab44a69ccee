import re
import uuid
from types import SimpleNamespace

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from shanyraq.config import metrics
from shanyraq.kernel.jobs.models import QueuedJob

TOKEN = "a-token-of-the-observer"


def numbers(**meta) -> str:
    return metrics.metrics(RequestFactory().get("/metrics", **meta)).content.decode()


def answer(path: str, route: str | None, status: int, method: str = "GET") -> None:
    request = RequestFactory().generic(method, path)
    request.resolver_match = SimpleNamespace(route=route) if route else None
    metrics.MetricsMiddleware(lambda _request: HttpResponse(status=status))(request)


def test_requests_are_counted_by_route_and_never_by_path(db):
    pupil = str(uuid.uuid4())
    for status in (200, 200, 404):
        answer(f"/pupil/{pupil}/", "pupil/<uuid:pupil>/", status)
    answer("/wp-login.php", None, 404, "BREW")
    text = numbers()
    counted = 'shanyraq_requests_total{method="GET",route="/pupil/<uuid:pupil>/",status='
    assert f'{counted}"200"}} 2.0' in text
    assert f'{counted}"404"}} 1.0' in text
    assert re.search(r'cpu_seconds_total\{method="GET",route="/pupil/<uuid:pupil>/"\} \d', text)
    assert 'method="other",route="(no such page)",status="404"} 1.0' in text
    assert pupil not in text
    assert "wp-login" not in text


def test_the_house_is_told_in_numbers(db):
    now = timezone.now()
    QueuedJob.objects.create(id=uuid.uuid4(), name="x", queue="default", due_at=now, enqueued_at=now)
    text = numbers()
    for line in (
        'shanyraq_jobs{state="waiting"} 1.0',
        'shanyraq_jobs{state="dead"} 0.0',
        "shanyraq_outbox_age_seconds 0.0",
        "shanyraq_pending_seals 0.0",
        "shanyraq_database_up 1.0",
    ):
        assert line in text.splitlines()


@pytest.mark.parametrize(
    ("meta", "sees"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "10.0.0.7"}, False),
        ({"REMOTE_ADDR": ""}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=10.0.0.7"}, False),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, True),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_AUTHORIZATION": "Bearer wrong"}, False),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": "Bearer "}, False),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": "Bearer кілт"}, False),
    ],
)
def test_only_this_machine_or_the_token_sees_the_numbers(db, monkeypatch, meta, sees):
    monkeypatch.setattr(metrics, "TOKEN", TOKEN)
    if sees:
        assert numbers(**meta)
    else:
        with pytest.raises(Http404):
            numbers(**meta)


def test_behind_a_proxy_this_machine_is_everybody(db, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    with pytest.raises(Http404):
        numbers(REMOTE_ADDR="127.0.0.1")


def test_without_a_token_none_can_be_guessed(db):
    assert not metrics.TOKEN
    with pytest.raises(Http404):
        numbers(REMOTE_ADDR="10.0.0.7", HTTP_AUTHORIZATION="Bearer ")


def test_a_short_token_stops_the_start(monkeypatch):
    monkeypatch.setenv(metrics.TOKEN_NAME, "short")
    with pytest.raises(SystemExit, match=metrics.TOKEN_NAME):
        metrics._token()
