"""How a transfer goes from hand to hand, and by when."""

import datetime as dt
from enum import StrEnum

from shanyraq.spine.registry.reference.calendar import (
    CalendarUnknown,
    Why,
    add_working_days,
    breaks,
    is_school_day,
    working_days_between,
)
from shanyraq.spine.registry.reference.movement import term, transfer_grounds


class State(StrEnum):
    """Where a transfer has come to."""

    REQUESTED = "requested"
    SLIP_ISSUED = "slip_issued"
    PACKET_SENT = "packet_sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    """The two schools of a transfer: the one that the child leaves, and the one to which they come."""

    SENDER = "sender"
    RECEIVER = "receiver"


OPEN = frozenset({State.REQUESTED, State.SLIP_ISSUED, State.PACKET_SENT})
_NEXT = {
    State.REQUESTED: frozenset({State.SLIP_ISSUED, State.REFUSED, State.WITHDRAWN}),
    State.SLIP_ISSUED: frozenset({State.PACKET_SENT, State.REFUSED, State.WITHDRAWN, State.EXPIRED}),
    State.PACKET_SENT: frozenset({State.ACCEPTED, State.REFUSED, State.WITHDRAWN, State.EXPIRED}),
}
_BY = {
    State.SLIP_ISSUED: frozenset({Side.SENDER}),
    State.PACKET_SENT: frozenset({Side.SENDER}),
    State.ACCEPTED: frozenset({Side.RECEIVER}),
}


def may_go(before: State, after: State) -> bool:
    """Whether a transfer may come from this state to that one."""
    return after in _NEXT.get(before, frozenset())


def moved_by(side: Side, before: State, after: State) -> bool:
    """Whether this school makes this move: a request is refused by the sender, a slip by the receiver."""
    if after is State.REFUSED:
        return side is (Side.SENDER if before is State.REQUESTED else Side.RECEIVER)
    if after is State.WITHDRAWN:
        return side is (Side.RECEIVER if before is State.REQUESTED else Side.SENDER)
    return side in _BY.get(after, frozenset())


def next_states(side: Side, before: State) -> frozenset[State]:
    """What this school may do with the transfer now."""
    return frozenset(after for after in _NEXT.get(before, frozenset()) if moved_by(side, before, after))


def reply_until(asked: dt.date) -> dt.date:
    """The last working day on which the sending school answers a request; a late answer is overdue, not void."""
    return add_working_days(asked, term("slip_issue_days", asked).value)


def slip_until(issued: dt.date) -> dt.date:
    """The last day on which a slip of this day is good."""
    return add_working_days(issued, term("slip_valid_days", issued).value)


def days_left(today: dt.date, until: dt.date) -> int:
    """Working days that remain, the last one counted; negative where the term is over."""
    return working_days_between(today, until) if today <= until else -working_days_between(until, today)


def is_expired(state: State, *, until: dt.date, today: dt.date) -> bool:
    """Whether the slip is good no more. A request waits for its answer, however late."""
    return state in {State.SLIP_ISSUED, State.PACKET_SENT} and today > until


def is_break(day: dt.date, grade: int) -> bool:
    """Whether pupils of this grade have a school break or the summer on this day, holidays inside it included."""
    if any(pause.frees(day, grade) for pause in breaks()):
        return True
    try:
        return is_school_day(day, grade).reason.why is Why.SUMMER
    except CalendarUnknown:
        return False


def holds(ground: str, *, day: dt.date, grade: int) -> bool:
    """Whether a transfer may begin on this day on this ground: in a break on each, else on the listed ones."""
    known = transfer_grounds(day).get(ground)
    return known is not None and (known.any_time or is_break(day, grade))
