"""What was shown is done, part by part. Where the register has changed since, a part is planned again: it asks."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.jobs.api import enqueue, job_named
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.exchange.actions.deeds import carry_out
from shanyraq.spine.exchange.actions.shown import done_as_shown
from shanyraq.spine.exchange.actions.stillness import undisturbed
from shanyraq.spine.exchange.models import Line, Run
from shanyraq.spine.exchange.policies import may_handle
from shanyraq.spine.exchange.queries.planning import Planner
from shanyraq.spine.exchange.queries.planning.drafts import Draft, reason
from shanyraq.spine.exchange.queries.planning.lines import draft_of
from shanyraq.spine.exchange.rules.verdicts import Decision, State, Verdict

AT_ONCE = 500
PART, LONG_PART = 2000, 5000
"""Lines that are planned again, or done as shown, in one transaction of a region's file."""
SCHOOL_PART = 500
"""The same of a school's file, whose people look on."""
GOES_ON = "spine.exchange.apply_waiting"
DOABLE = (Verdict.CREATE.value, Verdict.CHANGE.value, Verdict.LEAVE.value)


@action(may=may_handle)
def apply_run(*, run_id: uuid.UUID) -> None:
    """A short run has been applied; a long one is being applied by the worker, part by part. Raises Denied where the
    run was applied or undone already."""
    run = Run.objects.select_for_update().get(id=run_id)
    if run.state != State.READ:
        raise Denied(
            _("This file has been applied or undone already."), way=_("Bring the file again: it is read anew.")
        )
    run.state = State.APPLYING.value
    run.done = 0
    run.save(update_fields=["state", "done"])
    if run.total <= AT_ONCE:
        with system_scope(f"import {run.id}"):
            while apply_part(run_id=run.id):
                pass
    else:
        enqueue(job_named(GOES_ON))  # at once, and not when the minute is full


@action(may=may_handle)
def apply_part(*, run_id: uuid.UUID, at_most: int = LONG_PART) -> bool:
    """The next lines of the run are in the register with their traces, all of them or none. False where none was left,
    and the run is applied."""
    run = Run.objects.select_for_update().get(id=run_id)
    if run.state != State.APPLYING:
        return False
    with system_scope(f"import {run.id}"), undisturbed():
        if run.organisation_id is None and (last := done_as_shown(run, DOABLE, at_most=at_most)):
            run.done = last
            run.save(update_fields=["done"])
            return True
    lines = _next(run, min(at_most, SCHOOL_PART if run.organisation_id else PART))
    if not lines:
        run.state, run.done, run.applied_at = State.APPLIED.value, run.total, clock.now()
        run.save(update_fields=["state", "done", "applied_at"])
        return False
    kind = lines[0].kind
    lines = list(takewhile(lambda line: line.kind == kind, lines))
    was = [(line.verdict, line.target, line.plan) for line in lines]
    with system_scope(f"import {run.id}"):
        drafts = _planned_again(run, lines)
        _carry(run, [pair for pair in zip(lines, drafts, strict=True) if pair[0].verdict in DOABLE])
    _note(lines, was=was)
    run.done = lines[-1].number
    run.save(update_fields=["done", "counts"])
    return True


def _next(run: Run, at_most: int) -> list[Line]:
    """The next lines that are to be done; a part in which all were refused is passed by."""
    while run.done < run.total:
        waiting = Line.objects.filter(run=run, number__gt=run.done, number__lte=run.done + at_most, verdict__in=DOABLE)
        if lines := list(waiting.order_by("number")):
            return lines
        run.done += at_most
    return []


def _carry(run: Run, pairs: Sequence[tuple[Line, Draft]]) -> None:
    """Together where the register takes them all; where it refuses one, by halves, until that one alone is refused in
    the register's own words and the others stand."""
    try:
        with transaction.atomic():
            carry_out(run, [draft for _line, draft in pairs])
            if len(pairs) == 1 or connection.vendor == "postgresql":
                connection.check_constraints()
    except (Denied, IntegrityError) as refused:
        if len(pairs) > 1:
            half = len(pairs) // 2
            _carry(run, pairs[:half])
            _carry(run, pairs[half:])
            return
        [(line, _draft)] = pairs
        words = refused.words if isinstance(refused, Denied) else _("What this row points at was not brought in.")
        line.reasons = [*line.reasons, reason("", words)]
        each = run.counts[line.kind]
        each[line.verdict] -= 1
        line.verdict = Verdict.REFUSE.value
        each[line.verdict] = each.get(line.verdict, 0) + 1


def _note(lines: Sequence[Line], *, was: Sequence[tuple[str, uuid.UUID | None, str]]) -> None:
    """Only lines that came out otherwise than shown, or whose plan is replaced by traces, are written: most did not."""
    changed = [
        line for line, before in zip(lines, was, strict=True) if (line.verdict, line.target, line.plan) != before
    ]
    columns = ["verdict", "reasons", "changes", "candidates", "target", "plan"]
    Line.objects.bulk_update(changed, columns, batch_size=200)


def _planned_again(run: Run, lines: Sequence[Line]) -> list[Draft]:
    """The drafts of these lines against the register as it stands now; who no longer fits what was shown asks."""
    drafts = [draft_of(line) for line in lines]
    for draft in drafts:
        if draft.decision == Decision.OUT:
            draft.verdict = Verdict.LEAVE
    planner = Planner(source=run.source, own=run.organisation_id, day=run.day)
    planner.plan(drafts)
    counts: dict[str, dict[str, int]] = defaultdict(dict, {kind: dict(each) for kind, each in run.counts.items()})
    for line, draft in zip(lines, drafts, strict=True):
        shown = line.verdict
        if _is_stale(line, draft):
            line.verdict = Verdict.REFUSE.value if draft.verdict is Verdict.REFUSE else Verdict.ASK.value
            words = _("The register has changed since this was shown; nothing was done. Bring the row again.")
            line.reasons = [*draft.reasons, reason("", words)]
            line.changes = draft.changes
            line.candidates = [str(one) for one in draft.candidates]
            if line.verdict == Verdict.ASK and draft.standing is not None:
                line.candidates = [str(draft.standing.id)]
        else:
            line.target = draft.target
        line.plan = ""
        if shown != line.verdict:
            each = counts[line.kind]
            each[shown] = each.get(shown, 0) - 1
            each[line.verdict] = each.get(line.verdict, 0) + 1
    run.counts = dict(counts)
    return drafts


def _is_stale(line: Line, draft: Draft) -> bool:
    """Whether something else would be done now than was shown. What has become right by itself is left as it is."""
    if draft.verdict is Verdict.LEAVE or draft.verdict == line.verdict == Verdict.CREATE:
        return False
    if draft.verdict != line.verdict:
        return True
    return draft.changes != line.changes
