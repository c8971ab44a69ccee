"""Buildings and their rooms."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import Scope
from shanyraq.spine.registry.drafts import BuildingDraft, RoomDraft
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
        Building(
            id=draft.id,
            organisation_id=organisation_id,
            name=draft.name,
            address=draft.address,
            built_year=draft.built_year,
        )
        for draft in buildings
    ]
    Building.objects.bulk_create(made)
    Room.objects.bulk_create(
        Room(
            id=room.id,
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


@action(may=may_furnish)
def add_rooms(*, organisation_id: uuid.UUID, building_id: uuid.UUID, rooms: Sequence[RoomDraft]) -> list[uuid.UUID]:
    """The rooms stand in a building of the organisation. Raises Denied where one of that name stands there already."""
    building = Building.objects.filter(id=building_id, organisation=organisation_id).first()
    if building is None:
        raise Denied(_("Choose a building of this organisation."), field="building")
    standing = set(Room.objects.filter(building=building).values_list("name", flat=True))
    for room in rooms:
        if room.name in standing:
            raise Denied(
                _("%(building)s: two rooms have the same name.") % {"building": building.name},
                way=_("Give each room a name of its own, for example its number."),
                field="rooms",
            )
        standing.add(room.name)
    made = [
        Room(
            id=room.id, organisation_id=organisation_id, building=building, name=room.name, kind=room.kind,
            capacity=room.capacity,
        )
        for room in rooms
    ]  # fmt: skip
    Room.objects.bulk_create(made)
    return [room.id for room in made]
