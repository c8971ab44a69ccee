"""A batch of edits as a page's script sends it, and the answer to each."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from shanyraq.kernel.actions.api import Conflict, Denied
from shanyraq.learning.journal.actions.attendance import set_codes, take_attendance
from shanyraq.learning.journal.actions.locking import MOST_EDITS
from shanyraq.learning.journal.actions.marks import set_marks
from shanyraq.learning.journal.models.words import HELD, REFUSALS
from shanyraq.learning.journal.queries.register import writers
from shanyraq.learning.journal.rules.drafts import Clash, CodeEdit, Held, MarkEdit, Refused, Result, Stored
from shanyraq.learning.journal.rules.register import Refusal

MOST_BYTES = 512 * 1024


class Garbled(ValueError):
    """What came is no batch of edits."""


@dataclass(frozen=True, slots=True)
class Everybody:
    """About whom nothing else was said is present in this lesson."""

    client_id: uuid.UUID
    lesson_id: uuid.UUID
    reason: str


Edit = MarkEdit | CodeEdit | Everybody


def read_batch(request: HttpRequest) -> dict[str, Any]:
    """Whose edits, and which. Raises Garbled."""
    found: Any = None
    if len(request.body) <= MOST_BYTES:
        with suppress(ValueError, RecursionError):
            found = json.loads(request.body)
    if isinstance(found, dict) and isinstance(found.get("edits"), list):
        return found
    raise Garbled


def edits_of(batch: Mapping[str, Any], lesson_id: uuid.UUID | None = None) -> list[Edit]:
    """The edits in their order; those that name no lesson are of this one. Raises Garbled, Denied for too many."""
    if len(batch["edits"]) > MOST_EDITS:
        raise Denied(_("These are too many entries at once."), way=_("Send them in smaller parts."))
    return [_edit(raw, lesson_id) for raw in batch["edits"]]


def _edit(raw: Any, lesson_id: uuid.UUID | None) -> Edit:
    try:
        kind, client_id = raw["kind"], uuid.UUID(raw["id"])
        where, reason = lesson_id or uuid.UUID(raw["lesson"]), _text(raw.get("reason", ""))
        if kind == "all":
            return Everybody(client_id, where, reason)
        common: dict[str, Any] = {
            "client_id": client_id, "lesson_id": where, "pupil_id": uuid.UUID(raw["pupil"]), "reason": reason,
            "made_at": _moment(raw.get("at")),
        }  # fmt: skip
        if kind == "mark":
            based_on = raw.get("based_on")
            return MarkEdit(
                **common, value=raw["value"], based_on=uuid.UUID(based_on) if based_on else None,
                comment=_text(raw.get("comment", "")),
            )  # fmt: skip
        if kind == "code":
            seen = raw.get("seen")
            return CodeEdit(**common, code=_text(raw["value"]), seen=_text(seen) if seen else None)
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


def answers_to(edits: list[Edit]) -> list[dict[str, Any]]:
    """Every edit has its own answer; one that cannot stand loses no other."""
    codes = [edit for edit in edits if isinstance(edit, CodeEdit)]
    marks = [edit for edit in edits if isinstance(edit, MarkEdit)]
    results: list[Result] = []
    if codes:
        results += set_codes(edits=codes)
    everybody = [_take(edit) for edit in edits if isinstance(edit, Everybody)]
    if marks:
        results += set_marks(edits=marks)
    names = writers(each.by for each in results if isinstance(each, Clash))
    return [*everybody, *(_answer(each, names) for each in results)]


def _take(edit: Everybody) -> dict[str, Any]:
    """What a colleague has taken stays as it stands."""
    told: dict[str, Any] = {"id": str(edit.client_id)}
    try:
        fact_id = take_attendance(lesson_id=edit.lesson_id, exceptions={}, reason=edit.reason)
    except Conflict:
        return told | {"state": "stored", "fact": None}
    except Denied as refusal:
        why = next((why.value for why, said in REFUSALS.items() if said[0] == refusal.words), "")
        return told | {"state": "refused", "why": why, "words": str(refusal.words), "way": str(refusal.way)}
    return told | {"state": "stored", "fact": str(fact_id)}


def _answer(result: Result, names: Mapping[uuid.UUID, str]) -> dict[str, Any]:
    answer: dict[str, Any] = {"id": str(result.client_id)}
    if isinstance(result, Stored):
        return answer | {"state": "stored", "fact": str(result.fact_id) if result.fact_id else None}
    if isinstance(result, Held):
        return answer | {"state": "held", "words": str(HELD[0]), "way": str(HELD[1])}
    if isinstance(result, Refused):
        return answer | {"state": "refused", "why": result.why.value} | refusal_words(result.why)
    return answer | {
        "state": "conflict",
        "value": result.value,
        "fact": str(result.fact_id) if result.fact_id else None,
        "by": names.get(result.by, "") if result.by else "",
        "at": result.at.isoformat() if result.at else None,
    }


def refusal_words(why: Refusal) -> dict[str, str]:
    words, way = REFUSALS[why]
    return {"words": str(words), "way": str(way)}
