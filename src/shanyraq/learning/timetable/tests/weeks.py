"""Small weeks for the tests of the search: one class in two halves, Bolat and a colleague, three rooms."""

import random
from dataclasses import replace

from shanyraq.learning.timetable.rules.problem import (
    Activity,
    Bond,
    BondKind,
    Group,
    Limit,
    LimitKind,
    Placed,
    Problem,
    Room,
    Teacher,
    Wish,
    grid,
)

CLASSROOM = frozenset({"classroom"})


def lessons(subject: str, number: int, *, group: str = "7А", teacher: str = "Болат", **more) -> tuple[Activity, ...]:
    return tuple(
        Activity(f"{subject} {n}", subject, (group,), (teacher,), demand=subject, **more) for n in range(1, number + 1)
    )


def a_week(*activities: Activity, days: int = 2, per_day: int = 3, **more) -> Problem:
    return Problem(
        slots=grid(days, per_day),
        groups=(
            Group("7А", "7А", frozenset({"girls", "boys"}), size=24),
            Group("7А girls", "7А 1", frozenset({"girls"}), size=12),
            Group("7А boys", "7А 2", frozenset({"boys"}), size=12),
        ),
        teachers=more.pop("teachers", (Teacher("Болат", "Болат"), Teacher("Гүлнар", "Гүлнар"))),
        rooms=(Room("101", "101", "classroom", 24), Room("102", "102", "classroom", 15), Room("gym", "gym", "gym")),
        activities=activities,
        **more,
    )


def plan(**starts: int) -> dict[str, Placed]:
    return {key.replace("_", " "): Placed(slot) for key, slot in starts.items()}


def by_chance(seed: int) -> Problem:
    """A week with every kind of bond, limit and wish that chance throws in, small enough to be solved outright."""
    chance = random.Random(seed)
    rows = [
        *lessons("maths", 3, room_kinds=CLASSROOM, points=3),
        *lessons("sport", 2, teacher="Гүлнар", room_kinds=frozenset({"gym"}), points=1),
        *lessons("english", 2, group="7А girls", teacher="Гүлнар", room_kinds=CLASSROOM),
        *lessons("russian", 2, group="7А boys", room_kinds=CLASSROOM, points=2),
        *lessons("labour", 1, group="7А boys", length=2),
    ]
    if chance.random() < 0.4:
        rows = [replace(row, weeks=frozenset({0, 1})) for row in rows]
        rows[0], rows[1] = replace(rows[0], weeks=frozenset({0})), replace(rows[1], weeks=frozenset({1}))
    keys = [row.key for row in rows if row.length == 1]
    bonds, limits, wishes = [], [], []
    for kind in BondKind:
        many = 2 if kind in (BondKind.FOLLOWS, BondKind.BEFORE) else chance.choice((2, 3))
        chosen = tuple(row.key for row in rows[:3]) if chance.random() < 0.5 else tuple(chance.sample(keys, many))
        bonds.append(Bond(kind, kind, chosen, chance.choice((1, 2)), chance.randrange(1, 5)))
    for kind in LimitKind:
        for who in ("7А", "Болат"):
            limits.append(Limit(f"{kind} {who}", kind, who, chance.randrange(3), chance.randrange(1, 5)))
    for number, who in enumerate(("Болат", "7А girls", "maths 1")):
        wishes.append(Wish(f"wish {number}", who, frozenset(chance.sample(range(12), 3)), chance.randrange(1, 4)))
    more = {"bonds": tuple(bonds), "limits": tuple(limits), "wishes": tuple(wishes)}
    return a_week(*rows, days=3, per_day=4, strain=(0, 1, 2, 3) * 3, strain_weight=chance.randrange(3), **more)
