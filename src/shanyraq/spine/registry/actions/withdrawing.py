"""Rows that were entered by mistake are taken out again, while nothing stands on them."""

import uuid
from collections.abc import Sequence

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.spine.registry.actions.amending import KINDS, OF_RIGHTS
from shanyraq.spine.registry.actions.organisations import only_the_machine
from shanyraq.spine.registry.actions.people import refuse_disputed
from shanyraq.spine.registry.events import RightsChanged
from shanyraq.spine.registry.models import Person
from shanyraq.spine.registry.queries.dependants import needed_people


@action(may=only_the_machine)
def withdraw(*, kind: str, ids: Sequence[uuid.UUID]) -> int:
    """The rows are gone as if they had never been entered. Raises Denied where something stands on one of them.

    Only for what an import or a form has just brought in by mistake: what was ever true is closed, never withdrawn.
    """
    if kind == "person" and (needed := needed_people(ids)):
        names = ", ".join(sorted(str(row) for row in Person.objects.filter(id__in=list(needed)[:5])))
        raise Denied(
            _("Something stands on these people already: %(names)s.") % {"names": names},
            way=_("Close their stay or post instead of taking them out."),
        )
    rows = KINDS[kind].objects.filter(id__in=list(ids))
    if kind == "guardianship":
        refuse_disputed(rows.values_list("child_id", flat=True))
    people = {value for row in rows.values_list(*OF_RIGHTS[kind]) for value in row} if kind in OF_RIGHTS else set()
    try:
        gone, _each = rows.delete()
    except ProtectedError as error:
        raise Denied(
            _("Something stands on these rows already, for example an account, a card or a mark."),
            way=_("Close them with their last day instead of taking them out."),
        ) from error
    if told := tuple(sorted(people - {None})):
        announce(RightsChanged(person_ids=told, from_day=clock.today()))
    return gone
