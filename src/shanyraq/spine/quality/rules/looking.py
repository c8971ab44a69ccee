"""Every rule looks at a school, and what is found is compared with what stands. Pure: the same in, the same out."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from shanyraq.spine.quality.rules import classes, learners, places
from shanyraq.spine.quality.rules.declaring import Found, Rule, School, declared

if TYPE_CHECKING:
    from shanyraq.spine.registry.api import Standing

RULES: Mapping[str, Rule] = declared()
"""Every rule by its code; the modules imported above declare them."""
AREAS = (classes, learners, places)
Key = tuple[str, uuid.UUID]


class State(StrEnum):
    OPEN = "open"
    MENDED = "mended"
    ACCEPTED = "accepted"


class Step(StrEnum):
    """A move of a finding."""

    OPENED = "opened"
    REOPENED = "reopened"
    MENDED = "mended"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a finding stands before the rules look again."""

    state: str
    fingerprint: str
    accepted_until: dt.date | None = None


def look(standing: Standing, limits: Mapping[str, int], needs: Mapping[uuid.UUID, int] | None = None) -> list[Found]:
    """What the rules find, in an order that depends on nothing but the findings. Each key once."""
    school = School(standing, limits, needs)
    found = {one.key: one for each in RULES.values() for one in each.found_in(school)}
    return [found[key] for key in sorted(found)]


def steps(before: Mapping[Key, Standpoint], found: Iterable[Found], *, day: dt.date) -> dict[Key, Step]:
    """The moves that follow: what is new opens, what is gone is mended, what was accepted comes back when its date
    has passed or the facts behind it have changed. A finding without a move stays where it is."""
    now = {one.key: one for one in found}
    moves: dict[Key, Step] = {key: Step.OPENED for key in now if key not in before}
    for key, stands in before.items():
        if key not in now:
            if stands.state != State.MENDED:
                moves[key] = Step.MENDED
        elif stands.state == State.MENDED or _acceptance_over(stands, now[key], day):
            moves[key] = Step.REOPENED
    return moves


def _acceptance_over(stands: Standpoint, found: Found, day: dt.date) -> bool:
    if stands.state != State.ACCEPTED:
        return False
    expired = stands.accepted_until is not None and stands.accepted_until < day
    return expired or stands.fingerprint != found.fingerprint
