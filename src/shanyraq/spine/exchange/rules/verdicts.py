"""What a run would do with one record, and what a run is. Pure."""

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
