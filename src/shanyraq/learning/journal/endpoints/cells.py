"""The cells of one lesson for the page's own script: what stands, and edits that come in batches."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shanyraq.kernel.actions.api import Conflict, Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.actions.attendance import set_codes, take_attendance
from shanyraq.learning.journal.actions.locking import MOST_EDITS
from shanyraq.learning.journal.actions.marks import set_marks
from shanyraq.learning.journal.models.words import HELD, REFUSALS
from shanyraq.learning.journal.policies import WRITERS
from shanyraq.learning.journal.queries.register import cell_states, writers
from shanyraq.learning.journal.rules.drafts import Clash, CodeEdit, Held, MarkEdit, Refused, Result, Stored

MOST_BYTES = 512 * 1024


class Garbled(ValueError):
    """What came is no batch of edits."""


@page("*")
@require_GET
def token(request: HttpRequest) -> HttpResponse:
    """A fresh token and who is signed in: a queue asks before it sends, since both may have changed meanwhile."""
    answer = JsonResponse({"token": get_token(request), "person": str(current_scope().person_id or "")})
    answer["Cache-Control"] = "no-store"
    return answer


@page(*WRITERS)
@require_http_methods(["GET", "POST"])
def cells(request: HttpRequest, lesson_id: uuid.UUID) -> HttpResponse:
    """GET: what stands in each cell. POST: edits, each with its own answer."""
    if request.method == "GET":
        return _json({"cells": _states(lesson_id)})
    try:
        batch = _read(request)
        if batch.get("person") != str(current_scope().person_id):
            return _json({"words": _("These entries were typed by somebody else; they were not sent.")}, status=409)
        results = _set(_edits(batch, lesson_id), lesson_id)
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


def _states(lesson_id: uuid.UUID) -> list[dict[str, Any]]:
    return [
        {
            "pupil": str(each.pupil_id),
            "code": each.code,
            "code_state": each.code_state,
            "mark": each.mark,
            "mark_id": str(each.mark_id) if each.mark_id else None,
            "mark_state": each.mark_state,
        }
        for each in cell_states(lesson_id)
    ]


def _read(request: HttpRequest) -> dict[str, Any]:
    if len(request.body) > MOST_BYTES:
        raise Garbled
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Garbled from error
    if not isinstance(found, dict) or not isinstance(found.get("edits"), list):
        raise Garbled
    return found


def _edits(batch: Mapping[str, Any], lesson_id: uuid.UUID) -> list[MarkEdit | CodeEdit | uuid.UUID]:
    """The edits in their order; a bare id is "everybody is present"."""
    if len(batch["edits"]) > MOST_EDITS:
        raise Denied(_("These are too many entries at once."), way=_("Send them in smaller parts."))
    return [_edit(raw, lesson_id) for raw in batch["edits"]]


def _edit(raw: Any, lesson_id: uuid.UUID) -> MarkEdit | CodeEdit | uuid.UUID:
    try:
        kind, client_id = raw["kind"], uuid.UUID(raw["id"])
        if kind == "all":
            return client_id
        pupil_id, reason = uuid.UUID(raw["pupil"]), _text(raw.get("reason", ""))
        if kind == "mark":
            based_on = raw.get("based_on")
            return MarkEdit(
                client_id=client_id, lesson_id=lesson_id, pupil_id=pupil_id, value=raw["value"], reason=reason,
                based_on=uuid.UUID(based_on) if based_on else None, made_at=_moment(raw.get("at")),
            )  # fmt: skip
        if kind == "code":
            seen = raw.get("seen")
            return CodeEdit(
                client_id=client_id, lesson_id=lesson_id, pupil_id=pupil_id, code=_text(raw["value"]), reason=reason,
                seen=_text(seen) if seen else None, made_at=_moment(raw.get("at")),
            )  # fmt: skip
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise Garbled from error
    raise Garbled


def _moment(value: Any) -> dt.datetime | None:
    """Milliseconds of the device's clock; what is no time is no claim."""
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < 1e14:
        return None
    return dt.datetime.fromtimestamp(value / 1000, tz=dt.UTC)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Garbled
    return value


def _set(edits: list[MarkEdit | CodeEdit | uuid.UUID], lesson_id: uuid.UUID) -> list[dict[str, Any]]:
    results: list[Result] = []
    codes = [edit for edit in edits if isinstance(edit, CodeEdit)]
    marks = [edit for edit in edits if isinstance(edit, MarkEdit)]
    everybody = [edit for edit in edits if isinstance(edit, uuid.UUID)]
    if codes:
        results += set_codes(edits=codes)
    if everybody:
        fact_id = _take(lesson_id)
        results += [Stored(client_id, fact_id) for client_id in everybody]
    if marks:
        results += set_marks(edits=marks)
    names = writers(each.by for each in results if isinstance(each, Clash))
    return [_answer(each, names) for each in results]


def _take(lesson_id: uuid.UUID) -> uuid.UUID | None:
    """Everybody about whom nothing else was said is present. What a colleague has taken stays as it stands."""
    try:
        return take_attendance(lesson_id=lesson_id, exceptions={})
    except Conflict:
        return None


def _answer(result: Result, names: Mapping[uuid.UUID, str]) -> dict[str, Any]:
    answer: dict[str, Any] = {"id": str(result.client_id)}
    if isinstance(result, Stored):
        return answer | {"state": "stored", "fact": str(result.fact_id) if result.fact_id else None}
    if isinstance(result, Held):
        return answer | {"state": "held", "words": str(HELD[0]), "way": str(HELD[1])}
    if isinstance(result, Refused):
        words, way = REFUSALS[result.why]
        return answer | {"state": "refused", "why": result.why.value, "words": str(words), "way": str(way)}
    return answer | {
        "state": "conflict",
        "value": result.value,
        "fact": str(result.fact_id) if result.fact_id else None,
        "by": names.get(result.by, "") if result.by else "",
        "at": result.at.isoformat() if result.at else None,
    }
