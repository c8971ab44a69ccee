"""Every kind of conflict is found, and what is no conflict is not."""

import uuid
from dataclasses import replace
from decimal import Decimal

import pytest

from shanyraq.learning.timetable.rules.conflicts import (
    Around,
    ClassOf,
    Conflict,
    Kind,
    Placed,
    RoomOf,
    Wanted,
    at_hour,
    conflicts,
)

A, B = uuid.UUID(int=1), uuid.UUID(int=2)
BOLAT, ZHANAR = uuid.UUID(int=11), uuid.UUID(int=12)
ROOM, GYM = uuid.UUID(int=21), uuid.UUID(int=22)
HALVES, ONE, TWO = uuid.UUID(int=31), uuid.UUID(int=32), uuid.UUID(int=33)
DEMAND = uuid.UUID(int=41)


def bells(*groups: uuid.UUID, first: int = 480) -> dict:
    return {
        (group, day, number): (first + 50 * number, first + 50 * number + 40)
        for group in groups
        for day in range(5)
        for number in range(1, 8)
    }


AROUND = Around(
    classes={A: ClassOf(7, 1, size=25, most_a_day=4, most_a_week=Decimal(6)), B: ClassOf(8, 1, size=20)},
    bells=bells(A, B),
    rooms={ROOM: RoomOf("classroom", 24), GYM: RoomOf("gym", 60, holds=2)},
    part_sizes={ONE: 13, TWO: 12},
)


def lesson(day: int, number: int, **fields) -> Placed:
    base = {"id": uuid.uuid4(), "group": A, "subject": f"s{day}{number}", "teacher": BOLAT}
    return Placed(weekday=day, number=number, **base | fields)


def kinds(*lessons: Placed, around: Around = AROUND) -> list[Kind]:
    return [each.kind for each in conflicts(lessons, around)]


def test_a_good_week_has_nothing_wrong() -> None:
    week = [lesson(0, 1), lesson(0, 2), lesson(1, 1, room=GYM), lesson(1, 1, room=GYM, group=B, teacher=ZHANAR)]
    assert kinds(*week) == []


@pytest.mark.parametrize(
    ("week", "found"),
    [
        ([lesson(0, 1), lesson(0, 1, group=B)], Kind.TEACHER_TWICE),
        ([lesson(0, 1), lesson(0, 1, teacher=ZHANAR)], Kind.GROUP_TWICE),
        ([lesson(0, 1, room=GYM, group=g, teacher=uuid.uuid4()) for g in (A, B, B)], Kind.ROOM_TWICE),
        ([lesson(0, 1, room=ROOM)], Kind.ROOM_SMALL),
        ([lesson(0, 1, teacher=None)], Kind.NO_TEACHER),
        ([lesson(0, 8)], Kind.NO_BELL),
        ([lesson(0, number) for number in range(1, 6)], Kind.DAY_TOO_LONG),
        ([lesson(day, number) for day in range(4) for number in (1, 2)], Kind.WEEK_TOO_LONG),
        ([lesson(0, 1, subject="algebra"), lesson(0, 2, subject="algebra")], Kind.SUBJECT_TWICE),
        ([lesson(0, 1), lesson(0, 3, teacher=ZHANAR)], Kind.CLASS_WAITS),
        ([lesson(0, 1), lesson(0, 6, group=B)], Kind.TEACHER_WAITS),
    ],
    ids=lambda value: str(value) if isinstance(value, Kind) else "",
)  # fmt: skip
def test_each_kind_is_found(week: list[Placed], found: Kind) -> None:
    assert found in kinds(*week)


def test_halves_of_one_division_learn_side_by_side_and_others_do_not() -> None:
    one = lesson(0, 1, part=ONE, division=HALVES)
    two = lesson(0, 1, part=TWO, division=HALVES, teacher=ZHANAR)
    assert kinds(one, two) == []
    assert kinds(one, replace(two, division=uuid.uuid4())) == [Kind.GROUP_TWICE]
    assert kinds(one, replace(two, part=ONE)) == [Kind.GROUP_TWICE]
    assert kinds(one, replace(two, teacher=BOLAT)) == [Kind.TEACHER_TWICE]
    assert kinds(one, replace(two, room=ROOM)) == []  # 12 pupils, 24 seats


def test_odd_and_even_weeks_never_meet() -> None:
    odd, even = lesson(0, 1, weeks="odd"), lesson(0, 1, weeks="even", group=B)
    assert Kind.TEACHER_TWICE not in kinds(odd, even)
    assert Kind.TEACHER_TWICE in kinds(odd, replace(even, weeks="odd"))
    assert Kind.TEACHER_TWICE in kinds(odd, replace(even, weeks="every"))


def test_shifts_clash_by_the_clock_and_not_by_the_number() -> None:
    """The sixth lesson of the first shift and the first of the second overlap where the bells say so."""
    late = replace(AROUND, bells=bells(A) | bells(B, first=480 + 5 * 50 + 20))
    morning, noon = lesson(0, 6), lesson(0, 1, group=B, shift=2)
    assert Kind.TEACHER_TWICE in kinds(morning, noon, around=late)
    after = replace(AROUND, bells=bells(A) | bells(B, first=480 + 7 * 50))
    assert Kind.TEACHER_TWICE not in kinds(lesson(0, 1), noon, around=after)


def test_hours_of_a_demand_are_counted_in_halves() -> None:
    wanted = Wanted(A, None, "algebra", BOLAT, 1, 1, room_kind="gym")
    around = replace(AROUND, demands={DEMAND: wanted}, windows_of_teacher=9)
    whole, half = lesson(0, 1, demand=DEMAND, room=GYM), lesson(1, 1, demand=DEMAND, weeks="odd", room=GYM)
    assert kinds(whole, half, around=around) == []
    assert conflicts([whole], around) == [Conflict(Kind.NOT_PLACED, who=DEMAND, count=2, most=3)]
    assert Kind.PLACED_TWICE in kinds(whole, half, lesson(2, 1, demand=DEMAND, room=GYM), around=around)
    assert Kind.ROOM_KIND in kinds(replace(whole, room=ROOM), half, around=around)


def test_a_teachers_hours_and_a_closed_room_are_respected() -> None:
    hour = (BOLAT, 1, 0, 1)
    assert kinds(lesson(0, 1), around=replace(AROUND, away={hour: "№ 29"})) == [Kind.TEACHER_AWAY]
    assert kinds(lesson(0, 1), around=replace(AROUND, unwanted={hour: ""})) == [Kind.TEACHER_UNWANTED]
    closed = replace(AROUND, rooms={GYM: RoomOf("gym", 60, holds=2, closed=True)})
    assert kinds(lesson(0, 1, room=GYM), around=closed) == [Kind.ROOM_CLOSED]


def test_what_would_be_is_told_before_the_lesson_is_dropped() -> None:
    carried, standing = lesson(0, 1), lesson(2, 3, group=B)
    others = [carried, standing]
    assert at_hour(carried, 1, 1, others=others, around=AROUND) == []
    assert [each.kind for each in at_hour(carried, 2, 3, others=others, around=AROUND)] == [Kind.TEACHER_TWICE]
    assert [each.kind for each in at_hour(carried, 2, 8, others=others, around=AROUND)] == [Kind.NO_BELL]
    # Where it stands now it does not stand in its own way.
    assert at_hour(carried, 0, 1, others=others, around=AROUND) == []
