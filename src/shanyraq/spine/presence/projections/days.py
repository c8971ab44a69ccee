"""The decided day of each learner, made from testimonies by the rules."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping

from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.presence.models import DayState, Testimony
from shanyraq.spine.presence.projections.testimonies import from_json
from shanyraq.spine.presence.rules import Decision, Entry, State, Witness, decide

RECENT = dt.timedelta(days=10)


def decisions_of(people: Collection[uuid.UUID], *, day: dt.date) -> dict[uuid.UUID, Decision]:
    """What the rules decide now for these learners. Two queries."""
    said: dict[uuid.UUID, dict[str, list[Entry]]] = defaultdict(dict)
    rows = Testimony.objects.filter(day=day, person_id__in=people).values_list("person_id", "witness", "entries")
    for person, witness, entries in rows:
        said[person][witness] = [from_json(raw) for raw in entries]
    usual = set(
        Testimony.objects.filter(
            person_id__in=people, witness=Witness.GATE, day__lt=day, day__gte=day - RECENT
        ).values_list("person_id", flat=True)
    )
    return {
        person: decide(
            said[person].get(Witness.GATE, []),
            said[person].get(Witness.REGISTER, []),
            usually_passes=person in usual,
        )
        for person in people
    }


def decide_days(
    people: Collection[uuid.UUID],
    *,
    organisation_id: uuid.UUID,
    day: dt.date,
    groups: Mapping[uuid.UUID, uuid.UUID | None],
    now: dt.datetime,
) -> dict[uuid.UUID, Decision]:
    """The day states of these learners are what their testimonies say."""
    decisions = decisions_of(people, day=day)
    DayState.objects.bulk_create(
        [
            DayState(
                id=new_id(),
                day=day,
                person_id=person,
                organisation_id=organisation_id,
                group_id=groups.get(person),
                state=decision.state,
                reasons=[list(reason) for reason in decision.reasons],
                first_in=decision.first_in,
                last_out=decision.last_out,
                unexcused=decision.state is State.ABSENT,
                decided_at=now,
            )
            for person, decision in sorted(decisions.items(), key=lambda item: item[0].hex)
        ],
        batch_size=400,
        update_conflicts=True,
        unique_fields=["person_id", "day"],
        update_fields=[
            *("state", "reasons", "first_in", "last_out", "unexcused"),
            *("decided_at", "group_id", "organisation_id"),
        ],
    )
    return decisions
