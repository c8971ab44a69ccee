"""Who joined and who left a class in a time, from the stays of its pupils. Pure.

A class's list at the end is its list at the beginning, with those who came and without those who went: the four numbers
always make the fifth.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

_DAY = dt.timedelta(days=1)


class Way(StrEnum):
    JOINED = "joined"
    LEFT = "left"
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Stay:
    """A pupil's time in a class; its last day belongs to it."""

    person_id: uuid.UUID
    group_id: uuid.UUID
    first: dt.date
    last: dt.date | None
    order: str = ""
    because: str = ""

    def on(self, day: dt.date) -> bool:
        return self.first <= day and (self.last is None or self.last >= day)


@dataclass(frozen=True, slots=True)
class Step:
    """One coming or going. `other_id` is the class of the same school on the other side of a change."""

    way: Way
    person_id: uuid.UUID
    group_id: uuid.UUID
    other_id: uuid.UUID | None
    day: dt.date
    order: str
    because: str


@dataclass(frozen=True, slots=True)
class Balance:
    """A class in the time: at the beginning, joined, left, came from and went to another class, at the end."""

    began: int
    joined: int
    left: int
    came: int
    went: int
    ended: int


def steps(stays: Iterable[Stay], *, first: dt.date, last: dt.date) -> list[Step]:
    """Everything after the first day's list up to the last day's, by day. All stays are of one school."""
    by_person: dict[uuid.UUID, list[Stay]] = defaultdict(list)
    for stay in stays:
        by_person[stay.person_id].append(stay)
    found = [step for own in by_person.values() for step in _of_person(own, first, last)]
    return sorted(found, key=lambda step: (step.day, str(step.person_id), step.way))


def _of_person(own: Sequence[Stay], first: dt.date, last: dt.date) -> Iterable[Step]:
    for stay in own:
        if first < stay.first <= last:
            before = next((each for each in own if each.last == stay.first - _DAY), None)
            yield Step(
                Way.IN if before else Way.JOINED, stay.person_id, stay.group_id, before.group_id if before else None,
                stay.first, stay.order, "",
            )  # fmt: skip
        if stay.last is not None and first <= stay.last < last:
            after = next((each for each in own if each.first == stay.last + _DAY), None)
            yield Step(
                Way.OUT if after else Way.LEFT, stay.person_id, stay.group_id, after.group_id if after else None,
                stay.last, after.order if after else "", stay.because,
            )  # fmt: skip


def balance(
    group_id: uuid.UUID, stays: Iterable[Stay], found: Iterable[Step], *, first: dt.date, last: dt.date
) -> Balance:
    own = [stay for stay in stays if stay.group_id == group_id]
    ways = [step.way for step in found if step.group_id == group_id]
    return Balance(
        began=sum(stay.on(first) for stay in own),
        joined=ways.count(Way.JOINED),
        left=ways.count(Way.LEFT),
        came=ways.count(Way.IN),
        went=ways.count(Way.OUT),
        ended=sum(stay.on(last) for stay in own),
    )
