"""What stands in a FET file beside its constraints: days, hours, students, teachers, rooms, activities."""

from dataclasses import dataclass
from functools import cached_property

from shanyraq.learning.timetable.gateways.fet.file import Node
from shanyraq.learning.timetable.rules.problem import Activity, Group, Room, Slot, Teacher


@dataclass(frozen=True, slots=True)
class Lesson:
    """An activity as FET knows it. `whole` is the group of activities it was split from, 0 for none."""

    id: str
    subject: str
    teachers: tuple[str, ...]
    students: tuple[str, ...]
    tags: tuple[str, ...]
    duration: int
    whole: str
    size: int


class School:
    """Keys of teachers, students and rooms are prefixed, for FET lets one name stand for several of them."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.days = tuple(self._names("Days_List", "Day"))
        self.hours = tuple(self._names("Hours_List", "Hour"))

    def _names(self, section: str, row: str) -> list[str]:
        rows = [node.get("Name") or node.text for node in self.root.all(section, row)]
        return rows or list(self.root.texts(section, "Name"))

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(
            Slot(f"{day}:{hour}", day, hour + 1, hour, 60 * hour, 60 * hour + 60)
            for day in range(len(self.days))
            for hour in range(len(self.hours))
        )

    def slot(self, day: str, hour: str) -> int:
        return self.days.index(day) * len(self.hours) + self.hours.index(hour)

    @cached_property
    def parts(self) -> dict[str, frozenset[str]]:
        """By name of a year, group or subgroup, the smallest sets of students in it."""
        found: dict[str, set[str]] = {}
        for year in self.root.all("Students_List", "Year"):
            groups = list(year.all("Group"))
            name = year.get("Name")
            found.setdefault(name, set() if groups else {name})
            for group in groups:
                below = set(group.texts("Subgroup", "Name")) or {group.get("Name")}
                found.setdefault(group.get("Name"), set()).update(below)
                found[name] |= below
                for part in below:
                    found.setdefault(part, {part})
        return {name: frozenset(parts) for name, parts in found.items()}

    @cached_property
    def sizes(self) -> dict[str, int]:
        found = {}
        for year in self.root.all("Students_List", "Year"):
            for node in (year, *year.all("Group"), *year.all("Group", "Subgroup")):
                found[node.get("Name")] = int(node.get("Number_of_Students") or 0)
        return found

    @cached_property
    def lessons(self) -> dict[str, Lesson]:
        """Active activities by id."""
        return {
            node.get("Id"): Lesson(
                id=node.get("Id"),
                subject=node.get("Subject"),
                teachers=node.texts("Teacher"),
                students=node.texts("Students"),
                tags=node.texts("Activity_Tag"),
                duration=int(node.get("Duration") or 1),
                whole=node.get("Activity_Group_Id") or "0",
                size=int(node.get("Number_Of_Students") or 0),
            )
            for node in self.root.all("Activities_List", "Activity")
            if node.get("Active") != "false"
        }

    def groups(self) -> list[Group]:
        return [Group(students(name), name, parts, None, self.sizes.get(name, 0)) for name, parts in self.parts.items()]

    def teachers(self) -> list[Teacher]:
        return [Teacher(teacher(name), name) for name in self.root.texts("Teachers_List", "Teacher", "Name")]

    def rooms(self) -> list[Room]:
        """Virtual rooms stand for several real ones, which nothing here can give out; they are left to the reader."""
        return [
            Room(room(node.get("Name")), node.get("Name"), "", int(node.get("Capacity") or 0))
            for node in self.root.all("Rooms_List", "Room")
            if node.get("Virtual") != "true"
        ]

    def activities(self) -> list[Activity]:
        return [
            Activity(
                key=row.id,
                subject=row.subject,
                groups=tuple(students(name) for name in dict.fromkeys(row.students)),
                teachers=tuple(teacher(name) for name in dict.fromkeys(row.teachers)),
                length=row.duration,
                size=row.size,
                demand=f"demand {row.whole}" if row.whole != "0" else row.id,
            )
            for row in self.lessons.values()
        ]


def students(name: str) -> str:
    return f"students {name}"


def teacher(name: str) -> str:
    return f"teacher {name}"


def room(name: str) -> str:
    return f"room {name}"
