"""A finding is accepted with a reason until a date; an office asks a school for answers."""

import datetime as dt
import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.quality.events import QuestionsAsked
from shanyraq.spine.quality.models import Finding, FindingMove
from shanyraq.spine.quality.policies import may_accept_finding, may_ask_school
from shanyraq.spine.quality.rules.looking import State, Step

LONGEST = dt.timedelta(days=366)
"""An acceptance lasts at most a school year: every reason is looked at again."""
SHORTEST_REASON = 10


@action(may=may_accept_finding, facts_are_history=True)
def accept_finding(*, finding_id: uuid.UUID, reason: str, until: dt.date) -> None:
    """The question rests until the day named, or until the facts behind it change. The reason is a sealed fact.

    Raises Denied where the reason says nothing or the day is past or too far; Conflict where it is not open.
    """
    finding = Finding.objects.select_for_update().get(id=finding_id)
    today = clock.today()
    if finding.state != State.OPEN:
        raise Conflict(_("This question is not open any more."), way=_("Look at the list again."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise Denied(_("Say in a sentence why it may stay as it is."), field="reason")
    if not today <= until <= today + LONGEST:
        raise Denied(_("Choose a day from today on, a year ahead at most."), field="until")
    scope = current_scope()
    [move] = facts.record(
        [
            FindingMove(
                organisation_id=finding.organisation_id, finding_id=finding.id, rule=finding.rule,
                subject_id=finding.subject_id, move=Step.ACCEPTED.value, happened_at=clock.now(),
            )
        ],
        payloads=[{"reason": reason.strip(), "until": until.isoformat()}],
    )  # fmt: skip
    finding.state, finding.closed_on = State.ACCEPTED, today
    finding.accepted_until, finding.accepted_by = until, scope.actor_id
    finding.move_day, finding.move_id = move.day, move.id
    finding.save(update_fields=["state", "closed_on", "accepted_until", "accepted_by", "move_day", "move_id"])


@action(may=may_accept_finding, facts_are_history=True)
def take_back(*, finding_id: uuid.UUID) -> None:
    """The acceptance is taken back and the question is open again. Raises Conflict where it is not accepted."""
    finding = Finding.objects.select_for_update().get(id=finding_id)
    if finding.state != State.ACCEPTED:
        raise Conflict(_("This question is not accepted."), way=_("Look at the list again."))
    [move] = facts.record(
        [
            FindingMove(
                organisation_id=finding.organisation_id, finding_id=finding.id, rule=finding.rule,
                subject_id=finding.subject_id, move=Step.REOPENED.value, happened_at=clock.now(),
            )
        ]
    )  # fmt: skip
    finding.state, finding.opened_on, finding.closed_on = State.OPEN, clock.today(), None
    finding.accepted_until, finding.accepted_by = None, None
    finding.move_day, finding.move_id = move.day, move.id
    finding.save(
        update_fields=["state", "opened_on", "closed_on", "accepted_until", "accepted_by", "move_day", "move_id"]
    )


@action(may=may_ask_school)
def ask_school(*, organisation_id: uuid.UUID, number: int) -> uuid.UUID:
    """The school's heads are asked to answer the open questions. Announces QuestionsAsked."""
    if number < 1:
        raise Denied(_("This school has no open questions."))
    ask_id = new_id()
    announce(QuestionsAsked(ask_id=ask_id, organisation_id=organisation_id, number=number))
    return ask_id
