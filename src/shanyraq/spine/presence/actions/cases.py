"""Cases open where witnesses disagree, and are closed by a person with a reason or by the witnesses' agreement."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.presence.events import CaseClosed, CaseOpened
from shanyraq.spine.presence.models import Case, CaseMove
from shanyraq.spine.presence.policies import may_close_case
from shanyraq.spine.presence.rules import Decision, Outcome, deadline
from shanyraq.spine.registry import api as registry


def settle_cases(
    decisions: Mapping[uuid.UUID, Decision],
    *,
    organisation_id: uuid.UUID,
    day: dt.date,
    groups: Mapping[uuid.UUID, uuid.UUID | None],
) -> None:
    """Every disagreement has its open case, unless a person has closed it; where witnesses now agree, it is closed.

    A case that closed because they agreed opens again when they disagree once more.
    """
    standing = {
        (case.person_id, case.kind): case
        for case in Case.objects.filter(day=day, person_id__in=list(decisions)).select_for_update()
    }
    fresh = [
        (person, decision)
        for person, decision in decisions.items()
        if decision.disagreement and (person, decision.disagreement.value) not in standing
    ]
    if fresh:
        _open(fresh, organisation_id=organisation_id, day=day, groups=groups)
    for (person, kind), case in standing.items():
        decision = decisions[person]
        if case.status == Case.Status.OPEN and decision.disagreement != kind:
            _close(case, outcome=Outcome.AGREED, reason="", by=None)
        elif case.outcome == Outcome.AGREED and decision.disagreement == kind:
            _open_again(case, decision)


def _open(
    fresh: list[tuple[uuid.UUID, Decision]],
    *,
    organisation_id: uuid.UUID,
    day: dt.date,
    groups: Mapping[uuid.UUID, uuid.UUID | None],
) -> None:
    now = clock.now()
    owners = registry.class_teachers({group for group in groups.values() if group})
    cases = [
        Case(
            day=day,
            person_id=person,
            organisation_id=organisation_id,
            group_id=groups.get(person),
            kind=str(decision.disagreement),
            owner_id=owners.get(groups.get(person) or uuid.UUID(int=0)),
            at=decision.disagrees_at or now,
            opened_at=now,
            deadline=deadline(now),
        )
        for person, decision in fresh
    ]
    Case.objects.bulk_create(cases)
    facts.record([_move(case, CaseMove.Move.OPENED, at=now) for case in cases])
    announce(*(_opened(case) for case in cases))


def _open_again(case: Case, decision: Decision) -> None:
    now = clock.now()
    case.status, case.outcome, case.closed_at = Case.Status.OPEN, "", None
    case.at, case.opened_at, case.deadline = decision.disagrees_at or now, now, deadline(now)
    case.save(update_fields=["status", "outcome", "closed_at", "at", "opened_at", "deadline"])
    facts.record([_move(case, CaseMove.Move.OPENED, at=now)])
    announce(_opened(case))


def _opened(case: Case) -> CaseOpened:
    return CaseOpened(
        case_id=case.id,
        person_id=case.person_id,
        organisation_id=case.organisation_id,
        owner_id=case.owner_id,
        day=case.day,
        kind=case.kind,
        opened_at=case.opened_at,
    )


def _move(case: Case, move: str, *, at: dt.datetime) -> CaseMove:
    return CaseMove(
        day=clock.local_day(at),
        happened_at=at,
        organisation_id=case.organisation_id,
        case_id=case.id,
        person_id=case.person_id,
        move=move,
        outcome=case.outcome,
    )


@action(may=may_close_case, facts_are_history=True)
def close_case(*, case_id: uuid.UUID, outcome: str, reason: str) -> None:
    """The case is closed with its outcome and the reason in words. Announces CaseClosed.

    Raises Denied where the case is closed already, the outcome is unknown or the reason is empty.
    """
    case = Case.objects.select_for_update().get(id=case_id)
    if case.status == Case.Status.CLOSED:
        raise Denied(_("This case is closed already."))
    if outcome not in set(Outcome) - {Outcome.AGREED}:
        raise Denied(_("Choose how the case ended."), field="outcome")
    if not reason.strip():
        raise Denied(_("Say in a few words what you found out."), field="reason")
    _close(case, outcome=outcome, reason=reason.strip(), by=current_scope().actor_id)


def _close(case: Case, *, outcome: str, reason: str, by: uuid.UUID | None) -> None:
    now = clock.now()
    case.status, case.outcome, case.closed_at, case.closed_by = Case.Status.CLOSED, outcome, now, by
    case.save(update_fields=["status", "outcome", "closed_at", "closed_by"])
    facts.record([_move(case, CaseMove.Move.CLOSED, at=now)], payloads=[{"reason": reason} if reason else {}])
    announce(
        CaseClosed(
            case_id=case.id,
            person_id=case.person_id,
            organisation_id=case.organisation_id,
            day=case.day,
            outcome=outcome,
        )
    )
