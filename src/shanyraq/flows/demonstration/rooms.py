"""Where each lesson of the week is held: the class's own room, the gym, a laboratory, a free room for a second part."""

from collections import defaultdict
from collections.abc import Sequence

from shanyraq.flows.demonstration.building import LABORATORIES, lyceum_building
from shanyraq.flows.demonstration.classes import ClassPlan
from shanyraq.flows.demonstration.timetable import Slot

GYM, GYM_HOLDS = "Спорт залы", 2

LABORATORY = {"physics": "301", "chemistry": "302", "biology": "303"}
Hour = tuple[int, int, int]


def rooms_of_week(classes: Sequence[ClassPlan], week: Sequence[Slot], *, laboratories: bool) -> dict[Slot, str]:
    """The name of the room of each lesson; nobody meets anybody there who has no place beside them."""
    plain = [room.name for room in lyceum_building().rooms if room.kind == "classroom"]
    pupils = [each for each in classes if each.grade]
    own = {each.id: room for each, room in zip(pupils, plain, strict=False)}
    spare = plain[len(own) :]
    shifts = {each.id: each.shift for each in classes}
    taken: dict[tuple[Hour, str], int] = defaultdict(int)
    found: dict[Slot, str] = {}
    for slot in week:
        hour = (shifts[slot.class_id], slot.weekday, slot.number)
        room = _wanted(slot, own[slot.class_id], laboratories=laboratories)
        if slot.part == 2:
            room = next((one for one in spare if not taken[hour, one]), "")
        elif taken[hour, room] >= (GYM_HOLDS if room == GYM else 1):
            room = own[slot.class_id]
        taken[hour, room] += 1
        found[slot] = room
    return found


def _wanted(slot: Slot, own: str, *, laboratories: bool) -> str:
    if slot.subject == "pe":
        return GYM
    if laboratories and slot.subject in LABORATORY:
        return LABORATORIES[LABORATORY[slot.subject]]
    return own
