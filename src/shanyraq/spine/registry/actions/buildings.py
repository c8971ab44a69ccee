"""Buildings and their rooms."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import Scope
from shanyraq.spine.registry.drafts import BuildingDraft
from shanyraq.spine.registry.models import Building, Room
from shanyraq.spine.registry.policies import KEEPERS


def may_furnish(scope: Scope, *, organisation_id: uuid.UUID, **_arguments: Any) -> bool:
    return organisation_id in scope.at(*KEEPERS)


@action(may=may_furnish)
def furnish(*, organisation_id: uuid.UUID, buildings: Sequence[BuildingDraft]) -> list[uuid.UUID]:
    """The buildings stand with their rooms. Raises Denied where two rooms of one building have the same name."""
    for draft in buildings:
        names = [room.name for room in draft.rooms]
        if len(set(names)) < len(names):
            raise Denied(
                _("%(building)s: two rooms have the same name.") % {"building": draft.name},
                way=_("Give each room a name of its own, for example its number."),
                field="rooms",
            )
    made = [
        Building(organisation_id=organisation_id, name=draft.name, address=draft.address, built_year=draft.built_year)
        for draft in buildings
    ]
    Building.objects.bulk_create(made)
    Room.objects.bulk_create(
        Room(
            organisation_id=organisation_id,
            building=building,
            name=room.name,
            kind=room.kind,
            capacity=room.capacity,
        )
        for building, draft in zip(made, buildings, strict=True)
        for room in draft.rooms
    )
    return [building.id for building in made]
