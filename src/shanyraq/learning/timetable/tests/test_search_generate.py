"""The search: it keeps what must be, what it pays is what the judge counts, and it can be stopped at any time."""

import itertools
import time
from dataclasses import replace

import pytest

from shanyraq.learning.timetable.gateways.cpsat.climbing import Budget
from shanyraq.learning.timetable.gateways.cpsat.generate import Running, generate
from shanyraq.learning.timetable.rules.evaluation import Fault, judge
from shanyraq.learning.timetable.rules.problem import (
    Bond,
    BondKind,
    Limit,
    LimitKind,
    Lock,
    Placed,
    Problem,
    Teacher,
)
from shanyraq.learning.timetable.tests.weeks import CLASSROOM, a_week, by_chance, lessons

QUICK = Budget(20.0, clock=time.monotonic, rounds=12)


def cheapest(problem: Problem) -> int:
    """The least cost of all plans that keep everything, by trying every one of them with the judge alone."""
    keys = [activity.key for activity in problem.activities]
    costs = []
    for starts in itertools.product(range(len(problem.slots)), repeat=len(keys)):
        verdict = judge(problem, dict(zip(keys, map(Placed, starts), strict=True)))
        if not verdict.hard:
            costs.append(verdict.soft)
    return min(costs)


@pytest.mark.parametrize("seed", range(6))
def test_what_the_search_pays_is_what_the_judge_counts(seed: int) -> None:
    problem = by_chance(seed)
    outcome = generate(problem, replace(QUICK, rounds=1))
    assert outcome.best is not None
    verdict = judge(problem, outcome.best.plan)
    assert (verdict.hard, verdict.soft) == (0, outcome.best.cost)


@pytest.mark.parametrize("seed", range(3))
def test_a_proved_best_is_the_cheapest_of_all_there_are(seed: int) -> None:
    rows = (*lessons("maths", 2, points=2), *lessons("english", 1, group="7А girls", teacher="Гүлнар"))
    problem = replace(by_chance(seed), activities=(), bonds=(), limits=(), wishes=())
    wish = by_chance(seed).wishes[0]
    bonds = (Bond("spread", BondKind.SPREAD, ("maths 1", "maths 2"), 2, 5),)
    limits = (Limit("windows", LimitKind.WINDOWS_WEEK, "7А", 0, 3), Limit("late", LimitKind.LATE_STARTS, "7А", 0, 2))
    problem = replace(problem, activities=rows, wishes=(wish,), bonds=bonds, limits=limits)
    outcome = generate(problem, QUICK)
    assert outcome.best is not None
    assert outcome.proved
    assert outcome.best.cost == cheapest(problem)


@pytest.mark.parametrize("kind", BondKind)
def test_a_bond_that_must_be_is_kept(kind: BondKind) -> None:
    """Chance alone would break it: the wish pulls every lesson to one hour."""
    keys = ("maths 1", "law 1") if kind is not BondKind.TOGETHER else ("english 1", "labour 1")
    rows = (*lessons("maths", 1), *lessons("law", 1, teacher="Гүлнар"))
    halves = (*lessons("english", 1, group="7А girls", teacher="Гүлнар"), *lessons("labour", 1, group="7А boys"))
    week = a_week(*rows, *halves, days=3, bonds=(Bond("bond", kind, keys),))
    outcome = generate(week, QUICK)
    assert outcome.best is not None
    assert judge(week, outcome.best.plan).breaches == ()


@pytest.mark.parametrize("kind", LimitKind)
def test_a_limit_that_must_be_is_kept(kind: LimitKind) -> None:
    week = a_week(*lessons("maths", 4, points=1), days=3, limits=(Limit("limit", kind, "Болат", 2),))
    outcome = generate(week, QUICK)
    assert outcome.best is not None
    assert judge(week, outcome.best.plan).breaches == ()


def test_a_locked_lesson_stays_and_the_others_go_round_it() -> None:
    week = a_week(*lessons("maths", 6, room_kinds=CLASSROOM), locks=(Lock("maths 3", 0, "101"),))
    outcome = generate(week, QUICK)
    assert outcome.best is not None
    assert outcome.best.plan["maths 3"] == Placed(0, "101")
    assert judge(week, outcome.best.plan).breaches == ()


def test_one_seed_gives_one_timetable() -> None:
    plans = [generate(by_chance(5), replace(QUICK, rounds=2)).best for _ in range(2)]
    assert plans[0] is not None
    assert plans[1] is not None
    assert plans[0].plan == plans[1].plan


def test_where_not_all_can_stand_as_many_as_can_do() -> None:
    week = a_week(*lessons("maths", 8))  # six hours in the week
    outcome = generate(week, QUICK)
    assert outcome.impossible
    assert outcome.best is not None
    assert outcome.best.left_out == 2
    assert judge(week, outcome.best.plan).by_fault() == {Fault.UNPLACED: (2, 0)}


def test_a_stopped_search_keeps_its_best() -> None:
    told: list[Running] = []
    outcome = generate(by_chance(3), Budget(60.0, clock=time.monotonic, stop=lambda: bool(told)), told.append)
    assert len(told) == 1
    assert outcome.best is not None
    assert outcome.best.cost == told[0].cost
    assert judge(by_chance(3), outcome.best.plan).hard == 0


def test_a_search_goes_on_from_what_was_found_before() -> None:
    problem = by_chance(3)
    first = generate(problem, replace(QUICK, rounds=1)).best
    assert first is not None
    told: list[Running] = []
    again = generate(problem, replace(QUICK, rounds=1, seed=2), told.append, start=first.plan).best
    assert again is not None
    assert told[0].cost == first.cost >= again.cost


def test_halves_in_two_rooms_of_one_size_and_a_whole_class_in_the_large_one() -> None:
    rows = (
        *lessons("maths", 3, room_kinds=CLASSROOM),
        *lessons("english", 3, group="7А girls", teacher="Гүлнар", room_kinds=CLASSROOM),
        *lessons("labour", 3, group="7А boys", room_kinds=CLASSROOM),
    )
    bonds = tuple(Bond(f"b{n}", BondKind.TOGETHER, (f"english {n}", f"labour {n}")) for n in (1, 2, 3))
    week = a_week(*rows, bonds=bonds, teachers=(Teacher("Болат", "Болат"), Teacher("Гүлнар", "Гүлнар")))
    outcome = generate(week, QUICK)
    assert outcome.best is not None
    assert judge(week, outcome.best.plan).breaches == ()
