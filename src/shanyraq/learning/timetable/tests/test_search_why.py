"""Why not: what is named cannot stand together, and any one of it let go, the week is possible."""

import time
from dataclasses import replace

import pytest

from shanyraq.learning.timetable.gateways.cpsat.climbing import Budget
from shanyraq.learning.timetable.gateways.cpsat.generate import generate
from shanyraq.learning.timetable.gateways.cpsat.why import why_not
from shanyraq.learning.timetable.rules.asking import Ask, AskKind, asks_of, let_go
from shanyraq.learning.timetable.rules.evaluation import judge
from shanyraq.learning.timetable.rules.necessary import Shortage, shortages
from shanyraq.learning.timetable.rules.problem import Bond, BondKind, Limit, LimitKind, Lock, Problem, Teacher
from shanyraq.learning.timetable.tests.weeks import CLASSROOM, a_week, lessons

BOLAT_AWAY = (Teacher("Болат", "Болат", frozenset({0, 1})), Teacher("Гүлнар", "Гүлнар"))


def possible(problem: Problem) -> bool:
    best = generate(problem, Budget(20.0, clock=time.monotonic, rounds=0)).best
    return best is not None and judge(problem, best.plan).hard == 0


def overloaded() -> Problem:
    return a_week(*lessons("maths", 3), *lessons("law", 2), teachers=BOLAT_AWAY)


def crossed() -> Problem:
    """No count tells of it: maths in a row on one day, and Bolat is away at the second hour of both."""
    away = (Teacher("Болат", "Болат", frozenset({1, 4})), Teacher("Гүлнар", "Гүлнар"))
    bonds = (Bond("same day", BondKind.SAME_DAY, ("maths 1", "maths 2")),)
    limits = (Limit("no windows", LimitKind.WINDOWS_DAY, "7А"),)
    return a_week(*lessons("maths", 2), bonds=bonds, limits=limits, teachers=away)


def tight() -> Problem:
    """Only one room would do for the class, and it is asked for more often than there are hours."""
    rows = (*lessons("maths", 4, room_kinds=CLASSROOM), *lessons("law", 3, teacher="Гүлнар", room_kinds=CLASSROOM))
    return a_week(*rows, locks=(Lock("maths 1", 0),))


def locked() -> Problem:
    return a_week(*lessons("maths", 2), locks=(Lock("maths 1", 0), Lock("maths 2", 0)))


@pytest.mark.parametrize("broken", [overloaded, crossed, tight, locked])
def test_any_one_of_what_is_named_let_go_makes_the_week_possible(broken) -> None:
    problem = broken()
    answer = why_not(problem)
    assert answer.possible is False
    (conflict,) = answer.conflicts
    assert conflict.small
    assert set(conflict.asks) <= set(asks_of(problem))
    assert not possible(problem)
    for ask in conflict.asks:
        assert possible(let_go(problem, [ask])), ask


def test_it_is_said_with_names_and_figures() -> None:
    (conflict,) = why_not(overloaded()).conflicts
    assert conflict.reason is not None
    assert (conflict.reason.shortage, conflict.reason.who) == (Shortage.TEACHER, "Болат")
    assert (conflict.reason.wanted, conflict.reason.possible) == (5, 4)
    assert set(conflict.asks) == {
        Ask(AskKind.AWAY, "Болат"),
        Ask(AskKind.HOURS, "maths"),
        Ask(AskKind.HOURS, "law"),
    }


def test_two_conflicts_are_both_told() -> None:
    gulnar_away = (Teacher("Болат", "Болат", frozenset(range(4))), Teacher("Гүлнар", "Гүлнар", frozenset(range(4))))
    rows = (*lessons("labour", 3, group="7А boys"), *lessons("english", 3, group="7А girls", teacher="Гүлнар"))
    answer = why_not(a_week(*rows, teachers=gulnar_away))
    assert [conflict.reason.who for conflict in answer.conflicts if conflict.reason] == ["Болат", "Гүлнар"]


def test_of_a_week_that_can_be_nothing_is_said() -> None:
    week = a_week(*lessons("maths", 3))
    assert shortages(week) == []
    answer = why_not(week)
    assert (answer.possible, answer.conflicts) == (True, ())


def test_counting_alone_tells_of_rooms_locks_and_classes() -> None:
    small = a_week(*lessons("maths", 1, rooms=frozenset({"102"})))
    assert [(row.shortage, row.wanted, row.possible) for row in shortages(small)] == [(Shortage.NO_ROOM, 24, 15)]
    gym = a_week(*lessons("maths", 7, room_kinds=frozenset({"gym"}), teacher="Гүлнар"))
    assert {row.shortage for row in shortages(gym)} == {Shortage.ROOMS, Shortage.GROUP, Shortage.TEACHER}
    away = replace(overloaded(), activities=lessons("maths", 1), locks=(Lock("maths 1", 0),))
    assert [row.shortage for row in shortages(away)] == [Shortage.LOCK_AWAY]
    assert [row.shortage for row in shortages(locked())] == [Shortage.LOCKS] * len(shortages(locked()))
