"""A week of lessons without clashes, found by mending: not a good timetable, but one that could be lived.

Each class has its lessons in the first hours of each day. A teacher who stands in two classes at one hour is mended by
exchanging two hours of one class, the exchange that mends most first. Half an hour a week stands at the end of a
day in every second week.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from random import Random

from shanyraq.flows.demonstration.workloads import Seat, Task

DAYS = 5
CLASH, TWICE_A_DAY = 20, 1
PATIENCE = 20_000

Hour = tuple[int, int]
"""Weekday from 0, number of the lesson from 1."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One hour of the week of one class, or of a `part` of it. `alternate` hours are held in odd weeks only."""

    class_id: uuid.UUID
    weekday: int
    number: int
    subject: str
    teacher: Seat
    alternate: bool = False
    part: int = 0


class NoTimetable(RuntimeError):
    """Patience ended before the last clash was mended."""


@dataclass(slots=True)
class _Lesson:
    task: Task
    alternate: bool
    fixed: bool = False


def plan_week(
    tasks: Sequence[Task],
    *,
    shifts: Mapping[uuid.UUID, int],
    dice: Random,
    first: tuple[uuid.UUID, str] | None = None,
) -> list[Slot]:
    """Every task has its hours; no class and no teacher is at two places. Raises NoTimetable.

    `first` names the class and subject that begin the week: Monday, lesson 1.
    """
    by_class: dict[uuid.UUID, list[Task]] = defaultdict(list)
    for task in tasks:
        by_class[task.class_id].append(task)
    weeks = {
        class_id: _first_guess(own, place, dice, first[1] if first and first[0] == class_id else None)
        for place, (class_id, own) in enumerate(by_class.items())
    }
    _Mending(weeks, shifts, dice).run()
    return [
        Slot(class_id, hour[0], hour[1], lesson.task.subject, teacher, lesson.alternate, part)
        for class_id, week in weeks.items()
        for hour, lesson in sorted(week.items(), key=itemgetter(0))
        for part, teacher in enumerate(lesson.task.teachers, 1 if lesson.task.second else 0)
    ]


def hours_of_week(count: int, *, longest: int) -> list[Hour]:
    """The first hours of each day for so many lessons, the longest days from weekday `longest` on."""
    least, more = divmod(count, DAYS)
    return [(day, number) for day in range(DAYS) for number in range(1, least + ((day - longest) % DAYS < more) + 1)]


def _first_guess(own: Sequence[Task], place: int, dice: Random, first: str | None) -> dict[Hour, _Lesson]:
    """The class's lessons thrown into its hours; what may not move is put first."""
    moving = [_Lesson(task, alternate=False) for task in own for _ in range(task.lessons.every_week)]
    halves = [_Lesson(task, True, fixed=True) for task in own for _ in range(task.lessons.every_second_week)]
    longest = place % DAYS
    free = hours_of_week(len(moving) + len(halves), longest=longest)
    week: dict[Hour, _Lesson] = {}
    for half, hour in zip(halves, _last_hours(free, longest), strict=False):
        week[hour] = half
        free.remove(hour)
    if first:
        opening = next(lesson for lesson in moving if lesson.task.subject == first)
        opening.fixed = True
        week[0, 1] = opening
        moving.remove(opening)
        free.remove((0, 1))
    dice.shuffle(moving)
    return week | dict(zip(free, moving, strict=True))


def _last_hours(hours: Sequence[Hour], longest: int) -> list[Hour]:
    """The last hour of each day, that of the longest day first."""
    last = {day: max(hour for hour in hours if hour[0] == day) for day, _number in hours}
    return sorted(last.values(), key=lambda hour: (hour[0] - longest) % DAYS)


class _Mending:
    """Exchanges hours until no teacher is at two places and no subject needlessly stands twice in a day."""

    def __init__(
        self, weeks: dict[uuid.UUID, dict[Hour, _Lesson]], shifts: Mapping[uuid.UUID, int], dice: Random
    ) -> None:
        self.weeks, self.shifts, self.dice = weeks, shifts, dice
        self.busy: dict[tuple[Seat, int, Hour], int] = defaultdict(int)
        self.daily: dict[tuple[uuid.UUID, int, str], int] = defaultdict(int)
        for class_id, week in weeks.items():
            for hour, lesson in week.items():
                self._put(class_id, hour, lesson, 1)

    def _put(self, class_id: uuid.UUID, hour: Hour, lesson: _Lesson, count: int) -> None:
        for teacher in lesson.task.teachers:
            self.busy[teacher, self.shifts[class_id], hour] += count
        self.daily[class_id, hour[0], lesson.task.subject] += count

    def run(self) -> None:
        for _step in range(PATIENCE):
            wrong = list(self._clashes())
            if not wrong:
                break
            self._mend(*self.dice.choice(wrong))
        else:
            raise NoTimetable(f"{len(wrong)} clashes are left after {PATIENCE} exchanges")
        for class_id, week in self.weeks.items():
            for hour in list(week):
                if not week[hour].fixed and self.daily[class_id, hour[0], week[hour].task.subject] > 1:
                    self._mend(class_id, hour, only_better=True)

    def _clashes(self) -> Iterator[tuple[uuid.UUID, Hour]]:
        for class_id, week in self.weeks.items():
            shift = self.shifts[class_id]
            for hour, lesson in week.items():
                if not lesson.fixed and any(self.busy[who, shift, hour] > 1 for who in lesson.task.teachers):
                    yield class_id, hour

    def _mend(self, class_id: uuid.UUID, hour: Hour, *, only_better: bool = False) -> None:
        """Exchanges this hour of the class with the best other one; equals are drawn by lot."""
        week = self.weeks[class_id]
        others = [other for other in week if other != hour and not week[other].fixed]
        if not others:
            return
        costs = {other: self._cost_of_exchange(class_id, hour, other) for other in others}
        best = min(costs.values())
        if only_better and best >= 0:
            return
        chosen = self.dice.choice([other for other in others if costs[other] == best])
        if best > 0 and self.dice.random() < 0.2:  # now and then a bad exchange leads out of a corner
            chosen = self.dice.choice(others)
        self._exchange(class_id, hour, chosen)

    def _cost_of_exchange(self, class_id: uuid.UUID, one: Hour, other: Hour) -> int:
        before = self._cost(class_id, (one, other))
        self._exchange(class_id, one, other)
        after = self._cost(class_id, (one, other))
        self._exchange(class_id, one, other)
        return after - before

    def _exchange(self, class_id: uuid.UUID, one: Hour, other: Hour) -> None:
        week = self.weeks[class_id]
        for hour in (one, other):
            self._put(class_id, hour, week[hour], -1)
        week[one], week[other] = week[other], week[one]
        for hour in (one, other):
            self._put(class_id, hour, week[hour], 1)

    def _cost(self, class_id: uuid.UUID, hours: Iterable[Hour]) -> int:
        week, shift = self.weeks[class_id], self.shifts[class_id]
        cost = 0
        for hour in hours:
            task = week[hour].task
            cost += sum(CLASH for who in task.teachers if self.busy[who, shift, hour] > 1)
            cost += TWICE_A_DAY * (self.daily[class_id, hour[0], task.subject] > 1)
        return cost
