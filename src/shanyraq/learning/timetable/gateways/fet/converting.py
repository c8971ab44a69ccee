"""A FET file as a problem, as far as its constraints are known here; the others are named with their number."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from shanyraq.learning.timetable.gateways.fet.file import Node
from shanyraq.learning.timetable.gateways.fet.school import School, room, students, teacher
from shanyraq.learning.timetable.rules.problem import (
    Activity,
    Bond,
    Group,
    Limit,
    Lock,
    Problem,
    Room,
    Teacher,
    Wish,
)


@dataclass(slots=True)
class Draft:
    """A problem in the making."""

    school: School
    activities: dict[str, Activity]
    groups: dict[str, Group]
    teachers: dict[str, Teacher]
    rooms: dict[str, Room]
    bonds: list[Bond] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)
    locks: list[Lock] = field(default_factory=list)
    at_home: dict[str, frozenset[str]] = field(default_factory=dict)  # activity -> rooms of its teacher or class
    count: int = 0

    def name(self, node: Node) -> str:
        self.count += 1
        return f"{node.tag.removeprefix('Constraint')} {self.count}"


@dataclass(frozen=True, slots=True)
class Converted:
    """`unsupported`: kinds of constraints that the problem does not hold, and how many active ones of each."""

    problem: Problem
    unsupported: tuple[tuple[str, int], ...]


def weight(node: Node) -> int | None:
    """None where it must be; FET's percentages below a hundred grow steeply towards it."""
    percent = float(node.get("Weight_Percentage") or 100)
    if percent >= 100:
        return None
    return max(round(100 / (100 - percent)), 1) if percent else 0


def convert(root: Node) -> Converted:
    from shanyraq.learning.timetable.gateways.fet.constraints import CONVERT

    school = School(root)
    draft = Draft(
        school,
        {row.key: row for row in school.activities()},
        {row.key: row for row in school.groups()},
        {row.key: row for row in school.teachers()},
        {row.key: row for row in school.rooms()},
    )
    unsupported: Counter[str] = Counter()
    for section in ("Time_Constraints_List", "Space_Constraints_List"):
        for node in [child for rows in root.all(section) for child in rows.children]:
            if not node.tag.startswith("Constraint") or node.get("Active") == "false":
                continue
            known: Callable[[Draft, Node], bool] | None = CONVERT.get(node.tag.removeprefix("Constraint"))
            if known is None or not known(draft, node):
                unsupported[node.tag] += 1
    for key, rooms in draft.at_home.items():
        if not draft.activities[key].rooms:
            draft.activities[key] = replace(draft.activities[key], rooms=rooms)
    problem = Problem(
        slots=school.slots,
        activities=tuple(draft.activities.values()),
        groups=tuple(draft.groups.values()),
        teachers=tuple(draft.teachers.values()),
        rooms=tuple(draft.rooms.values()),
        bonds=tuple(draft.bonds),
        limits=tuple(draft.limits),
        wishes=tuple(draft.wishes),
        locks=tuple(draft.locks),
        days=school.days,
    )
    return Converted(problem, tuple(sorted(unsupported.items())))


__all__ = ["Converted", "Draft", "convert", "room", "students", "teacher", "weight"]
