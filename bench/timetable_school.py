"""A school by seed: 30 classes of grades 1-11 in two shifts, about fifty teachers, subgroups, rooms of kinds."""

import random
from collections import defaultdict

from house import sys  # noqa: F401  puts src on the path

from shanyraq.learning.timetable.rules.problem import (
    Activity,
    Bond,
    BondKind,
    Group,
    Limit,
    LimitKind,
    Problem,
    Room,
    Teacher,
    Wish,
    grid,
)

DAYS, PER_DAY = 5, 7
# subject: (points, room kind, taught in two subgroups)
SUBJECTS = {
    "language": (6, "", False),
    "literature": (5, "", False),
    "second language": (6, "", True),
    "foreign": (7, "", True),
    "mathematics": (9, "", False),
    "informatics": (7, "computers", True),
    "science": (6, "", False),
    "history": (6, "", False),
    "physics": (9, "physics", False),
    "chemistry": (9, "chemistry", False),
    "biology": (7, "biology", False),
    "geography": (6, "", False),
    "music": (1, "", False),
    "art": (2, "workshop", True),
    "sport": (1, "gym", False),
    "law": (5, "", False),
}
HOURS = {
    "primary": {"language": 7, "second language": 3, "foreign": 2, "mathematics": 5, "informatics": 1, "science": 2,
                "music": 1, "art": 2, "sport": 3},
    "five": {"language": 3, "literature": 2, "second language": 3, "foreign": 3, "mathematics": 5, "informatics": 1,
             "science": 2, "history": 3, "music": 1, "art": 2, "sport": 3},
    "basic": {"language": 3, "literature": 2, "second language": 3, "foreign": 3, "mathematics": 5, "informatics": 1,
              "history": 2, "physics": 2, "chemistry": 2, "biology": 2, "geography": 2, "art": 1, "sport": 3},
    "upper": {"language": 2, "literature": 2, "second language": 2, "foreign": 3, "mathematics": 6, "informatics": 2,
              "history": 3, "physics": 4, "chemistry": 2, "biology": 2, "geography": 1, "law": 1, "sport": 3},
}  # fmt: skip
CLASSES = {1: 3, 2: 3, 3: 3, 4: 3, 5: 3, 6: 3, 7: 3, 8: 3, 9: 3, 10: 2, 11: 1}
SECOND_SHIFT = frozenset({2, 3, 6, 7, 8})
LOAD = 24  # hours a week a teacher takes at most


def stage(grade: int) -> str:
    return "primary" if grade <= 4 else "five" if grade <= 6 else "basic" if grade <= 9 else "upper"


def school(seed: int = 1, *, classes: dict[int, int] | None = None) -> Problem:
    chance = random.Random(seed)
    slots = grid(DAYS, PER_DAY, shifts=("1", "2"))
    shifts = {s: frozenset(i for i, slot in enumerate(slots) if slot.shift == s) for s in ("1", "2")}
    groups, activities, bonds, limits = [], [], [], []
    loads: dict[str, list[int]] = defaultdict(list)  # subject -> hours of its teachers
    for grade, many in (classes or CLASSES).items():
        for letter in range(many):
            name = f"{grade}{'АӘБ'[letter]}"
            own = shifts["2" if grade in SECOND_SHIFT else "1"]
            groups.append(Group(name, name, frozenset({f"{name}/1", f"{name}/2"}), own, 26))
            groups += [
                Group(f"{name}/{half}", f"{name}/{half}", frozenset({f"{name}/{half}"}), own, 13) for half in (1, 2)
            ]
            limits.append(Limit(f"windows {name}", LimitKind.WINDOWS_DAY, name))
            limits.append(Limit(f"late {name}", LimitKind.LATE_STARTS, name))
            limits.append(Limit(f"most {name}", LimitKind.MOST_DAY, name, 6 if grade <= 4 else 7))
            if grade > 4:
                limits.append(Limit(f"least {name}", LimitKind.LEAST_DAY, name, 5))
            primary = f"class teacher {name}" if grade <= 4 else ""
            for subject, hours in HOURS[stage(grade)].items():
                _teach(activities, bonds, loads, name, subject, hours, primary)
    load: dict[str, int] = defaultdict(int)
    for a in activities:
        load[a.teachers[0]] += 1
    teachers, wishes = [], []
    for key in sorted(load):
        away: frozenset[int] = frozenset()
        if load[key] <= 14 and chance.random() < 0.6:  # a part-time day
            day = chance.randrange(DAYS)
            away = frozenset(i for i, slot in enumerate(slots) if slot.day == day)
        teachers.append(Teacher(key, key, away))
        limits.append(Limit(f"windows {key}", LimitKind.WINDOWS_WEEK, key, weight=4))
        limits.append(Limit(f"hours {key}", LimitKind.MOST_DAY, key, 7, weight=6))
        if chance.random() < 0.3:
            day = chance.randrange(DAYS)
            first = frozenset(i for i, s in enumerate(slots) if s.day == day and s.number == 1)
            wishes.append(Wish(f"wish {key}", key, first, 3))
    rooms = [Room(f"room {n}", f"{n}", "", 30) for n in range(1, 25)]
    rooms += [Room("gym", "gym", "gym", holds=2), Room("small gym", "small gym", "gym")]
    rooms += [Room(f"computers {n}", f"computers {n}", "computers", 15) for n in (1, 2)]
    rooms += [Room(f"workshop {n}", f"workshop {n}", "workshop", 15) for n in (1, 2)]
    rooms += [Room(kind, kind, kind, 30) for kind in ("physics", "chemistry", "biology")]
    strain = tuple((2, 0, 0, 0, 1, 3, 5)[slot.number - 1] for slot in slots)
    return Problem(
        slots=slots, activities=tuple(activities), groups=tuple(groups), teachers=tuple(teachers), rooms=tuple(rooms),
        bonds=tuple(bonds), limits=tuple(limits), wishes=tuple(wishes), strain=strain, strain_weight=1,
    )  # fmt: skip


def _teach(activities, bonds, loads, name, subject, hours, primary):
    points, kind, halves = SUBJECTS[subject]
    kinds = frozenset({"" if primary and kind == "workshop" else kind})
    special = {"foreign", "informatics", "sport", "music", "second language"}
    groups = [f"{name}/1", f"{name}/2"] if halves and (not primary or subject in special) else [name]
    taught = []
    for group in groups:
        teacher = primary if primary and subject not in special else _teacher(loads, subject, hours, name)
        keys = [f"{group} {subject} {n}" for n in range(hours)]
        activities += [
            Activity(key, subject, (group,), (teacher,), room_kinds=kinds, points=points, demand=f"{group} {subject}")
            for key in keys
        ]
        taught.append(keys)
        if hours > 1:
            most = -(-hours // DAYS)
            bonds.append(
                Bond(
                    f"spread {group} {subject}", BondKind.MOST_A_DAY, tuple(keys), most, weight=None if most > 1 else 10
                )
            )
    if len(taught) == 2:
        bonds.extend(Bond(f"together {pair[0]}", BondKind.TOGETHER, pair) for pair in zip(*taught, strict=True))


def _teacher(loads, subject, hours, name):
    """The first teacher of the subject with hours left who does not already take the other half of this class."""
    for number, taken in enumerate(loads[subject]):
        key = (subject, number, name)
        if taken + hours <= LOAD and key not in loads["taken"]:
            loads[subject][number] += hours
            loads["taken"].append(key)
            return f"{subject} {number + 1}"
    loads[subject].append(hours)
    loads["taken"].append((subject, len(loads[subject]) - 1, name))
    return f"{subject} {len(loads[subject])}"
