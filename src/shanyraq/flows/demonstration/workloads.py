"""Who teaches what: departments share out the plan of every class, so that no subject is without a teacher."""

import math
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import repeat

from shanyraq.flows.demonstration.cast import ERZHANS_CLASS
from shanyraq.flows.demonstration.classes import ClassPlan
from shanyraq.flows.demonstration.sizes import FIRST_DAY
from shanyraq.spine.registry.reference.curriculum import WeeklyLessons, weekly_lessons
from shanyraq.spine.registry.reference.movement import term

FULL_WEEK = Decimal(22)
"""Lessons a week that a department counts with for one teacher."""
PRIMARY = range(1, 5)
BY_SPECIALISTS = frozenset({"russian_second", "kazakh_second", "foreign_language", "music", "pe"})
"""What a primary class learns from others than its own teacher."""
DIVIDED_SUBJECT, DIVIDED_GRADES, SECOND_ENGLISH = "foreign_language", range(5, 10), "english_second"
"""What school 28 teaches in parts: the other subjects that the standard divides wait for teachers."""
BY_CLASS_TEACHER = frozenset({"global_competences"})


@dataclass(frozen=True, slots=True)
class Department:
    """Teachers of related subjects. `men` is the share of men among them."""

    name: str
    subjects: frozenset[str]
    men: float


def _department(name: str, men: float, *subjects: str) -> Department:
    return Department(name, frozenset(subjects), men)


DEPARTMENTS = (
    _department("kazakh", 0.1, "kazakh_language", "kazakh_literature", "kazakh_second", "uzbek_language",
                "uzbek_literature"),
    _department("russian", 0.0, "russian_language", "russian_literature", "russian_second"),
    _department("english", 0.1, "foreign_language"),
    _department("mathematics", 0.3, "mathematics", "algebra", "geometry"),
    _department("informatics", 0.6, "informatics", "digital_literacy"),
    _department("physics", 0.4, "physics"),
    _department("chemistry", 0.1, "chemistry"),
    _department("biology", 0.1, "biology", "natural_science"),
    _department("geography", 0.3, "geography"),
    _department("history", 0.4, "history_kz", "world_history", "law"),
    _department("music", 0.2, "music"),
    _department("labour", 0.6, "art_labour"),
    _department("sport", 0.8, "pe", "military"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seat:
    """A teacher's place before anybody sits in it: the department (or the class led in primary) and a number."""

    department: str
    place: int


@dataclass(frozen=True, slots=True)
class Task:
    """One subject of one class, in the hands of one teacher; of a divided class the second part has its own."""

    class_id: uuid.UUID
    lessons: WeeklyLessons
    teacher: Seat
    second: Seat | None = None

    @property
    def teachers(self) -> tuple[Seat, ...]:
        return (self.teacher,) if self.second is None else (self.teacher, self.second)

    @property
    def subject(self) -> str:
        return self.lessons.subject.code

    @property
    def hours(self) -> Decimal:
        return hours_of(self.lessons)


def hours_of(lessons: WeeklyLessons) -> Decimal:
    return lessons.every_week + Decimal(lessons.every_second_week) / 2


@cache
def plan_of(grade: int, language: str, profile: str) -> tuple[WeeklyLessons, ...]:
    """The week of one class; a preparatory class has no plan of lessons."""
    if grade == 0:
        return ()
    return weekly_lessons(grade, language, profile=profile, day=FIRST_DAY)


@dataclass(frozen=True, slots=True)
class Workloads:
    """Every task of the school, and the seat that leads each class."""

    tasks: tuple[Task, ...]
    leaders: Mapping[uuid.UUID, Seat]

    @property
    def seats(self) -> list[Seat]:
        """Every teacher there has to be, by department."""
        teaching = {seat for task in self.tasks for seat in task.teachers}
        return sorted(teaching | set(self.leaders.values()), key=lambda seat: (seat.department, seat.place))

    def hours(self) -> dict[Seat, Decimal]:
        found: dict[Seat, Decimal] = defaultdict(Decimal)
        for task in self.tasks:
            for seat in task.teachers:
                found[seat] += task.hours
        return found


def plan_workloads(classes: Sequence[ClassPlan]) -> Workloads:
    """Every subject of every class has exactly one teacher; every class has a leader who teaches it."""
    tasks: list[Task] = []
    leaders: dict[uuid.UUID, Seat] = {}
    for place, each in enumerate(each for each in classes if each.grade <= max(PRIMARY)):
        leaders[each.id] = Seat("primary", place)
        tasks += [Task(each.id, lessons, leaders[each.id]) for lessons in _week(each) if not _by_others(each, lessons)]
    for department in DEPARTMENTS:
        tasks += _share_out(department, [(each, _of(department, each)) for each in classes])
    tasks = _divide(classes, tasks)
    leaders |= _lead(classes, tasks, led=leaders)
    for each in classes:
        tasks += [
            Task(each.id, lessons, leaders[each.id])
            for lessons in _week(each)
            if lessons.subject.code in BY_CLASS_TEACHER
        ]
    return Workloads(tuple(tasks), leaders)


def _divide(classes: Sequence[ClassPlan], tasks: Sequence[Task]) -> list[Task]:
    """In classes that are full enough the second part of English has a teacher of its own."""
    divided = {each.id for each in classes if is_divided(each)}
    loads = [Decimal()] * max(1, math.ceil(sum(map(_of_second, tasks, repeat(divided)), Decimal()) / FULL_WEEK))
    found: list[Task] = []
    for task in tasks:
        if hours := _of_second(task, divided):
            place = loads.index(min(loads))
            loads[place] += hours
            found.append(replace(task, second=Seat(SECOND_ENGLISH, place)))
        else:
            found.append(task)
    return found


def _of_second(task: Task, divided: Collection[uuid.UUID]) -> Decimal:
    return task.hours if task.class_id in divided and task.subject == DIVIDED_SUBJECT else Decimal()


def is_divided(each: ClassPlan) -> bool:
    """Whether the class learns English in parts: in the middle school, from the size of the state standard on."""
    return each.grade in DIVIDED_GRADES and each.learners >= term("split_urban", FIRST_DAY).value


def _week(each: ClassPlan) -> tuple[WeeklyLessons, ...]:
    return plan_of(each.grade, each.language, each.profile)


def _by_others(each: ClassPlan, lessons: WeeklyLessons) -> bool:
    code = lessons.subject.code
    return code in BY_CLASS_TEACHER or code in BY_SPECIALISTS or each.grade not in PRIMARY


def _of(department: Department, each: ClassPlan) -> list[WeeklyLessons]:
    return [
        lessons for lessons in _week(each) if lessons.subject.code in department.subjects and _by_others(each, lessons)
    ]


def _share_out(department: Department, asked: Iterable[tuple[ClassPlan, list[WeeklyLessons]]]) -> list[Task]:
    """A class's subjects of one department stay with one teacher; the largest go first, to whoever has least.

    The first seat is kept for the class of the story, so that a named teacher can take it.
    """
    bundles = [(each, lessons) for each, lessons in asked if lessons]
    total = sum((_sum(lessons) for _each, lessons in bundles), Decimal())
    loads = [Decimal()] * max(1, math.ceil(total / FULL_WEEK))
    tasks: list[Task] = []
    for each, lessons in sorted(bundles, key=lambda b: (b[0].key != ERZHANS_CLASS, -_sum(b[1]), b[0].grade)):
        place = loads.index(min(loads))
        loads[place] += _sum(lessons)
        tasks += [Task(each.id, one, Seat(department.name, place)) for one in lessons]
    return tasks


def _sum(lessons: Iterable[WeeklyLessons]) -> Decimal:
    return sum(map(hours_of, lessons), Decimal())


def _lead(
    classes: Sequence[ClassPlan], tasks: Sequence[Task], *, led: Mapping[uuid.UUID, Seat]
) -> dict[uuid.UUID, Seat]:
    """Each class above primary is led by one of its teachers, each of whom leads one class at most."""
    found: dict[uuid.UUID, Seat] = {}
    busy = set(led.values())
    of_class: dict[uuid.UUID, dict[Seat, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for task in tasks:
        of_class[task.class_id][task.teacher] += task.hours
    waiting = [each for each in classes if each.id not in led]
    for each in sorted(waiting, key=lambda c: (c.key != ERZHANS_CLASS, -c.grade, c.letter)):
        hours = of_class[each.id]
        first = Seat("kazakh", 0) if each.key == ERZHANS_CLASS else None
        seat = first or min(hours, key=lambda s: (s in busy, -hours[s], s.department, s.place))
        busy.add(seat)
        found[each.id] = seat
    return found
