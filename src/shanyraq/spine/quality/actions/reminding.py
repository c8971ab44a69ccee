"""Heads are reminded of a campaign's last day."""

import datetime as dt

from shanyraq.kernel.actions.api import action
from shanyraq.kernel.events.api import announce
from shanyraq.spine.quality.events import DeadlineNeared
from shanyraq.spine.quality.policies import only_the_machine
from shanyraq.spine.quality.queries.snapshots import submitted_among
from shanyraq.spine.quality.reference.campaigns import begun_by
from shanyraq.spine.quality.rules.counting import is_reminded
from shanyraq.spine.registry import api as registry


@action(may=only_the_machine, facts_are_history=True)
def remind(*, day: dt.date) -> int:
    """Every school that has not submitted a campaign near its last day is announced. Returns how many were."""
    told = 0
    for campaign in begun_by(day):
        if not is_reminded(due=campaign.due, day=day):
            continue
        schools = [row.id for row in registry.organisations() if row.kind != "office"]
        submitted = submitted_among(campaign.key)
        waiting = [one for one in schools if one not in submitted]
        announce(
            *(DeadlineNeared(organisation_id=one, campaign=campaign.key, due=campaign.due, day=day) for one in waiting)
        )
        told += len(waiting)
    return told
