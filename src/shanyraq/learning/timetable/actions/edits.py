"""A week is changed by hand: lesson by lesson, each edit with its own answer."""

import uuid
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.inserts import insert_rows
from shanyraq.learning.timetable.actions.versions import lock_draft, touch
from shanyraq.learning.timetable.models import Demand, Slot, Timetable
from shanyraq.learning.timetable.policies import may_edit
from shanyraq.learning.timetable.rules.edits import Clash, Edit, Refusal, Refused, Result, Stored, Verb
from shanyraq.learning.timetable.rules.week import Weeks
from shanyraq.spine.registry import api as registry

MOST_EDITS = 200


@action(may=may_edit)
def edit_slots(*, timetable_id: uuid.UUID, edits: Sequence[Edit]) -> list[Result]:
    """Each edit stands, meets somebody else's, or is refused, one after another; none loses the others.

    Raises Denied where the version is published or too many edits come at once.
    """
    if len(edits) > MOST_EDITS:
        raise Denied(_("These are too many entries at once."), way=_("Send them in smaller parts."))
    row = lock_draft(timetable_id)
    slots = {slot.id: slot for slot in Slot.objects.filter(timetable=row, id__in=[edit.slot_id for edit in edits])}
    rooms = _rooms(row, edits)
    results = [_edited(row, edit, slots, rooms) for edit in edits]
    if any(isinstance(result, Stored) for result in results):
        touch(row.id)
    return results


def _rooms(row: Timetable, edits: Sequence[Edit]) -> frozenset[uuid.UUID]:
    if not any(edit.room_id for edit in edits):
        return frozenset()
    return frozenset(room.id for room in registry.rooms_standing([row.organisation_id]))


def _edited(row: Timetable, edit: Edit, slots: dict[uuid.UUID, Slot], rooms: frozenset[uuid.UUID]) -> Result:
    slot = slots.get(edit.slot_id)
    if edit.room_id and edit.room_id not in rooms:
        return Refused(edit.client_id, edit.slot_id, Refusal.UNKNOWN_ROOM)
    if edit.verb is Verb.PLACE:
        return _placed(row, edit, slots)
    if slot is None:
        return Clash(edit.client_id, edit.slot_id, stands=False)
    if edit.verb is Verb.MOVE and (edit.weekday, edit.number) == (slot.weekday, slot.number):
        return Stored(edit.client_id, edit.slot_id, slot.revision)  # said again after a lost answer
    if edit.seen is not None and edit.seen != slot.revision:
        return Clash(edit.client_id, edit.slot_id, stands=True)
    if slot.locked and edit.verb not in (Verb.LOCK, Verb.UNLOCK):
        return Refused(edit.client_id, edit.slot_id, Refusal.LOCKED)
    if edit.verb is Verb.MOVE and not edit.names_an_hour:
        return Refused(edit.client_id, edit.slot_id, Refusal.NO_SUCH_HOUR)
    if edit.verb is Verb.TAKE:
        slot.delete()
        del slots[edit.slot_id]
        return Stored(edit.client_id, edit.slot_id, None)
    _change(slot, edit)
    slot.revision += 1
    slot.save()
    return Stored(edit.client_id, edit.slot_id, slot.revision)


def _change(slot: Slot, edit: Edit) -> None:
    """The lesson is what the edit says. Asked only for an edit that may be."""
    if edit.verb is Verb.MOVE and edit.weekday is not None and edit.number is not None:
        slot.weekday, slot.number = edit.weekday, edit.number
    elif edit.verb is Verb.ROOM:
        slot.room_id = edit.room_id
    elif edit.verb is Verb.WEEKS:
        slot.weeks = Weeks(edit.weeks).value
    else:
        slot.locked = edit.verb is Verb.LOCK


def _placed(row: Timetable, edit: Edit, slots: dict[uuid.UUID, Slot]) -> Result:
    """A lesson of a demand comes into the week, where the demand has hours left. Said twice, it stands once."""
    if edit.slot_id in slots:
        return Stored(edit.client_id, edit.slot_id, slots[edit.slot_id].revision)
    demand = Demand.objects.filter(id=edit.demand_id, organisation_id=row.organisation_id).first()
    if demand is None:
        return Refused(edit.client_id, edit.slot_id, Refusal.UNKNOWN_DEMAND)
    if edit.weekday is None or edit.number is None or not edit.names_an_hour:
        return Refused(edit.client_id, edit.slot_id, Refusal.NO_SUCH_HOUR)
    weeks = _weeks_left(row, demand)
    if not weeks:
        return Refused(edit.client_id, edit.slot_id, Refusal.NO_HOURS_LEFT)
    asked = Weeks(edit.weeks) if edit.weeks in weeks else weeks[0]
    shift: Mapping[uuid.UUID, int] = {group.id: group.shift for group in registry.groups([demand.group_id])}
    slot = Slot(
        id=edit.slot_id,
        timetable_id=row.id,
        organisation_id=row.organisation_id,
        demand_id=demand.id,
        group_id=demand.group_id,
        subgroup_id=demand.subgroup_id,
        subject=demand.subject,
        teacher_id=demand.teacher_id,
        room_id=edit.room_id or demand.room_id,
        shift=shift[demand.group_id],
        weekday=edit.weekday,
        number=edit.number,
        weeks=asked.value,
    )
    insert_rows([slot])
    slots[slot.id] = slot
    return Stored(edit.client_id, slot.id, slot.revision)


def _weeks_left(row: Timetable, demand: Demand) -> tuple[Weeks, ...]:
    """In which weeks a further lesson of the demand may be: every week's lessons first."""
    standing = list(Slot.objects.filter(timetable=row, demand=demand).values_list("weeks", flat=True))
    whole, halves = standing.count(Weeks.EVERY), len(standing) - standing.count(Weeks.EVERY)
    if whole < demand.every_week:
        return (Weeks.EVERY,)
    if halves < demand.every_second_week:
        return (Weeks.ODD, Weeks.EVEN)
    return ()
