"""The nurse enters a health sheet; a school that accepts a child takes the sheet over."""

import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.facts import api as facts
from shanyraq.spine.care.drafts import HealthDraft
from shanyraq.spine.care.models import HealthSheet
from shanyraq.spine.care.policies import may_keep_health, only_the_machine
from shanyraq.spine.care.projections.standing import show_group
from shanyraq.spine.care.queries.health import latest_sheets
from shanyraq.spine.care.rules import HealthGroup, PhysicalEducation, joined
from shanyraq.spine.registry import api as registry


@action(may=may_keep_health, facts_are_history=True)
def write_sheet(*, person_id: uuid.UUID, draft: HealthDraft) -> uuid.UUID:
    """The child's sheet of today stands at the school, sealed; teachers see the group of physical education and the
    restrictions. Raises Denied for days that cannot be, and for a sheet that says nothing."""
    _refuse_bad_days(draft)
    health = draft.health_group if draft.health_group in set(HealthGroup) else ""
    group = draft.pe_group if draft.pe_group in set(PhysicalEducation) else ""
    if not any((health, group, draft.passport_on, draft.immunisation_on, draft.restrictions, draft.notes.strip())):
        raise Denied(_("The sheet says nothing yet."), way=_("Enter at least one form or one group."))
    stay = registry.stays_now([person_id])[person_id]  # the policy has seen it
    fact = HealthSheet(
        organisation_id=stay.organisation_id,
        person_id=person_id,
        passport_on=draft.passport_on,
        immunisation_on=draft.immunisation_on,
        health_group=health,
        pe_group=group,
        restrictions=joined(draft.restrictions),
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
    )
    return _recorded(fact, notes=draft.notes.strip())


def _refuse_bad_days(draft: HealthDraft) -> None:
    today = clock.today()
    for name, day in (("passport_on", draft.passport_on), ("immunisation_on", draft.immunisation_on)):
        if day is not None and day > today:
            raise Denied(_("This day has not come yet."), field=name)
    if draft.valid_to is not None and draft.valid_to < draft.valid_from:
        raise Denied(_("The last day lies before the first."), field="valid_to")


def _recorded(fact: HealthSheet, *, notes: str) -> uuid.UUID:
    """The fact stands in the place of the one before, and what teachers heed follows it."""
    before = latest_sheets([fact.person_id]).get(fact.person_id)
    if before is not None:
        fact.supersedes_day, fact.supersedes_id = before.day, before.id
    facts.record([fact], payloads=[{"notes": notes} if notes else {}])
    show_group(fact)
    return fact.id


@action(may=only_the_machine, facts_are_history=True)
def take_over_sheet(*, person_id: uuid.UUID, organisation_id: uuid.UUID) -> bool:
    """The accepting school has a sealed sheet of its own that says the same and names the one it continues. False where
    there is none, or where it has been taken over already."""
    before = latest_sheets([person_id]).get(person_id)
    if before is None or before.organisation_id == organisation_id:
        return False
    said = facts.payloads_of([(before.day, before.id)]).get(before.id, {})
    fact = HealthSheet(
        organisation_id=organisation_id,
        **{name: getattr(before, name) for name in HealthSheet.sealed},
    )
    _recorded(fact, notes=str(said.get("notes", "")))
    return True
