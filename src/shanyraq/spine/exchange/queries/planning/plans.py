"""What the register is to be asked for one line, kept as it was shown, where only new rows come of it.

Applying a line as it was shown needs nothing else, and undoing it nothing else either: the plan is the trace.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from operator import attrgetter
from typing import Any

import orjson

from shanyraq.spine.exchange.queries.planning.drafts import Draft
from shanyraq.spine.exchange.rules.verdicts import Verdict
from shanyraq.spine.registry import api as registry

BROUGHT = (Verdict.CREATE, Verdict.CHANGE)
_FIELDS: Mapping[type, tuple[str, ...]] = {
    registry.PersonDraft: ("id", "family", "given", "patronymic", "birth_date", "sex", "iin", "phone", "email"),
    registry.EnrolmentDraft: ("id", "person_id", "organisation_id", "group_id", "valid_from", "ground", "order_number"),
    registry.GuardianDraft: ("id", "child_id", "guardian_id", "organisation_id", "relation", "valid_from"),
    registry.EmploymentDraft: ("id", "person_id", "organisation_id", "position", "valid_from", "valid_to", "rate"),
    registry.LoadDraft: (
        "id", "employment_id", "person_id", "organisation_id", "group_id", "subject", "hours_per_week", "valid_from",
    ),
    registry.GroupDraft: (
        "id", "organisation_id", "school_year", "grade", "letter", "language", "shift", "class_teacher_id",
    ),
}  # fmt: skip
_CODES: Mapping[type, tuple[str, Callable[[Any], tuple[Any, ...]]]] = {
    kind: (kind.__name__, attrgetter(*fields)) for kind, fields in _FIELDS.items()
}
_KINDS = {kind.__name__: kind for kind in _FIELDS}
_READ: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(("birth_date", "valid_from", "valid_to"), dt.date.fromisoformat),
    **dict.fromkeys(("rate", "hours_per_week"), Decimal),
}
_READERS = {
    kind.__name__: [
        (at, uuid.UUID if name == "id" or name.endswith("_id") else _READ[name])
        for at, name in enumerate(fields)
        if name == "id" or name.endswith("_id") or name in _READ
    ]
    for kind, fields in _FIELDS.items()
}


def plan_of(draft: Draft) -> str:
    """The plan as text; "" where the line changes what stands, or does nothing, and is to be planned again."""
    if draft.standing is not None or draft.verdict not in BROUGHT or not draft.deeds:
        return ""
    packed = []
    for deed in draft.deeds:
        known = _CODES.get(type(deed))
        if known is None:
            return ""
        packed.append((known[0], *known[1](deed)))
    return orjson.dumps(packed, default=str).decode()


def deeds_of(plan: str) -> Iterator[Any]:
    """What the register is to be asked."""
    for name, *values in orjson.loads(plan):
        for at, read in _READERS[name]:
            if values[at] is not None:
                values[at] = read(values[at])
        yield _KINDS[name](**dict(zip(_FIELDS[_KINDS[name]], values, strict=True)))
