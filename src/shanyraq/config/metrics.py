"""Metrics in Prometheus' text form: how the house works, in numbers about machines, never about people.

Requests are counted by the route's template, never by the path, in which ids stand.
"""

import hmac
import os
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_address

import structlog
from django.conf import settings
from django.db import Error
from django.db.models import Sum
from django.db.models.functions import Length
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from shanyraq.config.environment import SettingError
from shanyraq.kernel.facts.models import PendingSeal
from shanyraq.kernel.jobs.api import standing
from shanyraq.kernel.pages import device_endpoint

TOKEN_NAME = "SHANYRAQ_METRICS_TOKEN"  # noqa: S105 - the variable's name
SHORTEST_TOKEN = 16
BYTES_A_FACT = 52  # of PendingSeal.entries
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
ROUTE = ("method", "route")

log = structlog.get_logger("metrics")
_own = CollectorRegistry()
REQUESTS = Counter("shanyraq_requests", "Answers given", (*ROUTE, "status"), registry=_own)
CPU = Counter("shanyraq_request_cpu_seconds", "CPU spent on answers, on their own thread", ROUTE, registry=_own)
WALL = Histogram(
    "shanyraq_request_seconds",
    "Time until the answer was ready",
    ROUTE,
    buckets=(0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
    registry=_own,
)


def _token() -> str:
    token = os.environ.get(TOKEN_NAME, "").strip()
    if token and len(token) < SHORTEST_TOKEN:
        raise SettingError(TOKEN_NAME, f"at least {SHORTEST_TOKEN} characters are needed")
    return token


TOKEN = _token()


class MetricsMiddleware:
    """Stands outermost and counts every answer, refusals and errors too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cpu, wall = time.thread_time(), time.perf_counter()
        response = self.get_response(request)
        method = request.method if request.method in METHODS else "other"
        where = (method, route_of(request))
        REQUESTS.labels(*where, str(response.status_code)).inc()
        CPU.labels(*where).inc(time.thread_time() - cpu)
        WALL.labels(*where).observe(time.perf_counter() - wall)
        return response


def route_of(request: HttpRequest) -> str:
    """The route's template, e.g. "/journal/<uuid:lesson>/"; one word for all addresses that are not ours."""
    match = request.resolver_match
    return f"/{match.route}" if match else "(no such page)"


class HouseCollector:
    """What the database knows, asked when somebody looks."""

    def collect(self) -> Iterator[Metric]:
        try:
            yield from _house()
        except Error as error:
            log.error("metrics cannot ask the database", error=type(error).__name__)
            yield GaugeMetricFamily("shanyraq_database_up", "Whether the database answers", value=0)


def _house() -> list[Metric]:
    now = standing()
    entries = PendingSeal.objects.aggregate(size=Sum(Length("entries")))["size"] or 0
    jobs = GaugeMetricFamily("shanyraq_jobs", "Jobs by state", labels=["state"])
    for state, count in now.jobs.items():
        jobs.add_metric([state], count)
    single = {
        "shanyraq_database_up": ("Whether the database answers", 1),
        "shanyraq_queue_age_seconds": ("How long the oldest due job waits", now.queue_age),
        "shanyraq_outbox_age_seconds": ("How long the oldest due event waits", now.outbox_age),
        "shanyraq_outbox_given_up": ("Deliveries that wait for a person", now.outbox_given_up),
        "shanyraq_pending_seals": ("Facts that wait for their seal", entries // BYTES_A_FACT),
    }
    if now.worker_silence is not None:
        single["shanyraq_worker_silence_seconds"] = ("Since a worker was last heard", now.worker_silence)
    return [jobs, *(GaugeMetricFamily(name, words, value=value) for name, (words, value) in single.items())]


@device_endpoint(reason="Prometheus brings a bearer token, or asks from this machine; numbers about machines only")
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers; 404 for anybody who may not see them."""
    if not may_look(request):
        raise Http404
    house = CollectorRegistry()
    house.register(HouseCollector())
    own = _own
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:  # several web processes: the numbers of all of them
        own = CollectorRegistry()
        MultiProcessCollector(own)
    return HttpResponse(generate_latest(own) + generate_latest(house), content_type=CONTENT_TYPE_LATEST)


def may_look(request: HttpRequest) -> bool:
    """Whoever brings the token; or this machine, where no proxy lends its address to others."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if TOKEN and given:
        return hmac.compare_digest(given.encode(), TOKEN.encode())
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via"))
    if forwarded or settings.SECURE_PROXY_SSL_HEADER:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
