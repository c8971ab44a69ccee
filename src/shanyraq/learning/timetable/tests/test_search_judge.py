"""The judge: each rule broken once, by hand, is counted once and by its own name."""

from dataclasses import replace

import pytest

from shanyraq.learning.timetable.rules.evaluation import Breach, Fault, judge
from shanyraq.learning.timetable.rules.problem import (
    Bond,
    BondKind,
    Limit,
    LimitKind,
    Lock,
    Placed,
    Problem,
    Slot,
    Teacher,
    Wish,
    grid,
)
from shanyraq.learning.timetable.tests.weeks import CLASSROOM, a_week, lessons, plan


def found(problem: Problem, the_plan) -> list[tuple[Fault, int, int]]:
    return sorted((row.fault, row.amount, row.cost) for row in judge(problem, the_plan).breaches)


def test_a_week_that_keeps_everything_is_spotless() -> None:
    week = a_week(*lessons("maths", 2))
    assert judge(week, plan(maths_1=0, maths_2=3)).breaches == ()


def test_what_stands_nowhere_is_counted() -> None:
    assert found(a_week(*lessons("maths", 2)), plan(maths_1=0)) == [(Fault.UNPLACED, 1, 0)]


def test_a_class_and_its_half_clash_and_two_halves_do_not() -> None:
    whole, girls = lessons("maths", 1), lessons("english", 1, group="7А girls", teacher="Гүлнар")
    boys = lessons("labour", 1, group="7А boys")
    week = a_week(*whole, *girls, *boys)
    assert found(week, plan(maths_1=0, english_1=1, labour_1=1)) == []
    assert found(week, plan(maths_1=0, english_1=0, labour_1=1)) == [(Fault.GROUP_CLASH, 1, 0)]


def test_a_teacher_is_not_in_two_lessons_and_not_at_school_when_away() -> None:
    rows = (*lessons("english", 1, group="7А girls"), *lessons("labour", 1, group="7А boys"))
    week = a_week(*rows, teachers=(Teacher("Болат", "Болат", frozenset({5})),))
    assert found(week, plan(english_1=0, labour_1=0)) == [(Fault.TEACHER_CLASH, 1, 0)]
    assert found(week, plan(english_1=0, labour_1=5)) == [(Fault.TEACHER_AWAY, 1, 0)]


def test_lessons_of_odd_and_even_weeks_share_an_hour() -> None:
    odd, even = lessons("maths", 1, weeks=frozenset({0})), lessons("law", 1, weeks=frozenset({1}))
    assert found(a_week(*odd, *even), plan(maths_1=0, law_1=0)) == []


def test_a_double_lesson_does_not_begin_at_the_end_of_the_day() -> None:
    week = a_week(*lessons("labour", 1, length=2))
    assert found(week, plan(labour_1=1)) == []
    assert found(week, plan(labour_1=2)) == [(Fault.OUTSIDE, 1, 0)]


def test_slots_of_two_shifts_clash_where_their_minutes_do() -> None:
    slots = (Slot("7th", 0, 7, 7, 780, 820, "1"), Slot("1st", 0, 1, 7, 800, 840, "2"))
    week = replace(a_week(*lessons("maths", 2)), slots=slots)
    assert found(week, plan(maths_1=0, maths_2=1))[0] == (Fault.GROUP_CLASH, 1, 0)
    later = (slots[0], replace(slots[1], order=8, starts=820, ends=860))
    assert found(replace(week, slots=later), plan(maths_1=0, maths_2=1)) == []


@pytest.mark.parametrize(
    ("room", "fault"),
    [("", Fault.NO_ROOM), ("gym", Fault.WRONG_ROOM), ("102", Fault.WRONG_ROOM)],
    ids=["none", "of another kind", "too small"],
)
def test_a_lesson_has_the_room_it_needs(room: str, fault: Fault) -> None:
    week = a_week(*lessons("maths", 1, room_kinds=CLASSROOM))
    assert found(week, {"maths 1": Placed(0, "101")}) == []
    assert found(week, {"maths 1": Placed(0, room)}) == [(fault, 1, 0)]


def test_a_room_takes_as_many_lessons_as_it_holds() -> None:
    halves = (*lessons("english", 1, group="7А girls", teacher="Гүлнар"), *lessons("labour", 1, group="7А boys"))
    week = a_week(*(replace(row, rooms=frozenset({"gym"})) for row in halves))
    both = {"english 1": Placed(0, "gym"), "labour 1": Placed(0, "gym")}
    assert found(week, both) == [(Fault.ROOM_CLASH, 1, 0)]
    large = tuple(replace(room, holds=2) if room.key == "gym" else room for room in week.rooms)
    assert found(replace(week, rooms=large), both) == []


def test_a_locked_lesson_that_moved_is_told() -> None:
    week = a_week(*lessons("maths", 1), locks=(Lock("maths 1", 0),))
    assert found(week, plan(maths_1=1)) == [(Fault.MOVED, 1, 0)]


def test_between_two_schools_there_is_time_to_go() -> None:
    here, there = lessons("maths", 1, site="28"), lessons("law", 1, site="29")
    week = a_week(*here, *there, travel=60)
    assert found(week, plan(maths_1=0, law_1=1)) == [(Fault.TRAVEL, 1, 0)]
    assert found(week, plan(maths_1=0, law_1=2)) == []


@pytest.mark.parametrize(
    ("kind", "number", "starts", "amount"),
    [
        (BondKind.TOGETHER, 1, (0, 0, 3), 1),
        (BondKind.SPREAD, 1, (0, 1, 2), 3),
        (BondKind.SPREAD, 2, (0, 3, 6), 2),
        (BondKind.NEAR, 1, (0, 3, 6), 1),
        (BondKind.MOST_A_DAY, 2, (0, 1, 2), 1),
        (BondKind.SAME_DAY, 1, (0, 3, 6), 2),
        (BondKind.SAME_HOUR, 1, (0, 3, 7), 1),
        (BondKind.FOLLOWS, 1, (0, 1, 3), 1),
        (BondKind.BEFORE, 1, (0, 3, 1), 1),
        (BondKind.APART, 1, (0, 0, 3), 1),
    ],
)
def test_each_bond_counts_its_breaches(kind: BondKind, number: int, starts: tuple[int, ...], amount: int) -> None:
    rows = [replace(row, groups=(), teachers=()) for row in lessons("maths", 3)]
    bond = Bond("bond", kind, ("maths 1", "maths 2", "maths 3"), number)
    placed = dict(zip(("maths 1", "maths 2", "maths 3"), map(Placed, starts), strict=True))
    for weight, cost in ((None, 0), (7, 7 * amount)):
        week = a_week(*rows, days=3, bonds=(replace(bond, weight=weight),))
        assert judge(week, placed).breaches == (Breach(Fault.BOND, ("bond", *placed), amount, cost),)


@pytest.mark.parametrize(
    ("kind", "number", "starts", "amount"),
    [
        (LimitKind.WINDOWS_WEEK, 1, (0, 3, 6), 3),
        (LimitKind.WINDOWS_DAY, 1, (0, 3, 6), 2),
        (LimitKind.DAYS_WEEK, 1, (0, 3, 6), 1),
        (LimitKind.MOST_DAY, 1, (0, 3, 6), 1),
        (LimitKind.LEAST_DAY, 3, (0, 3, 6), 3),
        (LimitKind.IN_A_ROW, 2, (1, 2, 3), 1),
        (LimitKind.LATE_STARTS, 0, (1, 2, 5), 2),
        (LimitKind.POINTS_DAY, 5, (0, 3, 6), 3),
    ],
)
def test_each_limit_counts_what_is_over(kind: LimitKind, number: int, starts: tuple[int, ...], amount: int) -> None:
    """Two days of four lessons: 0-3 and 4-7. Windows: two between 0 and 3 on the first day, then one alone."""
    rows = lessons("maths", 3, points=4)
    placed = dict(zip(("maths 1", "maths 2", "maths 3"), map(Placed, starts), strict=True))
    if kind is LimitKind.WINDOWS_WEEK:
        placed["maths 3"], rows = Placed(5), (*rows, *lessons("law", 1))
        placed["law 1"] = Placed(8 - 1)
        amount = 2  # two windows on the first day and one on the second, one of them allowed
    week = a_week(*rows, per_day=4, limits=(Limit("limit", kind, "Болат", number),))
    over = 1 if kind is LimitKind.WINDOWS_DAY else amount
    assert judge(week, placed).breaches == (Breach(Fault.LIMIT, ("limit", "Болат"), over, 0),)


def test_of_a_class_the_half_worst_off_counts() -> None:
    rows = (*lessons("maths", 1), *lessons("english", 1, group="7А girls", teacher="Гүлнар"))
    week = a_week(*rows, limits=(Limit("limit", LimitKind.WINDOWS_WEEK, "7А", 0, 5),))
    assert found(week, plan(maths_1=0, english_1=2)) == [(Fault.LIMIT, 1, 5)]


def test_wishes_strain_and_rooms_are_paid_for() -> None:
    rows = lessons("maths", 1, points=9, rooms=frozenset({"101", "102"}), preferred_rooms=frozenset({"102"}), size=10)
    week = a_week(*rows, wishes=(Wish("wish", "Болат", frozenset({2}), 3),), strain=(0, 1, 2) * 2, strain_weight=2)
    assert found(week, {"maths 1": Placed(2, "101")}) == [
        (Fault.OTHER_ROOM, 1, 1),
        (Fault.STRAIN, 18, 36),
        (Fault.WISH, 1, 3),
    ]


def test_a_problem_that_names_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="Сәуле"):
        a_week(*lessons("maths", 1, teacher="Сәуле"))
    with pytest.raises(ValueError, match="maths 1"):
        a_week(*lessons("maths", 1), *lessons("maths", 1))
    with pytest.raises(ValueError, match="strain"):
        Problem(slots=grid(1, 2), activities=(), strain=(1,))
