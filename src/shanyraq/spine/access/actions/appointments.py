"""Appointments at a territory: who works in an education office, over what, from when to when."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import Scope
from shanyraq.spine.access.actions.accounts import rights_changed_now
from shanyraq.spine.access.models import Appointment
from shanyraq.spine.registry import api as registry


def may_appoint(scope: Scope, *, territory_code: str, **_arguments: Any) -> bool:
    """The head of an office, over the own territory and everything under it."""
    territory = registry.territory(territory_code)
    return territory is not None and any(territory.path.startswith(path) for path in scope.over("office_head"))


@action(may=may_appoint)
def appoint(*, person_id: uuid.UUID, territory_code: str, role: str, valid_from: dt.date) -> uuid.UUID:
    """The person works in the office of the territory from the day on, and sees its figures.

    Raises Denied for an unknown role, or where the person holds this appointment already.
    """
    if role not in Appointment.Role.values:
        raise Denied(_("Choose the post in the office."), field="role")
    standing = Appointment.objects.filter(person=person_id, territory=territory_code, role=role, valid_to=None)
    if standing.seen_by_system().exists():
        raise Denied(_("This person holds this post already."))
    made = Appointment.objects.create(
        person_id=person_id, territory_id=territory_code, role=role, valid_from=valid_from
    )
    rights_changed_now([person_id])
    return made.id


def may_end_appointment(scope: Scope, *, appointment_id: uuid.UUID, **_arguments: Any) -> bool:
    row = Appointment.objects.filter(id=appointment_id).seen_by_system().select_related("territory").first()
    return row is not None and any(row.territory.path.startswith(path) for path in scope.over("office_head"))


@action(may=may_end_appointment)
def end_appointment(*, appointment_id: uuid.UUID, last_day: dt.date) -> None:
    """The appointment ends with `last_day`, and the access with it."""
    row = Appointment.objects.filter(id=appointment_id).seen_by_system().get()
    if row.valid_to is not None:
        raise Denied(_("This appointment has ended already."))
    if last_day < row.valid_from:
        raise Denied(_("The day lies before the appointment itself."), field="last_day")
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])
    rights_changed_now([row.person_id])
