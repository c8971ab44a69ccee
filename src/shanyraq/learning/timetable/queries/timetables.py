"""Versions of a timetable and the lessons of their week."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Q

from shanyraq.learning.timetable.models import Slot, Timetable
from shanyraq.learning.timetable.queries.rows import SlotRow, TimetableRow
from shanyraq.learning.timetable.rules.dating import Version

TIMETABLE = (
    "id", "organisation_id", "school_year", "name", "state", "valid_from", "valid_to", "based_on_id", "created_at",
    "published_at", "fact_id", "edits",
)  # fmt: skip
SLOT = (
    "id", "timetable_id", "organisation_id", "demand_id", "group_id", "group__name", "group__grade", "subgroup_id",
    "subgroup__number", "subgroup__name", "subgroup__division_id", "subject", "teacher_id", "teacher__family",
    "teacher__given", "room_id", "room__name", "shift", "weekday", "number", "weeks", "locked", "revision",
)  # fmt: skip


def timetables_of(organisation_id: uuid.UUID, *, school_year: int | None = None) -> list[TimetableRow]:
    """The versions the scope sees, drafts first, then the newest."""
    rows = Timetable.objects.filter(organisation=organisation_id)
    if school_year is not None:
        rows = rows.filter(school_year=school_year)
    found = [TimetableRow(*row) for row in rows.distinct().values_list(*TIMETABLE)]
    return sorted(found, key=lambda row: (row.is_draft, row.valid_from or dt.date.min, row.created_at), reverse=True)


def timetable(timetable_id: uuid.UUID) -> TimetableRow | None:
    """One version, or None where the scope does not see it."""
    row = Timetable.objects.filter(id=timetable_id).values_list(*TIMETABLE).first()
    return TimetableRow(*row) if row else None


def versions(organisation_id: uuid.UUID) -> list[Version]:
    """The published versions with the days on which they hold. Asked by the machine: what is published is published."""
    rows = Timetable.objects.filter(organisation=organisation_id, state="published").seen_by_system()
    return [Version(*row) for row in rows.order_by("valid_from").values_list("id", "valid_from", "valid_to")]


def slots_of(timetable_id: uuid.UUID) -> list[SlotRow]:
    """The whole week. One query."""
    return _rows(Q(timetable=timetable_id))


def slots_of_group(timetable_id: uuid.UUID, group_id: uuid.UUID) -> list[SlotRow]:
    """The week of one class, as far as the scope sees it."""
    return _rows(Q(timetable=timetable_id, group=group_id))


def slots_of_teacher(timetable_ids: Iterable[uuid.UUID], teacher_id: uuid.UUID) -> list[SlotRow]:
    """The week of a teacher, at every school whose timetable is given."""
    return _rows(Q(timetable__in=list(timetable_ids), teacher=teacher_id))


def slots_of_room(timetable_id: uuid.UUID, room_id: uuid.UUID) -> list[SlotRow]:
    return _rows(Q(timetable=timetable_id, room=room_id))


def slots_by_id(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, SlotRow]:
    return {row.id: row for row in _rows(Q(id__in=list(ids)))}


def _rows(wanted: Q) -> list[SlotRow]:
    rows = Slot.objects.filter(wanted).order_by("weekday", "number", "group__sort_key", "subgroup__number", "id")
    return [SlotRow(*row) for row in rows.values_list(*SLOT)]


def slots_standing(timetable_ids: Iterable[uuid.UUID]) -> list[SlotRow]:
    """Whole weeks, for the machine: lessons are opened from them."""
    rows = Slot.objects.filter(timetable__in=list(timetable_ids)).seen_by_system().order_by("weekday", "number", "id")
    return [SlotRow(*row) for row in rows.values_list(*SLOT)]


def organisations_with_timetable(*, day: dt.date) -> list[uuid.UUID]:
    """The organisations for which a published version holds on this day or later. Asked by the machine."""
    rows = Timetable.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), state="published").seen_by_system()
    return sorted(set(rows.values_list("organisation_id", flat=True)))
