"""Scores and results as they stand after what has just been recorded."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from shanyraq.kernel.inserts import insert_rows
from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.models import PeriodFact, PeriodMark, Score, ScoreFact
from shanyraq.learning.journal.projections.upserts import upsert

OF_SCORE = (
    "pupil_id", "group_id", "organisation_id", "subject", "test", "school_year", "quarter", "maximum", "state", "value",
    "due", "summative_id",
)  # fmt: skip
OF_PERIOD = (
    "pupil_id", "group_id", "organisation_id", "grade", "subject", "school_year", "period", "scheme", "verdict", "mark",
    "percent",
)  # fmt: skip
STANDING = ("fact_day", "fact_id", "changed_at", "changed_by")


def put_scores(facts: Sequence[ScoreFact]) -> None:
    """The row of each pupil and test shows the score with its fact."""
    rows = [_standing(fact, OF_SCORE) for fact in facts]
    _put(Score, rows, unique=("summative_id", "pupil_id"), changing=("state", "value", "due", "maximum", *STANDING))


def put_new(facts: Sequence[ScoreFact] | Sequence[PeriodFact]) -> None:
    """The same for many facts of places that are known to be empty: one plain insert of all rows."""
    of_scores = [Score(**_standing(fact, OF_SCORE)) for fact in facts if isinstance(fact, ScoreFact)]
    of_results = [PeriodMark(**_standing(fact, OF_PERIOD)) for fact in facts if isinstance(fact, PeriodFact)]
    insert_rows(of_scores)
    insert_rows(of_results)


def put_results(facts: Sequence[PeriodFact], *, corrected: bool = False) -> None:
    """The row of each pupil, subject and period shows the result with its fact."""
    rows = [_standing(fact, OF_PERIOD) | {"corrected": corrected} for fact in facts]
    _put(
        PeriodMark,
        rows,
        unique=("pupil_id", "school_year", "subject", "period"),
        changing=(
            "group_id",
            "organisation_id",
            "grade",
            "scheme",
            "verdict",
            "mark",
            "percent",
            "corrected",
            *STANDING,
        ),
    )


def _standing(fact: ScoreFact | PeriodFact, names: Sequence[str]) -> dict[str, Any]:
    own = {name: getattr(fact, name) for name in names}
    stands = {"fact_day": fact.day, "fact_id": fact.id, "changed_at": fact.happened_at, "changed_by": fact.actor_id}
    return {"id": new_id()} | own | stands


def _put(model: type[Model], rows: Sequence[dict[str, Any]], *, unique: Sequence[str], changing: Sequence[str]) -> None:
    if not rows:
        return
    plain = connections[DEFAULT_DB_ALIAS]
    prepare = {f.attname: partial(f.get_db_prep_save, connection=plain) for f in model._meta.concrete_fields}
    prepared = [{name: prepare[name](value) for name, value in row.items()} for row in rows]
    upsert(model, prepared, unique=unique, changing=changing)
