"""Reads over cases."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from shanyraq.kernel.facts import api as facts
from shanyraq.spine.presence.models import Case, CaseMove
from shanyraq.spine.registry import api as registry

FIELDS = (
    "id", "day", "person_id", "group_id", "organisation_id", "kind", "owner_id", "at", "opened_at", "deadline",
    "status", "outcome", "closed_at", "closed_by",
)  # fmt: skip
KIND_WORDS = dict(Case._meta.get_field("kind").choices or [])
OUTCOME_WORDS = dict(Case._meta.get_field("outcome").choices or [])


@dataclass(frozen=True, slots=True)
class CaseRow:
    id: uuid.UUID
    day: dt.date
    person_id: uuid.UUID
    group_id: uuid.UUID | None
    organisation_id: uuid.UUID
    kind: str
    owner_id: uuid.UUID | None
    at: dt.datetime
    opened_at: dt.datetime
    deadline: dt.datetime
    status: str
    outcome: str
    closed_at: dt.datetime | None
    closed_by: uuid.UUID | None
    person: str = ""
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.status == Case.Status.OPEN

    @property
    def kind_words(self) -> str:
        return str(KIND_WORDS[self.kind])

    @property
    def outcome_words(self) -> str:
        return str(OUTCOME_WORDS.get(self.outcome, ""))

    def is_late(self, now: dt.datetime) -> bool:
        return self.is_open and now > self.deadline


def open_cases(*, organisation_id: uuid.UUID | None = None, limit: int = 100) -> list[CaseRow]:
    """The open cases the scope sees, the nearest deadline first."""
    rows = Case.objects.filter(status=Case.Status.OPEN)
    if organisation_id:
        rows = rows.filter(organisation_id=organisation_id)
    return _with_people(list(rows.order_by("deadline", "id").values(*FIELDS)[:limit]))


def cases_of(person_ids: Collection[uuid.UUID], *, day: dt.date) -> list[CaseRow]:
    """Every case of these learners on that day, with the reason where it is closed."""
    rows = Case.objects.filter(person_id__in=person_ids, day=day).order_by("opened_at", "id")
    return _with_people(list(rows.values(*FIELDS)))


def asked_days(person_id: uuid.UUID, *, first: dt.date, last: dt.date) -> frozenset[dt.date]:
    """The days from first to last on which a case of this learner is still open. One query."""
    rows = Case.objects.filter(person_id=person_id, day__gte=first, day__lte=last, status=Case.Status.OPEN)
    return frozenset(rows.values_list("day", flat=True))


def case(case_id: uuid.UUID) -> CaseRow | None:
    """One case, or None where the scope does not see it."""
    rows = Case.objects.filter(id=case_id).values(*FIELDS)
    return next(iter(_with_people(list(rows))), None)


def _with_people(rows: Sequence[dict[str, Any]]) -> list[CaseRow]:
    if not rows:
        return []
    names = registry.names_of({row["person_id"] for row in rows})
    reasons = _reasons({row["id"] for row in rows if row["closed_at"]})
    return [CaseRow(**row, person=names.get(row["person_id"], ""), reason=reasons.get(row["id"], "")) for row in rows]


def _reasons(case_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    if not case_ids:
        return {}
    moves = list(
        CaseMove.objects.filter(case_id__in=case_ids, move=CaseMove.Move.CLOSED).values_list("day", "id", "case_id")
    )
    payloads = facts.payloads_of((day, move) for day, move, _case in moves)
    return {case_id: payloads.get(move, {}).get("reason", "") for _day, move, case_id in moves}


def overdue_cases(under: str, *, now: dt.datetime) -> dict[uuid.UUID, int]:
    """How many cases are past their deadline at each organisation under a territory path: counts for its office.

    The caller has shown that the path lies in the reader's scope.
    """
    rows = Case.objects.filter(
        status=Case.Status.OPEN, deadline__lt=now, organisation_id__in=registry.ids_under(under)
    ).seen_by_system()
    return dict(rows.values_list("organisation_id").annotate(number=Count("id")).order_by())
