"""Protection by a court order, custody limits, and disputes between guardians."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.scope import Scope
from shanyraq.spine.registry.events import RightsChanged
from shanyraq.spine.registry.models import CustodyLimit, Guardianship, GuardianshipDispute, Person, ProtectionOrder
from shanyraq.spine.registry.policies import KEEPERS
from shanyraq.spine.registry.queries.families import place_of


def may_protect(scope: Scope, *, person_id: uuid.UUID, **_: Any) -> bool:
    return place_of(person_id) in scope.at("director")


@action(may=may_protect)
def protect(*, person_id: uuid.UUID, order_number: str, order_date: dt.date, day: dt.date) -> uuid.UUID:
    """The person is found by name by the director only, and stands in no list but the own class's.

    Raises Denied without the number of the court order, for an order of a later day, and where one stands already.
    """
    _refuse_bad_paper(order_number, order_date, day=day)
    person = _locked(person_id)
    if person.protected:
        raise Denied(_("This person is protected already."))
    assert person.organisation_id is not None  # the policy has seen it
    made = ProtectionOrder.objects.create(
        person=person,
        organisation_id=person.organisation_id,
        order_number=order_number.strip(),
        order_date=order_date,
        set_on=day,
    )
    person.protected = True
    person.save(update_fields=["protected"])
    return made.id


@action(may=may_protect)
def lift_protection(*, person_id: uuid.UUID, order_number: str, order_date: dt.date, day: dt.date) -> None:
    """The person is found again; the paper on which the protection ended is kept."""
    _refuse_bad_paper(order_number, order_date, day=day)
    person = _locked(person_id)
    if not person.protected:
        raise Denied(_("This person is not protected."))
    ProtectionOrder.objects.filter(person=person, lifted_on=None).seen_by_system().update(
        lifted_on=day, lifting_number=order_number.strip(), lifting_date=order_date
    )
    person.protected = False
    person.save(update_fields=["protected"])


def may_keep_family(scope: Scope, *, child_id: uuid.UUID, **_: Any) -> bool:
    """Who keeps the register where the child is and may see the child at all."""
    return place_of(child_id) in scope.at(*KEEPERS) and Person.objects.filter(id=child_id).exists()


@action(may=may_keep_family)
def limit_custody(
    *,
    child_id: uuid.UUID,
    guardian_id: uuid.UUID,
    ground: str,
    document_number: str,
    valid_from: dt.date,
    valid_to: dt.date | None = None,
    forbids: str = CustodyLimit.Forbids.EVERYTHING,
) -> uuid.UUID:
    """From the day on the guardian sees nothing of the child, or does not pick the child up; the guardianship stands.

    Announces RightsChanged.
    """
    if forbids not in CustodyLimit.Forbids.values:
        raise Denied(_("Choose what the court forbids."), field="forbids")
    if not ground.strip():
        raise Denied(_("Say on which ground."), field="ground")
    if not document_number.strip():
        raise Denied(_("Write the number of the court's document."), field="document_number")
    if valid_to is not None and valid_to < valid_from:
        raise Denied(_("The last day lies before the first."), field="valid_to")
    over = Guardianship.objects.filter(child=child_id, guardian=guardian_id).seen_by_system()
    if not over.exists():
        raise Denied(_("This person is not a guardian of the child."), field="guardian")
    standing = CustodyLimit.objects.filter(child=child_id, guardian=guardian_id, valid_to=None).seen_by_system()
    if standing.exists():
        raise Denied(_("A court keeps this guardian from the child already."))
    organisation = place_of(child_id)
    assert organisation is not None  # the policy has seen it
    made = CustodyLimit.objects.create(
        child_id=child_id,
        guardian_id=guardian_id,
        organisation_id=organisation,
        forbids=forbids,
        ground=ground.strip(),
        document_number=document_number.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    announce(RightsChanged(person_ids=(guardian_id,), from_day=valid_from))
    return made.id


@action(may=may_keep_family)
def end_custody_limit(*, child_id: uuid.UUID, limit_id: uuid.UUID, last_day: dt.date, reason: str) -> None:
    """`last_day` is the last on which the court keeps the guardian from the child. Announces RightsChanged."""
    if not reason.strip():
        raise Denied(_("Say on which ground."), field="reason")
    row = CustodyLimit.objects.select_for_update().filter(id=limit_id, child=child_id).first()
    if row is None:
        raise Hidden("no such limit")
    if row.valid_to is not None and row.valid_to <= last_day:
        raise Denied(_("This limit has ended already."))
    if last_day < row.valid_from:
        raise Denied(_("The last day lies before the first."), field="last_day")
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])
    announce(RightsChanged(person_ids=(row.guardian_id,), from_day=last_day))


@action(may=may_keep_family)
def open_dispute(*, child_id: uuid.UUID, ground: str, day: dt.date) -> uuid.UUID:
    """Nobody changes who the guardians of the child are until the dispute is lifted."""
    if not ground.strip():
        raise Denied(_("Say on which ground."), field="ground")
    child = _locked(child_id)
    if GuardianshipDispute.objects.filter(child=child, lifted_on=None).seen_by_system().exists():
        raise Denied(_("A dispute over this child stands already."))
    assert child.organisation_id is not None  # the policy has seen it
    made = GuardianshipDispute.objects.create(
        child=child, organisation_id=child.organisation_id, ground=ground.strip(), opened_on=day
    )
    return made.id


@action(may=may_keep_family)
def lift_dispute(*, child_id: uuid.UUID, ground: str, day: dt.date) -> None:
    """The guardians of the child may be changed again, and the ground is kept."""
    if not ground.strip():
        raise Denied(_("Say on which ground."), field="ground")
    _locked(child_id)
    standing = GuardianshipDispute.objects.filter(child=child_id, lifted_on=None)
    if not standing.update(lifted_on=day, lifted_because=ground.strip()):
        raise Denied(_("No dispute stands over this child."))


def _refuse_bad_paper(number: str, date: dt.date, *, day: dt.date) -> None:
    if not number.strip():
        raise Denied(_("Write the number of the court order."), field="order_number")
    if date > day:
        raise Denied(_("The court order cannot be of a later day."), field="order_date")


def _locked(person_id: uuid.UUID) -> Person:
    return Person.objects.select_for_update().get(id=person_id)
