"""A conclusion of the commission is entered, ends earlier than it said, or goes along to another school."""

import datetime as dt
import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.kernel.facts import api as facts
from shanyraq.spine.care.drafts import ConclusionDraft
from shanyraq.spine.care.models import Conclusion, SpecialNeed
from shanyraq.spine.care.policies import may_keep_needs, only_the_machine
from shanyraq.spine.care.projections.standing import show_need
from shanyraq.spine.care.rules import holds, overlaps
from shanyraq.spine.registry import api as registry


@action(may=may_keep_needs, facts_are_history=True)
def write_conclusion(*, person_id: uuid.UUID, draft: ConclusionDraft) -> uuid.UUID:
    """From its first day the child counts as one with special needs: limits and splitting follow.

    Raises Denied without a number, for days that cannot be, and where another conclusion holds on one of the days.
    """
    if not draft.number.strip():
        raise Denied(_("Write the number of the conclusion."), field="number")
    if draft.concluded_on > clock.today():
        raise Denied(_("The conclusion cannot be of a later day."), field="concluded_on")
    if draft.valid_to is not None and draft.valid_to < draft.valid_from:
        raise Denied(_("The last day lies before the first."), field="valid_to")
    span = (draft.valid_from, draft.valid_to)
    standing = SpecialNeed.objects.filter(person=person_id).seen_by_system()
    if any(overlaps(span, (row.valid_from, row.valid_to)) for row in standing):
        raise Denied(
            _("Another conclusion holds on some of these days."),
            way=_("End that one first, with its last day."),
            field="valid_from",
        )
    stay = registry.stays_now([person_id])[person_id]  # the policy has seen it
    fact = Conclusion(
        organisation_id=stay.organisation_id,
        person_id=person_id,
        concluded_on=draft.concluded_on,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
    )
    words = {"number": draft.number.strip(), "advice": draft.advice.strip()}
    facts.record([fact], payloads=[{key: said for key, said in words.items() if said}])
    show_need(fact)
    return fact.id


@action(may=may_keep_needs, facts_are_history=True)
def end_conclusion(*, person_id: uuid.UUID, need_id: uuid.UUID, last_day: dt.date, ground: str) -> None:
    """The conclusion holds until that day and no longer; a sealed fact says on which ground. Nothing is taken back."""
    row = SpecialNeed.objects.select_for_update().filter(id=need_id, person=person_id).first()
    if row is None:
        raise Hidden("no such conclusion")
    if not ground.strip():
        raise Denied(_("Say on which ground."), field="ground")
    if last_day < row.valid_from:
        raise Denied(_("The last day lies before the first."), field="last_day")
    if row.valid_to is not None and last_day >= row.valid_to:
        raise Denied(_("The conclusion ends no later than that already."), field="last_day")
    _continued(row, organisation_id=row.organisation_id, valid_to=last_day, more={"ground": ground.strip()})


def _continued(row: SpecialNeed, *, organisation_id: uuid.UUID, valid_to: dt.date | None, more: dict[str, str]) -> None:
    """A fact that stands in the place of the row's own, with the number and the advice it had."""
    said = facts.payloads_of([(row.fact_day, row.fact_id)]).get(row.fact_id, {})
    fact = Conclusion(
        organisation_id=organisation_id,
        person_id=row.person_id,
        concluded_on=row.concluded_on,
        valid_from=row.valid_from,
        valid_to=valid_to,
        supersedes_day=row.fact_day,
        supersedes_id=row.fact_id,
    )
    facts.record([fact], payloads=[{**said, **more}])
    show_need(fact, of=row)


@action(may=only_the_machine, facts_are_history=True)
def take_over_needs(*, person_id: uuid.UUID, organisation_id: uuid.UUID) -> int:
    """The conclusions that hold today or later stand at the accepting school, sealed there. Returns how many."""
    today = clock.today()
    rows = SpecialNeed.objects.select_for_update().filter(person=person_id).exclude(organisation=organisation_id)
    going = [row for row in rows if row.valid_from > today or holds(row.valid_from, row.valid_to, day=today)]
    for row in going:
        _continued(row, organisation_id=organisation_id, valid_to=row.valid_to, more={})
    return len(going)
