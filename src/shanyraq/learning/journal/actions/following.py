"""The lessons of the coming weeks follow the published timetable."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.kernel.inserts import insert_rows
from shanyraq.learning.journal.models import Cell, Lesson, MarkFact
from shanyraq.learning.journal.policies import may_open
from shanyraq.learning.journal.queries.standing import lessons_stood_on
from shanyraq.learning.journal.rules.following import Standing, Wanted, follow
from shanyraq.learning.timetable import api as timetable

PART = 500
COLUMNS = (
    "id", "slot_id", "day", "number", "group_id", "subgroup_id", "subject", "teacher_id", "room_id", "grade",
    "starts_at", "ends_at", "entry_id", "attendance_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Followed:
    """How many lessons came, became others, and went."""

    came: int
    became: int
    went: int


@action(may=may_open, facts_are_history=True)
def follow_timetable(*, organisation_id: uuid.UUID, first: dt.date, last: dt.date) -> Followed:
    """From `first` to `last` every lesson of the published timetable stands in its day, and no other that was opened
    from a timetable, save those in which something is written or which have begun: those stay as they are.

    Planned by hand stays too. Done again it changes nothing.
    """
    wanted = [_wanted(each) for each in timetable.dated_lessons(organisation_id, first, last)]
    rows = Lesson.objects.select_for_update(of=("self",)).filter(
        organisation=organisation_id, day__gte=first, day__lte=last
    )
    found = list(rows.order_by("day", "id").values_list(*COLUMNS))
    kept = _kept([row[0] for row in found])
    now = clock.now()
    standing = [_standing(row, kept=row[0] in kept, now=now) for row in found]
    change = follow(wanted, standing)
    for part in _parts(change.go):
        Lesson.objects.filter(id__in=part).delete()
    for lesson_id, each in change.become:
        Lesson.objects.filter(id=lesson_id).update(
            slot_id=each.slot_id, room_id=each.room_id, starts_at=each.starts_at, ends_at=each.ends_at
        )
    insert_rows([_lesson(organisation_id, each) for each in change.come])
    return Followed(len(change.come), len(change.become), len(change.go))


def _wanted(each: timetable.DatedLesson) -> Wanted:
    slot = each.slot
    if slot.teacher_id is None:
        raise ValueError("a lesson without a teacher is not opened")
    return Wanted(
        slot_id=slot.id, day=each.day, number=slot.number, group_id=slot.group_id, subgroup_id=slot.subgroup_id,
        subject=slot.subject_code, teacher_id=slot.teacher_id, room_id=slot.room_id, grade=slot.grade,
        starts_at=each.starts_at, ends_at=each.ends_at,
    )  # fmt: skip


def _standing(row: tuple[object, ...], *, kept: bool, now: dt.datetime) -> Standing:
    named = dict(zip(COLUMNS, row, strict=True))
    written = named.pop("entry_id"), named.pop("attendance_id")
    begun = named["starts_at"] <= now  # type: ignore[operator]
    by_hand = named["slot_id"] is None
    return Standing(**named, kept=kept or any(written) or begun or by_hand)  # type: ignore[arg-type]


def _kept(ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """The lessons in which a cell was ever written, or on which something else stands."""
    found = lessons_stood_on(ids)
    for part in _parts(ids):
        found |= set(Cell.objects.filter(lesson_id__in=part).values_list("lesson_id", flat=True))
        found |= set(MarkFact.objects.filter(lesson_id__in=part).values_list("lesson_id", flat=True))
    return found


def _lesson(organisation_id: uuid.UUID, each: Wanted) -> Lesson:
    return Lesson(
        organisation_id=organisation_id, group_id=each.group_id, subgroup_id=each.subgroup_id,
        teacher_id=each.teacher_id, room_id=each.room_id, slot_id=each.slot_id, grade=each.grade,
        subject=each.subject, day=each.day, number=each.number, starts_at=each.starts_at, ends_at=each.ends_at,
    )  # fmt: skip


def _parts(ids: Sequence[uuid.UUID]) -> list[Collection[uuid.UUID]]:
    return [ids[start : start + PART] for start in range(0, len(ids), PART)]
