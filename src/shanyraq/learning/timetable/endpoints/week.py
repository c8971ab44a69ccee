"""The week for the edit page's own script: what stands, where a lesson can go, and edits that come one by one."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shanyraq.kernel.actions.api import Denied, Hidden
from shanyraq.kernel.pages import page
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.timetable.actions.edits import edit_slots
from shanyraq.learning.timetable.policies import HEADS
from shanyraq.learning.timetable.queries.judging import Week, week
from shanyraq.learning.timetable.queries.places import places_of_demand, places_of_slot
from shanyraq.learning.timetable.queries.rows import DemandRow, SlotRow
from shanyraq.learning.timetable.queries.timetables import timetable
from shanyraq.learning.timetable.queries.words import (
    REFUSALS,
    Telling,
    half_hours,
    lesson_words,
    part_words,
    weeks_words,
)
from shanyraq.learning.timetable.rules.conflicts import Conflict, Kind
from shanyraq.learning.timetable.rules.edits import Clash, Edit, Refused, Result, Verb
from shanyraq.learning.timetable.rules.week import Weeks

MOST_BYTES = 256 * 1024
OF_THE_TRAY = (Kind.NOT_PLACED,)


class Garbled(ValueError):
    """What came is no batch of edits."""


@page(*HEADS)
@require_http_methods(["GET", "POST"])
def slots(request: HttpRequest, timetable_id: uuid.UUID) -> HttpResponse:
    """GET: what stands (`?edits=` tells what the page has). POST: edits, each with its own answer, and what stands."""
    if request.method == "GET":
        row = _found(timetable_id)
        if request.GET.get("edits") == str(row.edits):
            return _json({"edits": row.edits})
        return _json(_state(_week(timetable_id)))
    try:
        batch = _read(request)
        if batch.get("person") != str(current_scope().person_id):
            return _json({"words": _("These entries were typed by somebody else; they were not sent.")}, status=409)
        _found(timetable_id)
        results = edit_slots(timetable_id=timetable_id, edits=[_edit(raw) for raw in batch["edits"]])
    except Garbled:
        return _json({"words": _("The entries came garbled; nothing was changed. Please reload the page.")}, status=400)
    except Hidden:
        raise
    except Denied as refusal:
        return _json({"words": str(refusal.words), "way": str(refusal.way)}, status=403)
    return _json({"results": [_answer(each) for each in results], **_state(_week(timetable_id))})


@page(*HEADS)
@require_GET
def places(request: HttpRequest, timetable_id: uuid.UUID) -> HttpResponse:
    """Where the lesson `?slot=`, or one more lesson of `?demand=`, can go: each hour in words."""
    shown = _week(timetable_id)
    slot, demand = _id(request.GET.get("slot")), _id(request.GET.get("demand"))
    found = places_of_slot(shown, slot) if slot else places_of_demand(shown, demand) if demand else []
    told = [
        {"d": one.weekday, "n": one.number, "state": one.state, "words": one.words, "swaps": one.swaps} for one in found
    ]
    return _json({"places": told})


def _found(timetable_id: uuid.UUID) -> Any:
    row = timetable(timetable_id)
    if row is None:
        raise Hidden(_("There is no such version."))
    return row


def _week(timetable_id: uuid.UUID) -> Week:
    shown = week(timetable_id)
    if shown is None:
        raise Hidden(_("There is no such version."))
    return shown


def _json(content: Mapping[str, Any], *, status: int = 200) -> JsonResponse:
    answer = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    return answer


def _state(shown: Week) -> dict[str, Any]:
    """Everything the page draws. Demands that stand whole are left out of the tray, not of the list."""
    tell = Telling(shown)
    placed: dict[uuid.UUID, int] = {}
    for slot in shown.slots:
        if slot.demand_id:
            placed[slot.demand_id] = placed.get(slot.demand_id, 0) + (2 if slot.weeks == Weeks.EVERY else 1)
    return {
        "edits": shown.timetable.edits,
        "slots": [_slot(row) for row in shown.slots],
        "tray": [_waiting(row, left) for row in shown.demands if (left := row.halves - placed.get(row.id, 0)) > 0],
        "conflicts": [_conflict(each, tell) for each in shown.conflicts if each.kind not in OF_THE_TRAY],
    }


def _slot(row: SlotRow) -> dict[str, Any]:
    return {
        "id": row.id, "g": row.group_id, "d": row.weekday, "n": row.number, "subject": row.subject,
        "group": row.group, "teacher": row.teacher_short, "t": row.teacher_id, "room": row.room, "r": row.room_id,
        "part": part_words(row.part_number, row.part_name), "weeks": weeks_words(row.weeks), "w": row.weeks,
        "locked": row.locked, "rev": row.revision, "demand": row.demand_id, "words": lesson_words(row),
    }  # fmt: skip


def _waiting(row: DemandRow, left: int) -> dict[str, Any]:
    return {
        "id": row.id, "g": row.group_id, "t": row.teacher_id, "r": row.room_id, "group": row.group,
        "subject": row.subject, "teacher": row.teacher, "part": part_words(row.part_number, row.part_name),
        "left": half_hours(left),
    }  # fmt: skip


def _conflict(found: Conflict, tell: Telling) -> dict[str, Any]:
    return {"must": found.is_must, "words": tell(found), "slots": list(found.lessons)}


def _id(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _read(request: HttpRequest) -> dict[str, Any]:
    """The batch as it came. Raises Garbled where it is none, or larger than a hand makes it."""
    try:
        found = json.loads(request.body) if len(request.body) <= MOST_BYTES else None
    except (ValueError, RecursionError) as error:
        raise Garbled from error
    batch: dict[str, Any] = found if isinstance(found, dict) else {}
    if not isinstance(batch.get("edits"), list):
        raise Garbled
    return batch


def _edit(raw: Any) -> Edit:
    try:
        return Edit(
            client_id=uuid.UUID(raw["id"]),
            verb=Verb(raw["verb"]),
            slot_id=uuid.UUID(raw["slot"]),
            demand_id=_maybe_id(raw.get("demand")),
            weekday=_maybe_number(raw.get("d")),
            number=_maybe_number(raw.get("n")),
            room_id=_maybe_id(raw.get("room")),
            weeks=Weeks(raw.get("w") or "every"),
            seen=_maybe_number(raw.get("seen")),
        )
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise Garbled from error


def _maybe_id(value: Any) -> uuid.UUID | None:
    return uuid.UUID(value) if value else None


def _maybe_number(value: Any) -> int | None:
    if value is None:
        return None
    if type(value) is not int:
        raise Garbled
    return value


def _answer(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = {"id": result.client_id, "slot": result.slot_id}
    if isinstance(result, Refused):
        words, way = REFUSALS[result.why]
        return told | {"state": "refused", "words": str(words), "way": str(way)}
    if isinstance(result, Clash):
        words = _("Somebody else has changed this lesson meanwhile. The week now shows what stands.")
        return told | {"state": "conflict", "words": words, "stands": result.stands}
    return told | {"state": "stored", "revision": result.revision}
