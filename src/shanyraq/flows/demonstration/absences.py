"""Who was away, late or ill on which day of the term: days in a row, as illness is; a few who skip."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from shanyraq.learning.journal.api import Code

FALLS_ILL, IS_AWAY, COMES_LATE = 0.011, 0.0025, 0.012
"""Chances of one learner on one day."""
SKIPPERS = 0.05
"""The share of the older ones who now and then skip the last lessons."""
SKIPS = 0.12
OLD_ENOUGH = 7
_DAYS_ILL = (1, 2, 2, 3, 3, 4, 5, 6, 8)


@dataclass(frozen=True, slots=True)
class Absence:
    """What the register says of a learner on a day, from one lesson of the day to another, counted from 0."""

    code: str
    first: int = 0
    last: int = 99

    def covers(self, place: int) -> bool:
        return self.first <= place <= self.last

    @property
    def whole_day(self) -> bool:
        return self.first == 0 and self.last > 10


Calendar = dict[tuple[dt.date, uuid.UUID], Absence]


def plan_absences(dice: Random, learners: Sequence[uuid.UUID], days: Sequence[dt.date], *, grade: int) -> Calendar:
    """The absences of one class; who is not in it was present."""
    found: Calendar = {}
    for learner in learners:
        skips = grade >= OLD_ENOUGH and dice.random() < SKIPPERS
        for day, absence in _of_one(dice, days, skips=skips):
            found[day, learner] = absence
    return found


def _of_one(dice: Random, days: Sequence[dt.date], *, skips: bool) -> Iterator[tuple[dt.date, Absence]]:
    ill = 0
    for day in days:
        if ill:
            ill -= 1
            yield day, Absence(Code.ILL)
            continue
        draw = dice.random()
        if draw < FALLS_ILL:
            ill = dice.choice(_DAYS_ILL) - 1
            yield day, Absence(Code.ILL)
        elif draw < FALLS_ILL + IS_AWAY:
            yield day, Absence(Code.EXCUSED)
        elif draw < FALLS_ILL + IS_AWAY + COMES_LATE:
            yield day, Absence(Code.LATE, last=0)
        elif skips and dice.random() < SKIPS:
            yield day, Absence(Code.UNEXCUSED, first=dice.choice((0, 4, 5)))
