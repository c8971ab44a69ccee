"""How a learner's day is decided from testimonies. Pure: no clock, no database.

Codes of the class register: domain terms of the journal (present, unexcused қ/н, ill а/б, excused с/у, late к/о,
distance, released). Source of the codes' meaning: the rules of criteria-based assessment and school practice; kept as
an enumeration here because the decision depends on them.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Witness(StrEnum):
    GATE = "gate"
    REGISTER = "register"
    MEAL = "meal"
    EDUCATOR = "educator"
    PARENT = "parent"


class Says(StrEnum):
    """What one entry of a testimony says."""

    IN = "in"
    OUT = "out"
    PRESENT = "present"
    LATE = "late"
    UNEXCUSED = "unexcused"
    ILL = "ill"
    EXCUSED = "excused"
    DISTANCE = "distance"
    RELEASED = "released"


THERE = frozenset({Says.PRESENT, Says.LATE, Says.DISTANCE})
ABSENT = frozenset({Says.UNEXCUSED, Says.ILL, Says.EXCUSED})


class State(StrEnum):
    UNKNOWN = "unknown"
    INSIDE = "inside"
    PRESENT = "present"
    LATE = "late"
    PARTLY = "partly"
    ABSENT = "absent"
    EXCUSED = "excused"


ATTENDED = frozenset({State.INSIDE, State.PRESENT, State.LATE, State.PARTLY})
"""States counted in the numerator of attendance."""
DECIDED = ATTENDED | {State.ABSENT, State.EXCUSED}
"""States counted in the denominator; where nobody testified, nothing is counted."""


class Disagreement(StrEnum):
    INSIDE_BUT_ABSENT = "inside_but_absent"
    PRESENT_WITHOUT_ENTRY = "present_without_entry"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One thing a witness said. `slot` is the lesson's number, 0 for a gate; `source` is the id of the fact."""

    at: dt.datetime
    says: str
    slot: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    state: State
    reasons: tuple[tuple[str, str, str], ...]
    """(witness, says, HH:MM) in the order of time: the page makes the words."""
    disagreement: Disagreement | None
    first_in: dt.datetime | None
    last_out: dt.datetime | None
    disagrees_at: dt.datetime | None = None


TAKEN_BACK = "taken_back"
"""What a parent's entry says once it is withdrawn; it takes the place of what was told."""
TOLD_AWAY = frozenset({Says.ILL, Says.EXCUSED})
"""A parent's words that cover the whole day."""


def decide(
    gate: Sequence[Entry], register: Sequence[Entry], *, told: Sequence[Entry] = (), usually_passes: bool = False
) -> Decision:
    """The day's state with its reasons. `told` is the parent's word.

    A parent who says that the child is ill or away makes an absence an excused one, and then a missing entry at the
    gate means nothing; no parent's word makes a child present or a register wrong.

    `usually_passes` tells that this learner has used this gate on recent days; only then does a missing entry mean
    anything, since the card or palm route is a choice.
    """
    gate, register = sorted(gate), sorted(register)
    told = sorted(entry for entry in told if entry.says != TAKEN_BACK)
    away = any(entry.says in TOLD_AWAY for entry in told)
    entered = [e.at for e in gate if e.says == Says.IN]
    left = [e.at for e in gate if e.says == Says.OUT]
    disagreement, at = _disagreement(gate, register, usually_passes=usually_passes and not away)
    reasons = sorted(
        (e.at, witness.value, e.says)
        for witness, said in ((Witness.GATE, gate), (Witness.REGISTER, register), (Witness.PARENT, told))
        for e in said
    )
    return Decision(
        state=_state(entered, register, away=away),
        reasons=tuple((witness, says, f"{when:%H:%M}") for when, witness, says in reasons),
        disagreement=disagreement,
        first_in=entered[0] if entered else None,
        last_out=left[-1] if left and (not entered or left[-1] > entered[-1]) else None,
        disagrees_at=at,
    )


def _state(entered: Sequence[dt.datetime], register: Sequence[Entry], *, away: bool = False) -> State:
    if not register:
        return State.INSIDE if entered else State.EXCUSED if away else State.UNKNOWN
    said = [Says(entry.says) for entry in register]
    there = [code for code in said if code in THERE]
    if not there:
        excused = away or all(code in {Says.ILL, Says.EXCUSED, Says.RELEASED} for code in said)
        return State.EXCUSED if excused else State.ABSENT
    if any(code in ABSENT for code in said):
        return State.PARTLY
    return State.LATE if said[0] is Says.LATE else State.PRESENT


def inside_at(gate: Sequence[Entry], moment: dt.datetime) -> bool:
    """Whether the last passage before the moment was an entry."""
    before = [entry for entry in gate if entry.at <= moment]
    return bool(before) and before[-1].says == Says.IN


def _disagreement(
    gate: Sequence[Entry], register: Sequence[Entry], *, usually_passes: bool
) -> tuple[Disagreement | None, dt.datetime | None]:
    for entry in register:
        if entry.says in ABSENT and inside_at(gate, entry.at):
            return Disagreement.INSIDE_BUT_ABSENT, entry.at
    if usually_passes and not gate:
        for entry in register:
            if entry.says in {Says.PRESENT, Says.LATE}:
                return Disagreement.PRESENT_WITHOUT_ENTRY, entry.at
    return None, None


def deadline(opened: dt.datetime) -> dt.datetime:
    """Cases are answered on the day they were opened: at 17:00, or two hours later where it is late already."""
    evening = opened.replace(hour=17, minute=0, second=0, microsecond=0)
    return max(evening, opened + dt.timedelta(hours=2))


class Outcome(StrEnum):
    """How a case ends."""

    REGISTER_WRONG = "register_wrong"
    GATE_WRONG = "gate_wrong"
    LEFT_LESSON = "left_lesson"
    WITH_STAFF = "with_staff"
    AGREED = "agreed"


class Kind(StrEnum):
    """What a parent tells of some days of the child."""

    ILL = "ill"
    FAMILY = "family"
    LATE = "late"
    LEAVES = "leaves"


SAYS: Mapping[str, Says] = {
    Kind.ILL: Says.ILL, Kind.FAMILY: Says.EXCUSED, Kind.LATE: Says.LATE, Kind.LEAVES: Says.RELEASED,
}  # fmt: skip
"""The register's code that each kind proposes to the teacher."""
OF_AN_HOUR = frozenset({Kind.LATE, Kind.LEAVES})


class Fault(StrEnum):
    """Why a parent's word cannot stand; the words are made where it is shown."""

    UPSIDE_DOWN = "upside_down"
    TOO_LATE = "too_late"
    TOO_EARLY = "too_early"
    TOO_LONG = "too_long"
    NEEDS_HOUR = "needs_hour"
    ONE_DAY = "one_day"
    NO_LESSONS = "no_lessons"


@dataclass(frozen=True, slots=True)
class Limits:
    """How far back and ahead a parent tells, for how many days at once, and when a document is asked for."""

    back: int
    ahead: int
    days: int
    paper_after: int


def fault_of_word(
    kind: str, first: dt.date, last: dt.date, *, at: dt.time | None, today: dt.date, taught: int, limits: Limits
) -> Fault | None:
    """Why this word cannot stand. `taught` is the number of school days from first to last."""
    hourly = kind in OF_AN_HOUR
    faults = {
        Fault.UPSIDE_DOWN: last < first,
        Fault.TOO_LATE: first < today - dt.timedelta(days=limits.back),
        Fault.TOO_EARLY: last > today + dt.timedelta(days=limits.ahead),
        Fault.TOO_LONG: (last - first).days >= limits.days,
        Fault.ONE_DAY: hourly and first != last,
        Fault.NEEDS_HOUR: hourly and at is None,
        Fault.NO_LESSONS: not taught,
    }
    return next((fault for fault, found in faults.items() if found), None)


def paper_from(kind: str, days: Sequence[dt.date], *, after: int) -> dt.date | None:
    """The school day of the absence from which a medical document is asked for; None for a shorter illness."""
    asked = kind == Kind.ILL and len(days) > after
    return sorted(days)[after] if asked else None
