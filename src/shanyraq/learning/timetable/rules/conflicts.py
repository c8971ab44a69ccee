"""What is wrong with a week, and what would be if a lesson stood elsewhere. Pure: everything it needs is given."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from itertools import combinations

from shanyraq.learning.timetable.rules.week import Weeks, meet


class Kind(StrEnum):
    TEACHER_TWICE = "teacher_twice"
    GROUP_TWICE = "group_twice"
    ROOM_TWICE = "room_twice"
    TEACHER_AWAY = "teacher_away"
    NO_TEACHER = "no_teacher"
    NO_BELL = "no_bell"
    ROOM_CLOSED = "room_closed"
    DAY_TOO_LONG = "day_too_long"
    WEEK_TOO_LONG = "week_too_long"
    NOT_PLACED = "not_placed"
    PLACED_TWICE = "placed_twice"
    ROOM_SMALL = "room_small"
    ROOM_KIND = "room_kind"
    TEACHER_UNWANTED = "teacher_unwanted"
    SUBJECT_TWICE = "subject_twice"
    CLASS_WAITS = "class_waits"
    TEACHER_WAITS = "teacher_waits"


MUST = frozenset({
    Kind.TEACHER_TWICE, Kind.GROUP_TWICE, Kind.ROOM_TWICE, Kind.TEACHER_AWAY, Kind.NO_TEACHER, Kind.NO_BELL,
    Kind.ROOM_CLOSED, Kind.DAY_TOO_LONG, Kind.WEEK_TOO_LONG, Kind.NOT_PLACED, Kind.PLACED_TWICE,
})  # fmt: skip
"""What cannot be lived or may not be; the rest could be better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One lesson of the week. `part` is the subgroup; parts of one `division` may learn side by side."""

    id: uuid.UUID
    group: uuid.UUID
    subject: str
    weekday: int
    number: int
    shift: int = 1
    weeks: str = Weeks.EVERY
    part: uuid.UUID | None = None
    division: uuid.UUID | None = None
    teacher: uuid.UUID | None = None
    room: uuid.UUID | None = None
    demand: uuid.UUID | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True)
class ClassOf:
    """What the rules ask of a class. `most_a_day` and `most_a_week` are the limits of its grade."""

    grade: int
    shift: int
    size: int = 0
    most_a_day: int | None = None
    most_a_week: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RoomOf:
    kind: str
    seats: int | None = None
    holds: int = 1
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A demand: lessons in every week, and more in every second one; and the room it asks for."""

    group: uuid.UUID
    part: uuid.UUID | None
    subject: str
    teacher: uuid.UUID | None
    every_week: int
    every_second_week: int
    room_kind: str = ""


Span = tuple[int, int]
"""Minutes of the day, from and to."""
HourKey = tuple[uuid.UUID, int, int, int]
"""Teacher, shift, weekday, number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """All that a week is judged by. `bells` are by (group, weekday, number); `part_sizes` by subgroup."""

    classes: Mapping[uuid.UUID, ClassOf]
    bells: Mapping[tuple[uuid.UUID, int, int], Span]
    rooms: Mapping[uuid.UUID, RoomOf] = field(default_factory=dict)
    part_sizes: Mapping[uuid.UUID, int] = field(default_factory=dict)
    demands: Mapping[uuid.UUID, Wanted] = field(default_factory=dict)
    away: Mapping[HourKey, str] = field(default_factory=dict)
    unwanted: Mapping[HourKey, str] = field(default_factory=dict)
    windows_of_teacher: int = 3


@dataclass(frozen=True, slots=True)
class Conflict:
    """`lessons` are the ids concerned; `who` is the teacher, group, room or demand it is about; `count` how much."""

    kind: Kind
    lessons: tuple[uuid.UUID, ...] = ()
    who: uuid.UUID | None = None
    weekday: int | None = None
    number: int | None = None
    count: int = 0
    most: int = 0

    @property
    def is_must(self) -> bool:
        return self.kind in MUST


def conflicts(lessons: Sequence[Placed], around: Around) -> list[Conflict]:
    """Everything wrong, what must be mended first."""
    found = [*_clashes(lessons, around), *_singly(lessons, around), *_by_class(lessons, around)]
    found += [*_hours_of_demands(lessons, around), *_waiting_teachers(lessons, around)]
    return sorted(found, key=lambda each: (not each.is_must, each.kind, each.weekday or 0, each.number or 0))


def at_hour(lesson: Placed, weekday: int, number: int, *, others: Sequence[Placed], around: Around) -> list[Conflict]:
    """What would be wrong about this lesson if it stood in this hour beside the others."""
    there = replace(lesson, weekday=weekday, number=number)
    same_day = [each for each in others if each.id != lesson.id and each.weekday == weekday]
    found = [each for each in _clashes([there, *same_day], around) if lesson.id in each.lessons]
    found += _singly([there], around)
    of_class = [each for each in same_day if each.group == lesson.group]
    found += [each for each in _day(there.group, weekday, [there, *of_class], around) if each.kind != Kind.CLASS_WAITS]
    return sorted(found, key=lambda each: not each.is_must)


def _span(lesson: Placed, around: Around) -> Span | None:
    return around.bells.get((lesson.group, lesson.weekday, lesson.number))


def _clashes(lessons: Iterable[Placed], around: Around) -> Iterator[Conflict]:
    """Two lessons at one time that share a teacher, pupils or a room."""
    by: dict[tuple[str, uuid.UUID, int], list[tuple[Span, Placed]]] = defaultdict(list)
    for each in lessons:
        span = _span(each, around)
        if span is None:
            continue
        for what, who in (("teacher", each.teacher), ("group", each.group), ("room", each.room)):
            if who is not None:
                by[what, who, each.weekday].append((span, each))
    for (what, who, _weekday), there in by.items():
        if len(there) < 2:
            continue
        if what == "room":
            yield from _crowded(who, there, around)
            continue
        for (span, one), (other_span, other) in combinations(there, 2):
            if _overlap(span, other_span) and meet(one.weeks, other.weeks) and _share(what, one, other):
                kind = Kind.TEACHER_TWICE if what == "teacher" else Kind.GROUP_TWICE
                yield Conflict(kind, (one.id, other.id), who, one.weekday, one.number)


def _share(what: str, one: Placed, other: Placed) -> bool:
    """Parts of one division hold different pupils."""
    apart = one.division is not None and one.division == other.division and one.part != other.part
    return what == "teacher" or not apart


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _crowded(room: uuid.UUID, there: Sequence[tuple[Span, Placed]], around: Around) -> Iterator[Conflict]:
    """More lessons at once than the room takes. Each lesson is asked how many stand in it, itself among them."""
    known = around.rooms.get(room)
    most = known.holds if known else 1
    told: set[frozenset[uuid.UUID]] = set()
    for span, one in there:
        at_once = [each for other, each in there if _overlap(span, other) and meet(one.weeks, each.weeks)]
        ids = frozenset(each.id for each in at_once)
        if len(at_once) > most and ids not in told:
            told.add(ids)
            yield Conflict(
                Kind.ROOM_TWICE, tuple(sorted(ids)), room, one.weekday, one.number, count=len(at_once), most=most
            )


def _singly(lessons: Iterable[Placed], around: Around) -> Iterator[Conflict]:
    """What is wrong with a lesson by itself."""
    for each in lessons:
        where = {"weekday": each.weekday, "number": each.number}
        if _span(each, around) is None:
            yield Conflict(Kind.NO_BELL, (each.id,), each.group, **where)
        if each.teacher is None:
            yield Conflict(Kind.NO_TEACHER, (each.id,), each.group, **where)
        else:
            key = (each.teacher, each.shift, each.weekday, each.number)
            if key in around.away:
                yield Conflict(Kind.TEACHER_AWAY, (each.id,), each.teacher, **where)
            elif key in around.unwanted:
                yield Conflict(Kind.TEACHER_UNWANTED, (each.id,), each.teacher, **where)
        yield from _room(each, around)


def _room(lesson: Placed, around: Around) -> Iterator[Conflict]:
    room = around.rooms.get(lesson.room) if lesson.room else None
    wanted = around.demands.get(lesson.demand) if lesson.demand else None
    where = {"weekday": lesson.weekday, "number": lesson.number}
    if wanted and wanted.room_kind and (room is None or room.kind != wanted.room_kind):
        yield Conflict(Kind.ROOM_KIND, (lesson.id,), lesson.room, **where)
    if room is None:
        return
    if room.closed:
        yield Conflict(Kind.ROOM_CLOSED, (lesson.id,), lesson.room, **where)
    size = around.part_sizes.get(lesson.part, 0) if lesson.part else around.classes[lesson.group].size
    if room.seats and size > room.seats:
        yield Conflict(Kind.ROOM_SMALL, (lesson.id,), lesson.room, count=size, most=room.seats, **where)


def _by_class(lessons: Sequence[Placed], around: Around) -> Iterator[Conflict]:
    days: dict[tuple[uuid.UUID, int], list[Placed]] = defaultdict(list)
    for each in lessons:
        days[each.group, each.weekday].append(each)
    hours: dict[uuid.UUID, Decimal] = defaultdict(Decimal)
    for (group, weekday), own in days.items():
        yield from _day(group, weekday, own, around)
        hours[group] += sum(_hours_of_day(own).values(), Decimal())
    for group, total in hours.items():
        most = around.classes[group].most_a_week
        if most is not None and total > most:
            yield Conflict(Kind.WEEK_TOO_LONG, who=group, count=int(total + Decimal("0.5")), most=int(most))


def _hours_of_day(own: Iterable[Placed]) -> dict[int, Decimal]:
    """How much of each hour a pupil of the class has at most: a lesson in every second week is half an hour."""
    found: dict[int, set[str]] = defaultdict(set)
    for each in own:
        found[each.number].add(each.weeks)
    half = Decimal("0.5")
    return {number: Decimal(1) if Weeks.EVERY in weeks or len(weeks) == 2 else half for number, weeks in found.items()}


def _day(group: uuid.UUID, weekday: int, own: Sequence[Placed], around: Around) -> Iterator[Conflict]:
    """The day of one class: not too long, without windows, no subject twice."""
    most = around.classes[group].most_a_day
    numbers = sorted({each.number for each in own})
    if most is not None and len(numbers) > most:
        yield Conflict(Kind.DAY_TOO_LONG, who=group, weekday=weekday, count=len(numbers), most=most)
    waits = [number for number in range(1, numbers[-1]) if number not in numbers] if numbers else []
    if waits:
        yield Conflict(Kind.CLASS_WAITS, who=group, weekday=weekday, number=waits[0], count=len(waits))
    seen: dict[tuple[str, uuid.UUID | None], list[Placed]] = defaultdict(list)
    for each in own:
        seen[each.subject, each.part].append(each)
    for several in seen.values():
        if len({each.number for each in several}) > 1 and meet(several[0].weeks, several[1].weeks):
            ids = tuple(each.id for each in several)
            yield Conflict(Kind.SUBJECT_TWICE, ids, group, weekday, several[-1].number, count=len(several))


def _hours_of_demands(lessons: Iterable[Placed], around: Around) -> Iterator[Conflict]:
    """Hours that are asked for and do not stand, or stand and are not asked for; counted in half hours."""
    placed: dict[uuid.UUID, int] = defaultdict(int)
    for each in lessons:
        if each.demand:
            placed[each.demand] += 2 if each.weeks == Weeks.EVERY else 1
    for demand, wanted in around.demands.items():
        asked = 2 * wanted.every_week + wanted.every_second_week
        if placed[demand] != asked:
            kind = Kind.NOT_PLACED if placed[demand] < asked else Kind.PLACED_TWICE
            yield Conflict(kind, who=demand, count=placed[demand], most=asked)


def _waiting_teachers(lessons: Iterable[Placed], around: Around) -> Iterator[Conflict]:
    """Teachers with more empty hours between their lessons than anybody would call usual."""
    days: dict[tuple[uuid.UUID, int, int], set[int]] = defaultdict(set)
    for each in lessons:
        if each.teacher:
            days[each.teacher, each.weekday, each.shift].add(each.number)
    windows: dict[uuid.UUID, int] = defaultdict(int)
    for (teacher, _weekday, _shift), numbers in days.items():
        windows[teacher] += max(numbers) - min(numbers) + 1 - len(numbers)
    for teacher, count in windows.items():
        if count > around.windows_of_teacher:
            yield Conflict(Kind.TEACHER_WAITS, who=teacher, count=count, most=around.windows_of_teacher)
