"""What a family's page says of a child's day, from what is known about it. Pure: no clock, no database, no words.

The page answers one question, so exactly one of these is true of a day. A child is spoken of as a person: what is
not known is said to be not known, and a disagreement of witnesses is the school's question, never the child's fault.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The one answer of the page."""

    AT_SCHOOL = "at_school"  # came in and has not left
    AT_LESSONS = "at_lessons"  # the register says so; the gate saw nothing
    LEFT = "left"  # came in and left again
    BEING_ASKED = "being_asked"  # the witnesses differ, the school is finding out
    ABSENT = "absent"
    EXCUSED = "excused"
    AWAITED = "awaited"  # before the first lesson
    NOT_KNOWN = "not_known"  # lessons have begun, nobody has said anything
    WAS_THERE = "was_there"
    WAS_PARTLY = "was_partly"
    WAS_ABSENT = "was_absent"
    WAS_EXCUSED = "was_excused"
    NO_WORD = "no_word"  # a past day with lessons of which nobody has said anything
    PLANNED = "planned"  # a day to come, with lessons
    FREE = "free"  # no lessons


THERE = frozenset({"present", "late", "distance"})
SAID_ABSENT = frozenset({"unexcused", "ill", "excused"})


@dataclass(frozen=True, slots=True)
class LessonFact:
    """What the rule needs to know of one lesson; `code` is None while nobody has taken the register."""

    starts_at: dt.datetime
    code: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The one answer, with the times and counts its sentence names."""

    kind: Kind
    came_at: dt.datetime | None = None
    left_at: dt.datetime | None = None
    attended: int = 0
    lessons: int = 0
    first_lesson: dt.datetime | None = None

    @property
    def needs_care(self) -> bool:
        """Whether a grown-up should do something about it today."""
        return self.kind in {Kind.BEING_ASKED, Kind.ABSENT}


def answer(
    *,
    day: dt.date,
    now: dt.datetime,
    state: str,
    first_in: dt.datetime | None,
    last_out: dt.datetime | None,
    asked: bool,
    lessons: Sequence[LessonFact],
) -> Answer:
    """What the page says of this day at this moment. `asked` tells that a case of the day is still open."""
    return Answer(
        kind=_kind(day, now, state, first_in, last_out, asked=asked, lessons=lessons),
        came_at=first_in,
        left_at=last_out,
        attended=sum(lesson.code in THERE for lesson in lessons),
        lessons=len(lessons),
        first_lesson=min((lesson.starts_at for lesson in lessons), default=None),
    )


def _kind(
    day: dt.date,
    now: dt.datetime,
    state: str,
    first_in: dt.datetime | None,
    last_out: dt.datetime | None,
    *,
    asked: bool,
    lessons: Sequence[LessonFact],
) -> Kind:
    if asked:
        return Kind.BEING_ASKED
    if day < now.date():
        return _of_past(state, lessons)
    if day > now.date():
        return Kind.PLANNED if lessons else Kind.FREE
    if state in {"absent", "excused"} and not first_in:
        return Kind.ABSENT if state == "absent" else Kind.EXCUSED
    if first_in:
        return Kind.LEFT if last_out else Kind.AT_SCHOOL
    if state in {"present", "late", "partly"}:
        return Kind.AT_LESSONS
    if not lessons:
        return Kind.FREE
    begun = min(lesson.starts_at for lesson in lessons) <= now
    return Kind.NOT_KNOWN if begun else Kind.AWAITED


def _of_past(state: str, lessons: Sequence[LessonFact]) -> Kind:
    known = {
        "inside": Kind.WAS_THERE,
        "present": Kind.WAS_THERE,
        "late": Kind.WAS_THERE,
        "partly": Kind.WAS_PARTLY,
        "absent": Kind.WAS_ABSENT,
        "excused": Kind.WAS_EXCUSED,
    }
    return known.get(state, Kind.NO_WORD if lessons else Kind.FREE)


def week_of(day: dt.date) -> tuple[dt.date, ...]:
    """Monday to Friday of the day's week; a Saturday or Sunday looks forward to the next."""
    monday = day - dt.timedelta(days=day.weekday())
    if day.weekday() > 4:
        monday += dt.timedelta(days=7)
    return tuple(monday + dt.timedelta(days=number) for number in range(5))


def week_with(day: dt.date, taught: Collection[dt.date]) -> tuple[dt.date, ...]:
    """The day's week as it is lived: Monday to Friday, and Saturday or Sunday where there are lessons on it.

    A free Saturday or Sunday looks forward to the next week.
    """
    monday = day - dt.timedelta(days=day.weekday())
    week = [monday + dt.timedelta(days=number) for number in range(7)]
    shown = tuple(one for one in week if one.weekday() < 5 or one in taught)
    return shown if day in shown else week_of(day)
