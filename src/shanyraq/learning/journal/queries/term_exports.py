"""What the journal holds of terms about a person or an organisation: scores, results, what was brought."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from shanyraq.kernel.facts.models import Fact
from shanyraq.learning.journal.models import BroughtFact, PeriodFact, ScoreFact
from shanyraq.learning.journal.queries.exports import AT_ONCE
from shanyraq.spine.exchange import api as exchange


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """One score as it was given; a later one that names it in `supersedes_id` stands in its place."""

    id: uuid.UUID
    day: dt.date
    pupil_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    summative_id: uuid.UUID
    subject: str
    test: str
    school_year: int
    quarter: int
    value: int | None
    maximum: int
    state: str
    due: dt.date | None
    ground: str
    recorded_at: dt.datetime
    actor_id: uuid.UUID | None
    supersedes_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class ResultEntry:
    """One result as it was published, with what it was computed from."""

    id: uuid.UUID
    day: dt.date
    pupil_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    grade: int
    subject: str
    school_year: int
    period: str
    scheme: str
    verdict: str
    mark: int | None
    percent: int | None
    basis: list[list[str | int | None]]
    recorded_at: dt.datetime
    actor_id: uuid.UUID | None
    supersedes_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class BroughtEntry:
    """Points that came with the pupil from another school."""

    id: uuid.UUID
    day: dt.date
    pupil_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    subject: str
    school_year: int
    quarter: int
    part: str
    got: int
    most: int
    recorded_at: dt.datetime
    actor_id: uuid.UUID | None
    supersedes_id: uuid.UUID | None


Entry = TypeVar("Entry", ScoreEntry, ResultEntry, BroughtEntry)


def entries(model: type[Fact], entry: type[Entry], **whose: uuid.UUID) -> Iterator[Entry]:
    """The facts of a person or an organisation that the scope sees, in the order of time."""
    columns = tuple(entry.__dataclass_fields__)
    rows = model.objects.filter(**whose).order_by("day", "id").values_list(*columns)
    return (entry(*row) for row in rows.iterator(chunk_size=AT_ONCE))


def announce_holdings() -> None:
    """Exports bring scores, results and what was brought from now on."""
    for name, model, entry in (
        ("scores", ScoreFact, ScoreEntry),
        ("results", PeriodFact, ResultEntry),
        ("brought_points", BroughtFact, BroughtEntry),
    ):
        exchange.hold(
            exchange.Holding(
                name,
                entry,
                lambda id, model=model, entry=entry: entries(model, entry, pupil_id=id),  # type: ignore[misc]
                lambda id, model=model, entry=entry: entries(model, entry, organisation_id=id),  # type: ignore[misc]
            )
        )
