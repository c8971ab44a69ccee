"""What a run would do with one record, and what a run is. Pure."""

import datetime as dt
from enum import StrEnum


class Verdict(StrEnum):
    CREATE = "create"
    CHANGE = "change"
    LEAVE = "leave"
    REFUSE = "refuse"
    ASK = "ask"


class State(StrEnum):
    READING = "reading"
    READ = "read"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDONE = "undone"


class Decision(StrEnum):
    """What a person said of a record that was asked about."""

    NONE = ""
    SAME = "same"
    NEW = "new"
    OUT = "out"


MOVES = {
    State.READING: {State.READ},
    State.READ: {State.APPLYING},
    State.APPLYING: {State.APPLIED},
    State.APPLIED: {State.UNDONE},
    State.UNDONE: set[State](),
}
"""From which state a run may come into which."""

KEEP: tuple[tuple[dt.date, int], ...] = ((dt.date(2026, 1, 1), 30),)
"""From which day on the rows of a file are kept for how many days after it was read."""


def keep_days(day: dt.date) -> int:
    """For how many days the rows of a file are kept; for as long the file can be undone."""
    return [days for first, days in KEEP if first <= day or first == KEEP[0][0]][-1]
