"""A draft becomes a line that can be shown, and a line becomes a draft that can be planned again."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from shanyraq.kernel.inserts import stored_fields
from shanyraq.spine.exchange.drafts import Deed, Kind, Place, Ref
from shanyraq.spine.exchange.models import Line, Run
from shanyraq.spine.exchange.queries.planning.drafts import Draft
from shanyraq.spine.exchange.queries.planning.plans import plan_of
from shanyraq.spine.exchange.rules.verdicts import Decision, Verdict

DAYS = frozenset({"birth_date", "valid_from", "valid_to"})
AMOUNTS = frozenset({"hours_per_week", "rate"})
SHOWN = 200


NOTHING: list[Any] = []


def columns_of(drafts: Sequence[Draft], run: Run) -> list[Sequence[Any]]:
    """The lines of these drafts, all of one kind, column by column as `pour_values` takes them."""
    many = len(drafts)
    columns: dict[str, Sequence[Any]] = {
        "run_id": [run.id] * many,
        "organisation_id": [run.organisation_id] * many,
        "number": [draft.number for draft in drafts],
        "kind": [drafts[0].kind.value] * many,
        "deed": [draft.deed.value for draft in drafts],
        "sheet": [draft.place.sheet[:100] for draft in drafts],
        "row": [draft.place.row for draft in drafts],
        "source_key": [draft.source_key for draft in drafts],
        "title": [draft.title for draft in drafts],
        "values": [{name: packed(value) for name, value in draft.stored.items()} for draft in drafts],
        # A list of pairs, since jsonb keeps no order of keys.
        "raw": [[*draft.raw.items()] for draft in drafts],
        "verdict": [(draft.verdict or Verdict.LEAVE).value for draft in drafts],
        "changes": [draft.changes or NOTHING for draft in drafts],
        "reasons": [draft.reasons or NOTHING for draft in drafts],
        "target": [draft.target for draft in drafts],
        "candidates": [[str(one) for one in draft.candidates] or NOTHING for draft in drafts],
        # A school's own file is short: it is planned again when it is applied, and leaves traces.
        "plan": [plan_of(draft) if run.organisation_id is None else "" for draft in drafts],
        "decision": [Decision.NONE.value] * many,
    }
    return [columns[field.attname] for field in stored_fields(Line)]


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
    if type(value) is str or value is None:
        return value
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
