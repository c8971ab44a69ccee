"""What a gate's word is worth: which way, by what, the same passage or another, and whether its clock is
right.

Pure. Time is an argument; the device's time is never changed here, only judged.
"""

import datetime as dt
import enum
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

TOLERANCE = dt.timedelta(minutes=2)
# A gate that answers has polled within this time; longer silence means that its records may have waited
# inside it.
LINK_GAP = dt.timedelta(seconds=90)
# With the link whole for this long, a gate has nothing old left to send: it empties its store once a minute.
DRAINED = dt.timedelta(minutes=30)
# Dead clock batteries wake up in 1970, 2000 or the year of manufacture; no gate of ours recorded before this.
EARLIEST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
FARTHEST = dt.timedelta(days=366)


class Direction(enum.StrEnum):
    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


class Channel(enum.StrEnum):
    """By what a person was recognised. The card stands equal to the palm."""

    PALM = "palm"
    FACE = "face"
    FINGER = "finger"
    CARD = "card"
    PASSWORD = "password"  # noqa: S105
    COMBINED = "combined"
    OTHER = "other"


class Outcome(enum.StrEnum):
    """What the gate did: only `passed` is a passage; `refused` keeps the unknown card for the school to
    see."""

    PASSED = "passed"
    REFUSED = "refused"
    ALARM = "alarm"
    UNKNOWN = "unknown"


class Clock(enum.StrEnum):
    OK = "ok"
    LATE = "late"  # an old record of a gate that was cut off: says nothing about its clock
    FAST = "fast"
    SLOW = "slow"
    ABSURD = "absurd"


_WRONG = frozenset({Clock.FAST, Clock.SLOW, Clock.ABSURD})


class ClockVerdict(NamedTuple):
    """How the gate's clock stands. `drift` is device minus receipt of the record it was judged
    by: positive is fast."""

    clock: Clock
    drift: dt.timedelta

    @property
    def wrong(self) -> bool:
        """Whether the record is flagged and the gate is sent the right time."""
        return self.clock in _WRONG


@dataclass(slots=True, kw_only=True)
class Arrival:
    """One thing a gate said, whatever tongue it speaks. `key` is the name under which it is stored once, `said` what
    goes into the payload: the number (`pin` or `card`) and what stood beside it.

    Not frozen: a hundred of them are made for each upload, and freezing triples their price.
    """

    key: bytes
    pin: str
    card: str
    device_time: dt.datetime
    direction: Direction
    channel: Channel
    outcome: Outcome = Outcome.PASSED
    said: dict[str, Any]

    @property
    def counts(self) -> bool:
        """A passage, or a card the gate did not know. Alarms and refusals of known people are the gate's own."""
        if self.outcome is Outcome.PASSED:
            return bool(self.pin or self.card)
        return self.outcome is Outcome.REFUSED and bool(self.card) and not self.pin


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPassage:
    """A passage of the lived-in term of a demonstration."""

    organisation_id: uuid.UUID
    person_id: uuid.UUID
    at: dt.datetime
    direction: Direction
    channel: Channel = Channel.CARD
    device_id: uuid.UUID
    number: str = ""


def directions_of(*, mounted: Direction, said: Sequence[Direction]) -> list[Direction]:
    """Which way each person went. A reader mounted on the way in sees only people coming in, whatever key
    was left pressed on it; where the mounting is not known, the device's own word stands."""
    return list(said) if mounted is Direction.UNKNOWN else [mounted] * len(said)


def intake_key(*, serial: str, credential: str, device_time: dt.datetime, status: int) -> bytes:
    """The name of one passage: equal whenever the same gate says the same again, in any upload, at any
    later time.

    Receipt time, batch and line number have no part in it. The instant is taken in UTC, so that a row read
    back from the database gives the same key as the line that made it. `credential` is the PIN, or the card
    where the gate knew no PIN. The instant stands in front: keys of one morning lie side by side in their table,
    where scattered ones would make every upload rewrite a hundred pages of it.
    """
    if device_time.tzinfo is None:
        raise ValueError("device_time must be aware")
    instant = int(device_time.timestamp())
    moment, said = str(instant), str(status)
    # Lengths in front: no choice of characters makes two different passages spell the same bytes.
    spelled = f"{len(serial)}:{serial}{len(credential)}:{credential}{len(moment)}:{moment}{len(said)}:{said}"
    return instant.to_bytes(8, "big", signed=True) + hashlib.sha256(spelled.encode()).digest()[:24]


def link_since(
    *,
    last_heard: dt.datetime | None,
    since: dt.datetime | None,
    now: dt.datetime,
    gap: dt.timedelta = LINK_GAP,
) -> dt.datetime:
    """Since when we have been hearing this gate without a break, counting the contact of `now`.

    Our own refusals and failures break the link too: the caller passes `last_heard` of answered requests
    only.
    """
    if last_heard is None or since is None or now - last_heard > gap:
        return now
    return since


def judge_clock(
    device_time: dt.datetime,
    *,
    received_at: dt.datetime,
    linked_since: dt.datetime | None = None,
    tolerance: dt.timedelta = TOLERANCE,
) -> ClockVerdict:
    """How the clock stands that stamped one record, judged by that record alone.

    A record from the future is certain: nothing is received before it happens. A record from the past is
    not: a gate that was cut off sends what it kept, and late is not wrong. It is certain only when the gate
    would have sent it earlier: we were hearing it without a break at the time it claims (it sends at once
    while linked), or for so long that nothing old can be left in it. Without either the verdict is `late`,
    and nothing is flagged.
    """
    drift = device_time - received_at
    if device_time < EARLIEST or drift > FARTHEST:
        return ClockVerdict(Clock.ABSURD, drift)
    if drift > tolerance:
        return ClockVerdict(Clock.FAST, drift)
    if drift >= -tolerance:
        return ClockVerdict(Clock.OK, drift)
    live = linked_since is not None and linked_since <= max(device_time, received_at - DRAINED)
    return ClockVerdict(Clock.SLOW if live else Clock.LATE, drift)


def judge_upload(
    device_times: Sequence[dt.datetime],
    *,
    received_at: dt.datetime,
    linked_since: dt.datetime | None = None,
    tolerance: dt.timedelta = TOLERANCE,
) -> tuple[ClockVerdict, ...]:
    """One verdict per record of an upload, in order.

    One clock stamped them all, and its newest sane record lies nearest to the present: the clock is judged
    by that one. If it is fast or slow, the drift is that of the newest and the older ones carry it too; if
    it is right, the older ones are merely late. Records of a time when the clock was dead are absurd one by
    one.
    """
    if device_times and (usual := _usual_morning(device_times, received_at, linked_since, tolerance)):
        return usual
    drifts = [moment - received_at for moment in device_times]
    sane = [
        drift for moment, drift in zip(device_times, drifts, strict=True) if moment >= EARLIEST and drift <= FARTHEST
    ]
    newest = None
    if sane:
        drift = max(sane)
        newest = judge_clock(
            received_at + drift, received_at=received_at, linked_since=linked_since, tolerance=tolerance
        )
    return tuple(
        [
            _beside(moment, drift, newest=newest, tolerance=tolerance)
            for moment, drift in zip(device_times, drifts, strict=True)
        ]
    )


def _usual_morning(
    device_times: Sequence[dt.datetime],
    received_at: dt.datetime,
    linked_since: dt.datetime | None,
    tolerance: dt.timedelta,
) -> tuple[ClockVerdict, ...]:
    """The verdicts where the clock is right and no record is absurd; records that are as the newest is share its own.
    Empty where each must be looked at. (bench/bench_passages.py: a verdict for each costs as much as reading it.)"""
    newest_time = max(device_times)
    newest = judge_clock(newest_time, received_at=received_at, linked_since=linked_since, tolerance=tolerance)
    if newest.wrong or min(device_times) < EARLIEST:
        return ()
    edge = received_at - tolerance if newest.clock is Clock.OK else EARLIEST
    return tuple(
        [newest if moment >= edge else ClockVerdict(Clock.LATE, moment - received_at) for moment in device_times]
    )


def _beside(
    moment: dt.datetime, drift: dt.timedelta, *, newest: ClockVerdict | None, tolerance: dt.timedelta
) -> ClockVerdict:
    if newest is None or moment < EARLIEST or drift > FARTHEST:
        return ClockVerdict(Clock.ABSURD, drift)
    if newest.wrong:
        return newest
    return ClockVerdict(Clock.OK if drift >= -tolerance else Clock.LATE, drift)


def likely_time(verdict: ClockVerdict, *, device_time: dt.datetime, received_at: dt.datetime) -> dt.datetime:
    """When it most likely happened: shown beside the device's time, never instead of it, and never in the
    future."""
    said = verdict.clock
    if said is Clock.OK or said is Clock.LATE:
        return device_time if device_time <= received_at else received_at
    if said is Clock.ABSURD:
        return received_at
    return min(device_time - verdict.drift, received_at)
