"""Reads over searches: lists and cards for the school, counts for the office."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.spine.movement.models import Search, SearchStep
from shanyraq.spine.movement.models.search import OUTCOMES, STEPS
from shanyraq.spine.movement.rules.searches import is_overdue
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import working_days_between

OUTCOME_WORDS = dict(OUTCOMES)
STEP_WORDS = dict(STEPS)


@dataclass(frozen=True, slots=True)
class SearchRow:
    id: uuid.UUID
    person_id: uuid.UUID
    person: str
    organisation_id: uuid.UUID
    why: str
    owner: str
    opened_on: dt.date
    deadline: dt.date
    outcome: str
    closed_on: dt.date | None
    late: bool

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class StepRow:
    at: dt.datetime
    step: str
    words: str
    document: str
    key: tuple[dt.date, uuid.UUID]


@dataclass(frozen=True, slots=True)
class SchoolCount:
    """How many children one school looks for, without their names."""

    organisation_id: uuid.UUID
    school: str
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Late:
    """A search past its deadline, without the child's name."""

    school: str
    deadline: dt.date
    days: int


def searches(organisation_id: uuid.UUID, *, limit: int = 200) -> list[SearchRow]:
    """The searches of a school, open ones first, the nearest deadline on top."""
    rows = Search.objects.filter(organisation=organisation_id).order_by("-outcome", "deadline", "id")
    found = _rows(list(rows[:limit]))
    return sorted(found, key=lambda row: (not row.is_open, row.deadline))


def search(search_id: uuid.UUID) -> SearchRow | None:
    return next(iter(_rows(list(Search.objects.filter(id=search_id)))), None)


def _rows(found: Sequence[Search]) -> list[SearchRow]:
    people = {row.person_id for row in found} | {row.owner_id for row in found if row.owner_id}
    names, today = registry.names_of(people), clock.today()
    return [
        SearchRow(
            id=row.id,
            person_id=row.person_id,
            person=names.get(row.person_id, ""),
            organisation_id=row.organisation_id,
            why=str(row.get_why_display()),
            owner=names.get(row.owner_id, "") if row.owner_id else "",
            opened_on=row.opened_on,
            deadline=row.deadline,
            outcome=str(OUTCOME_WORDS.get(row.outcome, "")),
            closed_on=row.closed_on,
            late=row.closed_on is None and is_overdue(row.deadline, today=today),
        )
        for row in found
    ]


def steps_of(search_id: uuid.UUID) -> list[StepRow]:
    """What was done, in the order of time."""
    rows = list(SearchStep.objects.filter(search_id=search_id).order_by("happened_at", "id"))
    said = facts.payloads_of((row.day, row.id) for row in rows) if rows else {}
    return [
        StepRow(
            at=row.happened_at,
            step=str(STEP_WORDS[row.step]),
            words=str(said.get(row.id, {}).get("words", "")),
            document=str(said.get(row.id, {}).get("document", "")),
            key=(row.day, row.id),
        )
        for row in rows
    ]


def searched_under(paths: Sequence[str]) -> list[SchoolCount]:
    """By school under these territories: open and overdue searches. Counts only; the caller holds the office there."""
    late = Q(deadline__lt=clock.today())
    found: dict[uuid.UUID, tuple[int, int]] = {}
    for path in paths:
        rows = Search.objects.filter(closed_on=None, organisation_id__in=registry.ids_under(path)).seen_by_system()
        counted = rows.values_list("organisation_id").annotate(number=Count("id"), late=Count("id", filter=late))
        found |= {place: (number, overdue) for place, number, overdue in counted.order_by()}
    schools = registry.organisations(found) if found else []
    counts = [SchoolCount(row.id, row.short, *found[row.id]) for row in schools]
    return sorted(counts, key=lambda row: (-row.overdue, -row.open))


def overdue_under(paths: Sequence[str], *, limit: int = 200) -> list[Late]:
    """The searches past their deadline under these territories, the oldest first. No child is named."""
    today = clock.today()
    under = Q(pk__in=[])
    for path in paths:
        under |= Q(organisation_id__in=registry.ids_under(path))
    rows = Search.objects.filter(under, closed_on=None, deadline__lt=today).seen_by_system()
    found = list(rows.order_by("deadline", "id").values_list("organisation_id", "deadline")[:limit])
    schools = {row.id: row.short for row in registry.organisations({place for place, _day in found})}
    return [Late(schools.get(place, ""), day, working_days_between(day, today)) for place, day in found]
