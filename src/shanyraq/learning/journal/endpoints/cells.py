"""The cells of a lesson and of a month for the pages' own scripts: what stands, and edits that come in batches."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.endpoints.batches import Garbled, answers_to, edits_of, read_batch
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.months import month_register
from shanyraq.learning.journal.queries.register import lesson_states
from shanyraq.learning.journal.rules.months import month_of


@page("*")
@require_GET
def token(request: HttpRequest) -> HttpResponse:
    """A fresh token and who is signed in: a queue asks before it sends, since both may have changed meanwhile."""
    return _json({"token": get_token(request), "person": str(current_scope().person_id or "")})


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def cells(request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
    """GET: what stands in each cell of the lesson. POST: edits, each with its own answer."""
    if request.method == "POST":
        return _taken_in(request, lesson_id)
    taken, states = lesson_states(lesson_id)
    told = [
        {
            "lesson": str(lesson_id),
            "pupil": str(each.pupil_id),
            "code": each.code,
            "code_state": each.code_state,
            "mark": each.mark,
            "mark_id": str(each.mark_id) if each.mark_id else None,
            "mark_state": each.mark_state,
        }
        for each in states
    ]
    return _json({"taken": [str(lesson_id)] if taken else [], "cells": told})


@page(*WRITERS)
@require_POST
def edits(request: HttpRequest) -> HttpResponse:
    """Edits of any lessons, each naming its own: what waited on a device is sent whichever page is open."""
    return _taken_in(request, None)


@page(*WRITERS)
@require_GET
def month_cells(request: HttpRequest, group_id: uuid.UUID, subject: str) -> HttpResponse:
    """What stands in the cells of a month that hold anything."""
    now = clock.now()
    month = month_of(request.GET.get("month", ""), today=clock.local_day(now))
    if month is None:
        raise Http404
    shown = month_register(group_id, subject, month, now=now)
    told = [
        {
            "lesson": str(lesson.id),
            "pupil": str(row.pupil_id),
            "code": standing.code or None,
            "code_state": standing.state if standing.code else "",
            "mark": standing.mark,
            "mark_id": str(standing.mark_id) if standing.mark_id else None,
            "mark_state": standing.state if standing.mark else "",
        }
        for row in shown.rows
        for lesson, standing in zip(shown.lessons, row.cells, strict=True)
        if standing
    ]
    return _json({"taken": [str(lesson.id) for lesson in shown.lessons if lesson.is_taken], "cells": told})


def _taken_in(request: HttpRequest, lesson_id: uuid.UUID | None) -> HttpResponse:
    try:
        batch = read_batch(request)
        if batch.get("person") != str(current_scope().person_id):
            return _json({"words": _("These entries were typed by somebody else; they were not sent.")}, status=409)
        results = answers_to(edits_of(batch, lesson_id))
    except Garbled:
        return _json({"words": _("The entries came garbled; nothing was changed. Please reload the page.")}, status=400)
    except Hidden:
        raise
    except Denied as refusal:
        return _json({"words": str(refusal.words), "way": str(refusal.way)}, status=403)
    return _json({"results": results})


def _json(content: Mapping[str, Any], *, status: int = 200) -> JsonResponse:
    answer = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    return answer
