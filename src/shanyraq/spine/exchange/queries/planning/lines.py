"""A draft becomes a line that can be shown, and a line becomes a draft that can be planned again."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from shanyraq.spine.exchange.drafts import Deed, Kind, Place, Ref
from shanyraq.spine.exchange.models import Line, Run
from shanyraq.spine.exchange.queries.planning.drafts import Draft
from shanyraq.spine.exchange.rules.verdicts import Decision, Verdict

DAYS = frozenset({"birth_date", "valid_from", "valid_to"})
AMOUNTS = frozenset({"hours_per_week", "rate"})


def line_of(draft: Draft, run: Run) -> Line:
    return Line(
        run=run,
        organisation_id=run.organisation_id,
        number=draft.number,
        kind=draft.kind.value,
        deed=draft.deed.value,
        sheet=draft.place.sheet[:100],
        row=draft.place.row,
        source_key=draft.source_key,
        title=draft.title,
        values={name: packed(value) for name, value in draft.stored.items()},
        raw=[[str(heading), str(value)] for heading, value in draft.raw.items()],  # jsonb keeps no order of keys
        verdict=(draft.verdict or Verdict.LEAVE).value,
        changes=draft.changes,
        reasons=draft.reasons,
        target=draft.target,
        candidates=[str(one) for one in draft.candidates],
    )


def draft_of(line: Line) -> Draft:
    """The draft as the file gave it, with what people have decided since."""
    stored = {name: unpacked(name, value) for name, value in line.values.items()}
    return Draft(
        kind=Kind(line.kind),
        place=Place(line.sheet, line.row),
        values={name: value for name, value in stored.items() if value not in (None, "", ())},
        organisation_id=line.organisation_id,
        deed=Deed(line.deed),
        source_key=line.source_key,
        raw=dict(line.raw),
        number=line.number,
        stored=stored,
        planned=line.target if line.verdict in (Verdict.CREATE, Verdict.ASK) else None,
        forced=line.target if line.decision == Decision.SAME else None,
        decision=line.decision,
    )


def packed(value: Any) -> Any:
    """The value as JSON holds it."""
    match value:
        case Ref():
            return {"by": value.by, "key": value.key}
        case dt.date():
            return value.isoformat()
        case Decimal() | uuid.UUID():
            return str(value)
        case tuple() | list():
            return [packed(one) for one in value]
    return value


def unpacked(name: str, value: Any) -> Any:
    """The value as it was before `packed`."""
    if isinstance(value, dict):
        return Ref(value["by"], value["key"])
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, str) and value:
        if name in DAYS:
            return dt.date.fromisoformat(value)
        if name in AMOUNTS:
            return Decimal(value)
        if name.endswith("_id"):
            return uuid.UUID(value)
    return value


def packed_all(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: packed(value) for name, value in values.items()}


def unpacked_all(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: unpacked(name, value) for name, value in values.items()}
