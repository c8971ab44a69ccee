"""A person says who is meant where a line asks."""

import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.exchange.models import Line, Run
from shanyraq.spine.exchange.policies import may_handle
from shanyraq.spine.exchange.queries.planning import Planner
from shanyraq.spine.exchange.queries.planning.lines import draft_of
from shanyraq.spine.exchange.rules.verdicts import Decision, State, Verdict

BROUGHT = (Verdict.CREATE.value, Verdict.CHANGE.value, Verdict.LEAVE.value)


@action(may=may_handle)
def decide_line(*, run_id: uuid.UUID, number: int, decision: str, candidate_id: uuid.UUID | None = None) -> None:
    """The line is planned by what was decided: it is this person, a new one, or stays out. Raises Denied where the
    line does not ask, or the person was not among those it asked about."""
    run = Run.objects.select_for_update().get(id=run_id)
    line = Line.objects.filter(run=run, number=number).first()
    if run.state != State.READ or line is None or not (line.verdict == Verdict.ASK or line.decision):
        raise Denied(_("This row asks nothing."), way=_("Open the file again and look at its rows."))
    if decision == Decision.SAME and str(candidate_id) not in line.candidates:
        raise Denied(_("Choose one of the people whom this row may mean."), field="person")
    shown = line.verdict
    line.decision, line.plan = Decision(decision).value, ""
    if decision == Decision.OUT:
        line.verdict, line.changes = Verdict.LEAVE.value, []
        line.reasons = [one for one in line.reasons if not one["grave"]]
    else:
        if decision == Decision.SAME:
            line.target = candidate_id
        else:
            line.verdict = Verdict.ASK.value
        with system_scope(f"import {run.id}"):
            _plan_again(run, line)
    line.save()
    each = run.counts.setdefault(line.kind, {})
    each[shown] = each.get(shown, 0) - 1
    each[line.verdict] = each.get(line.verdict, 0) + 1
    run.save(update_fields=["counts"])


def _plan_again(run: Run, line: Line) -> None:
    """Beside the other lines of the file, which it may point at."""
    planner = Planner(source=run.source, own=run.organisation_id, day=run.day)
    for other in Line.objects.filter(run=run, number__lt=line.number, verdict__in=BROUGHT).order_by("number"):
        draft = draft_of(other)
        draft.target, draft.verdict = other.target, Verdict(other.verdict)
        planner.remember(draft)
    draft = draft_of(line)
    planner.plan([draft])
    line.verdict = str(draft.verdict)
    line.changes, line.reasons, line.target = draft.changes, draft.reasons, draft.target
