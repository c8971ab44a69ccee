"""A calendar plan laid over the lessons of a class: which topic each lesson is for. Pure."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Lessons = Sequence[tuple[uuid.UUID, dt.date]]
QuarterOf = Callable[[dt.date], int | None]
OBJECTIVE = re.compile(r"^\d{1,2}(\.\d{1,2}){2,3}$")


@dataclass(frozen=True, slots=True)
class Topic:
    """One line of the plan: `hours` lessons of a quarter."""

    number: int
    quarter: int
    topic: str
    objectives: tuple[str, ...] = ()
    hours: int = 1
    homework: str = ""


def lay(topics: Sequence[Topic], lessons: Lessons, *, quarter_of: QuarterOf) -> dict[uuid.UUID, Topic]:
    """The topic of each lesson, the lessons being in order.

    Topics keep their order. Where lessons fell out, what is left of a quarter comes first in the next one; no topic
    begins before its quarter, so that lessons to spare at the end of a quarter stay free for repetition.
    """
    hours = [topic for topic in topics for _hour in range(topic.hours)]
    found: dict[uuid.UUID, Topic] = {}
    place = 0
    for lesson, day in lessons:
        quarter = quarter_of(day)
        if quarter is None or place == len(hours) or hours[place].quarter > quarter:
            continue
        found[lesson] = hours[place]
        place += 1
    return found


def behind(topics: Sequence[Topic], lessons: Lessons, *, today: dt.date, quarter_of: QuarterOf) -> int:
    """How many hours of quarters that have ended no lesson was left for: what must be caught up."""
    laid = lay(topics, [each for each in lessons if each[1] < today], quarter_of=quarter_of)
    now = quarter_of(today) or max((quarter_of(day) or 0 for _lesson, day in lessons if day < today), default=0) + 1
    due = sum(topic.hours for topic in topics if topic.quarter < now)
    given = sum(topic.quarter < now for topic in laid.values())
    return max(0, due - given)


def is_objective(code: str) -> bool:
    """«7.2.1.4»: grade, section, strand, number."""
    return OBJECTIVE.fullmatch(code) is not None
