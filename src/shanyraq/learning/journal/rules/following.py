"""How the lessons of a day follow the timetable: which stay, come, change and go. Pure."""

import datetime as dt
import uuid
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A lesson that the timetable holds on this day."""

    slot_id: uuid.UUID
    day: dt.date
    number: int
    group_id: uuid.UUID
    subgroup_id: uuid.UUID | None
    subject: str
    teacher_id: uuid.UUID
    room_id: uuid.UUID | None
    grade: int
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Wanted):
    """A lesson that stands. `kept`: something is written in it or stands on it, it has begun, or it was planned by
    hand."""

    id: uuid.UUID
    slot_id: uuid.UUID | None  # type: ignore[assignment]
    kept: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done: lessons that come, lessons that become what is wanted, lessons that go."""

    come: list[Wanted] = field(default_factory=list)
    become: list[tuple[uuid.UUID, Wanted]] = field(default_factory=list)
    go: list[uuid.UUID] = field(default_factory=list)


def follow(wanted: Collection[Wanted], standing: Collection[Standing]) -> Change:
    """The change that makes the standing lessons those of the timetable, without touching one that is kept.

    A lesson of the same slot or of the same class, hour, subject and teacher is the same lesson: it keeps its id. An
    hour in which a kept lesson stands takes no other lesson of the same pupils, nor of the same teacher.
    """
    change = Change()
    by_slot = {(each.slot_id, each.day): each for each in standing if each.slot_id}
    by_what = {_what(each): each for each in standing}
    used: set[uuid.UUID] = set()
    left: list[Wanted] = []
    for each in wanted:
        same = by_slot.get((each.slot_id, each.day)) or by_what.get(_what(each))
        if same is None or same.id in used:
            left.append(each)
            continue
        used.add(same.id)
        if not same.kept and _differs(each, same):
            change.become.append((same.id, each))
    kept = [each for each in standing if each.kept and each.id not in used]
    change.go.extend(each.id for each in standing if not each.kept and each.id not in used)
    change.come.extend(each for each in left if not _is_taken(each, kept))
    return change


def _what(lesson: Wanted) -> Hashable:
    return lesson.day, lesson.number, lesson.group_id, lesson.subgroup_id, lesson.subject, lesson.teacher_id


def _differs(wanted: Wanted, standing: Standing) -> bool:
    """Of one slot only time and room can differ: who was put in for a day stays."""
    return (wanted.slot_id, wanted.room_id, wanted.starts_at, wanted.ends_at) != (
        standing.slot_id,
        standing.room_id,
        standing.starts_at,
        standing.ends_at,
    )


def _is_taken(wanted: Wanted, kept: Iterable[Standing]) -> bool:
    for each in kept:
        if (each.day, each.number) != (wanted.day, wanted.number):
            continue
        same_pupils = each.group_id == wanted.group_id and (
            None in (each.subgroup_id, wanted.subgroup_id) or each.subgroup_id == wanted.subgroup_id
        )
        if same_pupils or (each.group_id == wanted.group_id and each.teacher_id == wanted.teacher_id):
            return True
    return False
