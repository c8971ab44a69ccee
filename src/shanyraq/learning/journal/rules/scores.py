"""Scores of summative tests: what may be entered, and what it means. Pure."""

import enum

from shanyraq.learning.journal.rules.register import Refusal


class ScoreState(enum.StrEnum):
    """What a score fact says of the pupil and the test."""

    SCORED = "scored"
    EXCUSED = "excused"
    """Absent with a valid reason: an individual schedule is open until its day."""
    WITHDRAWN = "withdrawn"


class Ground(enum.StrEnum):
    """Why the score stands."""

    GIVEN = "given"
    MODERATED = "moderated"
    """The work was looked at again because the result was disputed; the score may have gone down."""


class Excuse(enum.StrEnum):
    """Valid reasons for which a pupil writes a test on another day."""

    ILLNESS = "illness"
    BEREAVEMENT = "bereavement"
    COMPETITION = "competition"
    WEATHER = "weather"
    OTHER = "other"


def refusal_of_score(value: object, *, maximum: int) -> Refusal | None:
    """Why these points cannot be given; None is a withdrawal."""
    if value is None:
        return None
    whole = isinstance(value, int) and not isinstance(value, bool)
    return None if whole and 0 <= value <= maximum else Refusal.OVER_MAXIMUM  # type: ignore[operator]
