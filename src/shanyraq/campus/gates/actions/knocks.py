"""Devices that were not let in are remembered for the school, and a flood of them is not."""

import datetime as dt
import time
import uuid
from collections.abc import Sequence

import structlog
from django.db.models import F

from shanyraq.campus.gates.models import Knock
from shanyraq.campus.gates.policies import at_the_door
from shanyraq.kernel.actions.api import action

QUIET_SECONDS = 60.0
KEPT = 2000
MOST = 50
"""Different knocks a school is shown; a flood of invented serials fills no table."""
log = structlog.get_logger("gates")
_heard: dict[tuple[str, str, str], float] = {}


def is_flood(serial: str, source: str, why: str) -> bool:
    """Whether the same knock was remembered in the last minute by this process, or too many others were."""
    now = time.monotonic()
    key = (serial, source, why)
    if _heard.get(key, 0.0) > now:
        return True
    for stale in [kept for kept, until in _heard.items() if until <= now] if len(_heard) >= KEPT else ():
        del _heard[stale]
    if len(_heard) >= KEPT:
        return True
    _heard[key] = now + QUIET_SECONDS
    return False


@action(may=at_the_door, facts_are_history=True)
def remember_knock(
    *, serial: str, source: str, why: str, organisation_ids: Sequence[uuid.UUID], received_at: dt.datetime
) -> None:
    """Each of these schools sees who knocked, and how often. A school has at most fifty of them."""
    log.warning("a device was not let in", serial=serial, source=source, why=why, schools=len(organisation_ids))
    for organisation_id in organisation_ids:
        mine = Knock.objects.filter(organisation=organisation_id).seen_by_system()
        same = mine.filter(serial=serial, source=source, why=why)
        if same.update(times=F("times") + 1, last_at=received_at):
            continue
        if mine.count() < MOST:
            Knock.objects.bulk_create(
                [
                    Knock(
                        organisation_id=organisation_id, serial=serial, source=source, why=why,
                        first_at=received_at, last_at=received_at,
                    )
                ],
                ignore_conflicts=True,
            )  # fmt: skip


def forget_what_was_heard() -> None:
    """For tests: the process remembers no knock."""
    _heard.clear()
