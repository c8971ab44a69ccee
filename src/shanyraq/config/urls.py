"""The addresses of the house: each module brings its own."""

from django.urls import include, path

from shanyraq.config import health, metrics

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("metrics", metrics.metrics, name="metrics"),
    # First: addresses are tried one after another, and a gate calls more often than anybody (bench/bench_passages.py).
    path("", include("shanyraq.campus.gates.urls")),
    path("", include("shanyraq.kernel.ui.urls")),
    path("", include("shanyraq.spine.access.urls")),
    path("", include("shanyraq.spine.care.urls")),
    path("", include("shanyraq.spine.notices.urls")),
    path("", include("shanyraq.spine.presence.urls")),
    path("", include("shanyraq.spine.talks.urls")),
    path("", include("shanyraq.spine.movement.urls")),
    path("", include("shanyraq.spine.quality.urls")),
    path("", include("shanyraq.spine.exchange.urls")),
    path("", include("shanyraq.spine.interface.urls")),
    path("", include("shanyraq.learning.timetable.urls")),
    path("", include("shanyraq.learning.journal.urls")),
    path("", include("shanyraq.learning.reports.urls")),
    path("", include("shanyraq.insight.analytics.urls")),
    path("", include("shanyraq.portals.family.urls")),
    path("", include("shanyraq.portals.pupil.urls")),
    path("", include("shanyraq.portals.teacher.urls")),
    path("", include("shanyraq.portals.school.urls")),
    path("", include("shanyraq.portals.office.urls")),
    path("", include("shanyraq.portals.public.urls")),
]
