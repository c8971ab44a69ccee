"""The board of the gates, live."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shanyraq.campus.gates.pages.where import school_of
from shanyraq.campus.gates.policies import HEADS, WATCHERS
from shanyraq.campus.gates.queries.board import board
from shanyraq.kernel import clock
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.registry import api as registry


@page(*WATCHERS)
@require_safe
def gates(request: HttpRequest) -> HttpResponse:
    """Who passed today, how the gates are, and which cards nobody is known by. For HTMX the live part alone."""
    organisation_id = school_of(request)
    told = {
        "board": board(organisation_id, now=clock.now()),
        "keeps": organisation_id in current_scope().at(*HEADS),
    }
    if request.headers.get("HX-Request"):
        return render(request, "gates/_board.html", told)
    shown = {"school": registry.organisation(organisation_id), "live_url": settings.LIVE_URL}
    return render(request, "gates/board.html", told | shown)
