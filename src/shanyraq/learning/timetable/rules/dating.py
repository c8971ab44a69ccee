"""From a week to dates: which lessons of a timetable are held on which days. Pure."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from shanyraq.learning.timetable.rules.week import held_in, is_odd


class Hour(Protocol):
    """What a lesson of the week tells about its time."""

    @property
    def weekday(self) -> int: ...
    @property
    def number(self) -> int: ...
    @property
    def weeks(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Version:
    """A published timetable and the days on which it holds."""

    id: uuid.UUID
    first: dt.date
    last: dt.date | None

    def holds(self, day: dt.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def version_on(versions: Iterable[Version], day: dt.date) -> Version | None:
    """The one in force on this day: of several, the one that began last."""
    return max((each for each in versions if each.holds(day)), key=lambda each: each.first, default=None)


def weekday_taught(day: dt.date, moved_from: Mapping[dt.date, dt.date]) -> int:
    """By which weekday's plan a day is taught: a day off that is worked follows the day it is worked for."""
    return moved_from.get(day, day).weekday()


def dated(
    slots: Collection[Hour],
    days: Iterable[dt.date],
    *,
    first: dt.date,
    rung: Callable[[dt.date], Collection[int]],
    moved_from: Mapping[dt.date, dt.date],
) -> Iterator[tuple[dt.date, Hour]]:
    """The lessons of one class on its school days, in order, where a bell rings for them.

    `first` is the first day of lessons of the school year: its week is odd.
    """
    week: dict[int, list[Hour]] = defaultdict(list)
    for slot in slots:
        week[slot.weekday].append(slot)
    for own in week.values():
        own.sort(key=lambda slot: slot.number)
    for day in days:
        numbers, odd = rung(day), is_odd(day, first=first)
        for slot in week[weekday_taught(day, moved_from)]:
            if slot.number in numbers and held_in(slot.weeks, odd=odd):
                yield day, slot
