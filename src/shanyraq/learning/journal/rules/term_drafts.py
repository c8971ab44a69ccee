"""What the acts of tests, scores and results take and give back: frozen."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from shanyraq.kernel.uuid7 import new_id
from shanyraq.learning.journal.rules.scheme import Part, Period
from shanyraq.learning.journal.rules.summative import Test


@dataclass(frozen=True, slots=True, kw_only=True)
class TestDraft:
    """A summative test to be planned."""

    group_id: uuid.UUID
    subject: str
    test: Test
    day: dt.date
    maximum: int
    title: str = ""
    id: uuid.UUID = field(default_factory=new_id)

    __test__ = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEdit:
    """One keystroke in a cell of scores. `based_on` is the score's fact that the teacher saw, None for an empty cell;
    an empty `value` withdraws the score."""

    client_id: uuid.UUID
    summative_id: uuid.UUID
    pupil_id: uuid.UUID
    value: int | None
    based_on: uuid.UUID | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreDraft:
    """For the machine: one score of a past term."""

    summative_id: uuid.UUID
    pupil_id: uuid.UUID
    value: int
    happened_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """What another school's document says of one part of a running term: `got` of `most` points. For formative marks
    `most` is ten for each of them."""

    subject: str
    quarter: int
    part: Part
    got: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtMark:
    """A result that another school gave."""

    subject: str
    period: Period
    mark: int | None = None
    passed: bool | None = None


Seen = Mapping[uuid.UUID, str]
"""By pupil, the result that the teacher saw when confirming: «4», «pass», «temporarily»."""


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a confirmation: the pupils whose results stand now, and those whose result was another by then,
    so that nothing was published that nobody had seen."""

    pupils: tuple[uuid.UUID, ...] = ()
    changed: tuple[uuid.UUID, ...] = ()
