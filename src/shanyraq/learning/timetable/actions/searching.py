"""One slice of a search: the best so far is taken up, made better for some seconds, judged, and written down.

Nothing is held while it runs: a killed worker loses one slice, and the next one goes on from what was written.
"""

import time
import uuid
from dataclasses import replace

from shanyraq.kernel.scope import system_scope
from shanyraq.learning.timetable.actions.searches import note_progress, note_why
from shanyraq.learning.timetable.models import Search
from shanyraq.learning.timetable.queries.judging import week
from shanyraq.learning.timetable.queries.posing import Posed, pose
from shanyraq.learning.timetable.queries.searches import SearchRow, kept, plan_of, search
from shanyraq.learning.timetable.rules.evaluation import judge
from shanyraq.learning.timetable.rules.problem import Plan
from shanyraq.learning.timetable.rules.search import Progress, row_of_conflict

SLICE = 15.0
FIRST_SLICE = 45.0  # a first plan needs longer; after it the slices are short
STRICT_SHARE = 0.8  # of the first slice; then lessons may be left out


def search_on(*, search_id: uuid.UUID) -> bool:
    """Go on with the search for a slice. False where it has ended."""
    with system_scope("a week is searched"):
        row = search(search_id)
        shown = week(row.timetable_id) if row else None
        if row is None or shown is None or not row.is_busy:
            return False
        posed = pose(shown, row.strengths)
        ended = row.stop_asked or row.spent >= row.seconds
        progress = _end(row) if ended else _slice(row, posed)
        note_progress(search_id=search_id, progress=progress)
        if progress.state not in (Search.State.WAITING, Search.State.RUNNING):
            if not row.stop_asked and not (progress.hard == 0 and progress.left_out == 0):
                note_why(search_id=search_id, why=why_in_rows(posed))
            return False
        return True


def _end(row: SearchRow) -> Progress:
    state = Search.State.STOPPED if row.stop_asked else Search.State.DONE
    return Progress(
        state=state.value, spent=row.spent, slices=row.slices, lessons=row.lessons, left_out=row.left_out,
        hard=row.hard, soft=row.soft, trail=[list(point) for point in row.trail],
        best={key: list(place) for key, place in row.best.items()},
        breaches={fault: list(counted) for fault, counted in row.breaches.items()},
    )  # fmt: skip


def _slice(row: SearchRow, posed: Posed) -> Progress:
    from shanyraq.learning.timetable.gateways.cpsat.climbing import Budget
    from shanyraq.learning.timetable.gateways.cpsat.generate import generate

    begun = time.monotonic()
    seconds = min(SLICE if row.best else FIRST_SLICE, row.seconds - row.spent)
    budget = Budget(max(seconds, 1.0), row.seed + row.slices, clock=time.monotonic)
    start = plan_of(row.best, posed) if row.best else None
    outcome = generate(posed.problem, budget, start=start, strict_share=STRICT_SHARE)
    spent = row.spent + time.monotonic() - begun
    over = outcome.proved or spent >= row.seconds
    noted = replace(
        _end(row), state=(Search.State.DONE if over else Search.State.RUNNING).value, spent=spent,
        slices=row.slices + 1, lessons=len(posed.problem.activities),
    )  # fmt: skip
    return noted if outcome.best is None else _judged(noted, posed, outcome.best.plan)


def _judged(noted: Progress, posed: Posed, plan: Plan) -> Progress:
    """With what the judge says of the plan, who shares nothing with the search."""
    verdict = judge(posed.problem, plan)
    return replace(
        noted,
        left_out=len(posed.problem.activities) - len(plan),
        hard=verdict.hard,
        soft=verdict.soft,
        trail=[*noted.trail, [round(noted.spent, 1), verdict.hard, verdict.soft]],
        best=kept(plan, posed),
        breaches={fault.value: list(counted) for fault, counted in verdict.by_fault().items()},
    )


def why_in_rows(posed: Posed) -> list[dict[str, object]]:
    from shanyraq.learning.timetable.gateways.cpsat.why import why_not

    return [row_of_conflict(conflict) for conflict in why_not(posed.problem).conflicts]
