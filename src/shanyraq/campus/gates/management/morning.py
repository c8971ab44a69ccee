"""How a school comes in of a morning: who, when, by what. The same day is the same morning, however often played."""

import datetime as dt
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from shanyraq.campus.gates.gateways.demo_gate import DemoGate
from shanyraq.kernel import clock

OPENS, BELL = dt.time(7, 30), dt.time(8, 5)
ERZHANS = dt.time(7, 52)
UNKNOWN_AT = dt.time(7, 47, 12)
UNKNOWN_CARD = "00A1F4C7"
AWAY, LATE = 0.04, 0.03


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """Somebody comes to a gate. Without a number it is a card that the gate does not know."""

    at: dt.datetime
    pin: str
    channel: str
    family: str


def plan(gate: DemoGate, *, day: dt.date, erzhan: uuid.UUID | None) -> list[Step]:
    """Everybody's coming in on this day, in the order of time; Erzhan comes at 07:52 by palm."""
    chance = random.Random(f"{gate.organisation_id}:{day}")  # noqa: S311 - a believable morning, no secret
    steps = [unknown_step(day)] if "access" in gate.serials else []
    for person, pin in sorted(gate.pins.items(), key=lambda item: item[1]):
        moment = _moment(chance, works=person in gate.staff)
        channel = "palm" if person in gate.palms else "card"
        family = "access" if "access" in gate.serials and chance.random() < 0.15 else "attendance"
        if person == erzhan:
            steps.append(erzhans_step(gate, day=day, erzhan=person))
        elif chance.random() > AWAY:
            steps.append(Step(_at(day, moment), pin, channel, family))
    return sorted(steps)


def erzhans_step(gate: DemoGate, *, day: dt.date, erzhan: uuid.UUID) -> Step:
    channel = "palm" if erzhan in gate.palms else "card"
    return Step(dt.datetime.combine(day, ERZHANS, tzinfo=clock.ZONE), gate.pins[erzhan], channel, "attendance")


def unknown_step(day: dt.date) -> Step:
    return Step(dt.datetime.combine(day, UNKNOWN_AT, tzinfo=clock.ZONE), "", "card", "access")


def _moment(chance: random.Random, *, works: bool) -> float:
    """Seconds after the doors open. Children come in a hill that is steepest before the bell; a few after it."""
    span = (BELL.hour - OPENS.hour) * 3600 + (BELL.minute - OPENS.minute) * 60
    if works:
        return chance.triangular(-1200, span * 0.6, span * 0.1)
    if chance.random() < LATE:
        return span + chance.triangular(30, 1500, 180)
    return span * chance.betavariate(3.2, 2.2)


def _at(day: dt.date, seconds: float) -> dt.datetime:
    return dt.datetime.combine(day, OPENS, tzinfo=clock.ZONE) + dt.timedelta(seconds=int(seconds))


def by_minute(steps: Sequence[Step]) -> list[list[Step]]:
    """The steps of each minute together: a gate sends its records by handfuls."""
    groups: list[list[Step]] = []
    for step in steps:
        minute = step.at.replace(second=0, microsecond=0)
        if groups and groups[-1][0].at.replace(second=0, microsecond=0) == minute:
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups
