"""Health for supervisors and load balancers: does the process answer, is the house ready. Nobody's data."""

import time
from collections.abc import Callable

import structlog
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from shanyraq.kernel.facts import triggers
from shanyraq.kernel.jobs.api import standing
from shanyraq.kernel.pages import public_page

OLDEST_JOB = OLDEST_EVENT = 300.0
LONGEST_SILENCE = 60.0
MIGRATIONS_STAND_FOR = 300.0
_migrations_seen_at = float("-inf")
log = structlog.get_logger("health")


@public_page(reason="a supervisor asks whether the process answers; nothing is told")
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers; the database is not asked."""
    return JsonResponse({"live": True})


@public_page(reason="a load balancer asks whether to send people here; only yes and no are told")
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 where every check holds, else 503, with each check's yes or no.

    `?part=web` leaves out what pages can live without for a while, the worker and its queues: a load balancer
    that took the pages away because a worker died would make a bad day worse.
    """
    checks = WEB if request.GET.get("part") == "web" else WEB | WORK
    found: dict[str, bool] = {}
    for name, check in checks.items():
        found[name] = found.get("database", True) and _holds(name, check)
    answer = all(found.values())
    return JsonResponse({"ready": answer, "checks": found}, status=200 if answer else 503)


def _holds(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as error:  # whatever it is, the house is not ready, and the answer must come
        log.error("health check failed", check=name, error=type(error).__name__)
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations_stand() -> bool:
    """Looked up again every five minutes: reading all migrations costs a tenth of a second."""
    global _migrations_seen_at
    if time.monotonic() - _migrations_seen_at < MIGRATIONS_STAND_FOR:
        return True
    executor = MigrationExecutor(connection)
    stand = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    if stand:
        _migrations_seen_at = time.monotonic()
    return stand


def _triggers_stand() -> bool:
    return not triggers.missing()


def _queue_moves() -> bool:
    return standing().queue_age <= OLDEST_JOB


def _events_move() -> bool:
    return standing().outbox_age <= OLDEST_EVENT


def _worker_is_heard() -> bool:
    silence = standing().worker_silence
    return silence is not None and silence <= LONGEST_SILENCE


WEB: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "migrations": _migrations_stand,
    "triggers": _triggers_stand,
}
WORK: dict[str, Callable[[], bool]] = {
    "queue": _queue_moves,
    "events": _events_move,
    "worker": _worker_is_heard,
}
