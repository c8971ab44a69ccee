"""A part of a long run is done as it was shown, without planning it again, where nothing it rests on has changed.

Planning asks the register who stands there already. For rows that met nobody it is enough to ask again whether that
is still so; whatever else could have changed, the register's own acts and constraints refuse, and then the part is
planned anew, line by line.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from shanyraq.kernel.actions.api import Denied
from shanyraq.kernel.among import Among
from shanyraq.kernel.inserts import pour_values, stored_fields
from shanyraq.kernel.text.alphabet import sort_key
from shanyraq.spine.exchange.drafts import Kind
from shanyraq.spine.exchange.models import Line, Run, SourceKey, Trace
from shanyraq.spine.exchange.queries.planning.index import category
from shanyraq.spine.exchange.queries.planning.plans import deeds_of
from shanyraq.spine.registry import api as registry


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown of one line, as far as doing it needs to know."""

    number: int
    kind: str
    target: uuid.UUID
    source_key: str
    plan: str


def done_as_shown(run: Run, verdicts: Sequence[str], *, at_most: int) -> int | None:
    """The number of the last line that was done; None where the next lines are to be planned anew."""
    waiting = Line.objects.filter(run=run, number__gt=run.done, number__lte=run.done + at_most, verdict__in=verdicts)
    columns = ("number", "kind", "target", "source_key", "plan")
    lines = [Shown(*row) for row in waiting.order_by("number").values_list(*columns)]
    kind = lines[0].kind if lines else ""
    lines = list(takewhile(lambda line: line.kind == kind, lines))
    if not lines or not all(line.plan for line in lines):
        return None
    keys = _keys(run, lines)
    if keys is None:
        return None
    try:
        with transaction.atomic():
            if not _do(run, lines):
                return None
            _name(run, kind, keys)
            if connection.vendor == "postgresql":  # what was put off to the end of the transaction is asked now
                connection.check_constraints()
    except (Denied, IntegrityError):
        return None
    return lines[-1].number


def _keys(run: Run, lines: Sequence[Shown]) -> dict[str, uuid.UUID] | None:
    """What the source calls these rows and is not kept yet; None where a name has come to mean another row."""
    keys = {line.source_key: line.target for line in lines if line.source_key}
    known = SourceKey.objects.filter(Among("key", keys), source=run.source, kind=category(Kind(lines[0].kind)))
    for key, target in known.values_list("key", "target"):
        if keys.pop(key, target) != target:
            return None
    return keys


def _do(run: Run, lines: Sequence[Shown]) -> bool:
    deeds: dict[type, list[Any]] = defaultdict(list)
    for line in lines:
        for deed in deeds_of(line.plan):
            deeds[type(deed)].append(deed)
    if _somebody_came(run, deeds[registry.PersonDraft]):
        return False
    if groups := deeds[registry.GroupDraft]:
        registry.open_groups(drafts=groups)
    registry.take_in(
        arrivals=registry.Arrivals(
            people=deeds[registry.PersonDraft], enrolments=deeds[registry.EnrolmentDraft],
            guardians=deeds[registry.GuardianDraft], employments=deeds[registry.EmploymentDraft],
            loads=deeds[registry.LoadDraft],
        )
    )  # fmt: skip
    return True


def _somebody_came(run: Run, people: Iterable[registry.PersonDraft]) -> bool:
    """Whether somebody stands in the register now who may be one of these, and whom this run did not bring."""
    born: dict[bool, dict[str, set[dt.date | None]]] = {True: defaultdict(set), False: defaultdict(set)}
    for one in people:
        full = " ".join(part for part in (one.family, one.given, one.patronymic) if part)
        born[one.iin is not None][sort_key(full)].add(one.birth_date)
    alike = {
        met.id
        for has_iin, days in born.items()
        for met in registry.people_named(days, organisation_id=None, numbered=not has_iin)
        if _may_be_one(met.birth_date, days[met.sort_key])
    }
    return bool(_strangers(run, alike))


def _may_be_one(day: dt.date | None, days: set[dt.date | None]) -> bool:
    return day is None or None in days or day in days


def _strangers(run: Run, ids: set[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people whom no earlier line of this run has brought; what is found quickest is asked first."""
    found: Sequence[QuerySet[Any]] = (
        SourceKey.objects.filter(Among("target", ids), run=run),
        Trace.objects.filter(Among("target", ids), run=run, kind="person", deed="created"),
        Line.objects.filter(Among("target", ids), run=run, number__lte=run.done).exclude(plan=""),
    )
    for rows in found:
        if ids:
            ids = ids - set(rows.values_list("target", flat=True))
    return ids


def _name(run: Run, kind: str, keys: Mapping[str, uuid.UUID]) -> None:
    """What the source calls each row is kept, so that the next file is recognised."""
    if not keys:
        return
    many = len(keys)
    columns: dict[str, Sequence[Any]] = {
        "source": [run.source] * many, "kind": [category(Kind(kind))] * many, "key": list(keys),
        "target": list(keys.values()), "organisation_id": [run.organisation_id] * many, "run_id": [run.id] * many,
    }  # fmt: skip
    pour_values(SourceKey, [columns[field.attname] for field in stored_fields(SourceKey)])
