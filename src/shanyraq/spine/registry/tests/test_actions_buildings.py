"""Buildings: keepers furnish their own school; two rooms of one name are refused in words."""

from typing import Any

import pytest

from shanyraq.kernel.actions.api import Denied
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.models import Building, Room


def test_a_director_furnishes_the_own_school_and_not_the_neighbours(as_director: Any) -> None:
    rooms = (registry.RoomDraft(name="101"), registry.RoomDraft(name="Спорт залы", kind="gym", capacity=60))
    draft = registry.BuildingDraft(name="Негізгі корпус", built_year=2012, rooms=rooms)
    [made] = registry.furnish(organisation_id=as_director.school.organisation_id, buildings=[draft])
    assert list(Building.objects.values_list("id", "name")) == [(made, "Негізгі корпус")]
    assert set(Room.objects.values_list("name", "kind")) == {("101", "classroom"), ("Спорт залы", "gym")}
    with pytest.raises(Denied):
        registry.furnish(organisation_id=as_director.neighbour.organisation_id, buildings=[draft])


def test_two_rooms_of_one_name_are_refused_with_the_building_named(as_director: Any) -> None:
    twice = (registry.RoomDraft(name="101"), registry.RoomDraft(name="101"))
    with pytest.raises(Denied, match="А корпусы"):
        registry.furnish(
            organisation_id=as_director.school.organisation_id,
            buildings=[registry.BuildingDraft(name="А корпусы", rooms=twice)],
        )
    assert Room.objects.count() == 0


def test_the_card_shows_every_stay_the_latest_first(as_director: Any) -> None:
    [stay] = registry.enrolments_of(as_director.school.pupil_id)
    assert (stay.organisation, stay.group, stay.valid_to) == ("№28", "7 «Ә»", None)
    assert registry.enrolments_of(as_director.neighbour.pupil_id) == []
