import datetime as dt
import json
import uuid

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from shanyraq.config import health
from shanyraq.kernel.facts import triggers
from shanyraq.kernel.jobs.models import QueuedJob, Worker


def asked(view, query="") -> tuple[int, dict]:
    response = view(RequestFactory().get(f"/health{query}"))
    assert "no-cache" in response["Cache-Control"]
    return response.status_code, json.loads(response.content)


@pytest.fixture
def worker(db) -> Worker:
    now = timezone.now()
    return Worker.objects.create(id=uuid.uuid4(), host="h", process=1, started_at=now, seen_at=now)


def faults(query="") -> tuple[int, set[str]]:
    status, answer = asked(health.ready, query)
    return status, {name for name, holds in answer["checks"].items() if not holds}


def test_the_process_answers_without_asking_the_database():
    assert asked(health.live) == (200, {"live": True})  # no database is allowed here


def test_a_house_with_a_worker_is_ready(worker):
    assert asked(health.ready) == (
        200,
        {
            "ready": True,
            "checks": dict.fromkeys(["database", "migrations", "triggers", "queue", "events", "worker"], True),
        },
    )


def test_a_silent_worker_stops_readiness_but_not_the_pages(worker):
    Worker.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=2))
    assert faults() == (503, {"worker"})
    assert faults("?part=web") == (200, set())
    Worker.objects.all().delete()
    assert faults() == (503, {"worker"})


def test_an_old_job_shows(worker):
    moment = timezone.now() - dt.timedelta(minutes=6)
    QueuedJob.objects.create(id=uuid.uuid4(), name="x", queue="default", due_at=moment, enqueued_at=moment)
    assert faults() == (503, {"queue"})


def test_a_missing_trigger_shows(worker):
    name = next(iter(triggers.wanted()))
    table = name.rsplit("_no_", 1)[0]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else ""))
    assert faults("?part=web") == (503, {"triggers"})


def test_a_migration_that_is_not_applied_shows(worker, monkeypatch):
    monkeypatch.setattr(health, "_migrations_seen_at", float("-inf"))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
    assert faults("?part=web") == (503, {"migrations"})


def test_a_database_that_does_not_answer_is_a_503_not_an_error():
    status, answer = asked(health.ready)  # pytest refuses every query here, as a database that is away would
    assert status == 503
    assert not any(answer["checks"].values())
