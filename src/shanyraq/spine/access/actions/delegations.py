"""A director lends the keeper's right to an employee, for some days, and takes it back."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import Scope, current_scope
from shanyraq.spine.access.actions.accounts import rights_changed_now
from shanyraq.spine.access.models import Delegation
from shanyraq.spine.access.rules import Role
from shanyraq.spine.registry import api as registry

LONGEST = dt.timedelta(days=366)


def may_delegate(scope: Scope, *, organisation_id: uuid.UUID, **_arguments: Any) -> bool:
    return organisation_id in scope.at(Role.DIRECTOR)


@action(may=may_delegate)
def delegate(
    *, organisation_id: uuid.UUID, person_id: uuid.UUID, ground: str, valid_from: dt.date, valid_to: dt.date
) -> uuid.UUID:
    """The employee keeps the register of the organisation from the first day to the last, and no day longer.

    Raises Denied for somebody who does not work there, without a ground, for days gone by or more than a year.
    """
    if not ground.strip():
        raise Denied(_("Say on which ground."), field="ground")
    if valid_to < valid_from or valid_to < clock.today():
        raise Denied(_("The last day must not lie before the first, nor in the past."), field="valid_to")
    if valid_to - valid_from > LONGEST:
        raise Denied(_("A right is lent for a year at most."), field="valid_to")
    employees = registry.employees_of([organisation_id], day=clock.today())
    if person_id not in {row.person_id for row in employees}:
        raise Denied(_("This person does not work here."), field="person")
    giver = current_scope().person_id
    if giver is None or giver == person_id:
        raise Denied(_("Nobody lends a right to themself."), field="person")
    made = Delegation.objects.create(
        person_id=person_id,
        organisation_id=organisation_id,
        given_by_id=giver,
        ground=ground.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    rights_changed_now([person_id])
    return made.id


def may_withdraw_delegation(scope: Scope, *, delegation_id: uuid.UUID, **_arguments: Any) -> bool:
    row = Delegation.objects.filter(id=delegation_id).first()
    return row is not None and row.organisation_id in scope.at(Role.DIRECTOR)


@action(may=may_withdraw_delegation)
def withdraw_delegation(*, delegation_id: uuid.UUID) -> None:
    """The right is gone at the employee's next request."""
    row = Delegation.objects.select_for_update().get(id=delegation_id)
    if row.withdrawn_at is not None:
        raise Denied(_("This right has been taken back already."))
    row.withdrawn_at = clock.now()
    row.save(update_fields=["withdrawn_at"])
    rights_changed_now([row.person_id])
