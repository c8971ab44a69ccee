"""Whether scores and results are what the facts say: part of `shanyraq verify`."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from shanyraq.kernel.sealing.api import projection_check
from shanyraq.learning.journal.models import PeriodFact, PeriodMark, Score, ScoreFact

Place = tuple[Any, ...]
Standing = dict[Place, tuple[Any, ...]]


@projection_check("journal_terms")
def terms_against_facts() -> Iterator[str]:
    """One line for each score or result that shows something else than its latest fact, or that no fact tells of."""
    score, result = ("summative_id", "pupil_id"), ("pupil_id", "school_year", "subject", "period")
    said = ("state", "value", "maximum", "due")
    published = ("verdict", "mark", "percent", "scheme")
    yield from _differences("score", _facts(ScoreFact, score, said), _rows(Score, score, said))
    yield from _differences("result", _facts(PeriodFact, result, published), _rows(PeriodMark, result, published))


def _facts(model: type[Model], place: tuple[str, ...], said: tuple[str, ...]) -> Standing:
    """What the facts that no other one supersedes say, by place."""
    rows = model._default_manager.order_by("day", "id").values_list("supersedes_id", "id", *place, *said)
    found = list(rows.iterator(chunk_size=2000))
    gone = {row[0] for row in found}
    return {row[2 : 2 + len(place)]: (row[1], *row[2 + len(place) :]) for row in found if row[1] not in gone}


def _rows(model: type[Model], place: tuple[str, ...], said: tuple[str, ...]) -> Standing:
    rows = model._default_manager.values_list("fact_id", *place, *said).iterator(chunk_size=2000)
    return {row[1 : 1 + len(place)]: (row[0], *row[1 + len(place) :]) for row in rows}


def _differences(what: str, facts: Standing, rows: Standing) -> Iterator[str]:
    for place in sorted(facts.keys() | rows.keys(), key=str):
        said, shown = facts.get(place), rows.get(place)
        # A withdrawn score of a test that was cancelled afterwards has no row any more.
        if said == shown or (what == "score" and shown is None and said and said[1] == "withdrawn"):
            continue
        yield f"{what} {' '.join(map(str, place))}: shows {_told(shown)}, its fact says {_told(said)}"


def _told(values: tuple[Any, ...] | None) -> str:
    return " ".join(str(value) for value in values[1:] if value is not None) if values else "nothing"
