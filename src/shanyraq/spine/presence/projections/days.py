"""The decided day of each learner, made from testimonies by the rules."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Count

from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.presence.models import DayState, Testimony
from shanyraq.spine.presence.projections.testimonies import from_json
from shanyraq.spine.presence.rules import Decision, Entry, State, Witness, decide

RECENT = dt.timedelta(days=10)


def decisions_of(
    people: Collection[uuid.UUID],
    *,
    day: dt.date,
    groups: Mapping[uuid.UUID, uuid.UUID | None] | None = None,
) -> dict[uuid.UUID, Decision]:
    """What the rules decide now for these learners. Four queries."""
    groups = groups or {}
    seeing = _groups_the_gate_sees({group for group in groups.values() if group}, day=day)
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
            told=said[person].get(Witness.PARENT, []),
            usually_passes=person in usual and groups.get(person) in seeing,
        )
        for person in people
    }


def _groups_the_gate_sees(groups: Collection[uuid.UUID], *, day: dt.date) -> frozenset[uuid.UUID]:
    """The groups of whose usual users the gate has seen at least half today.

    Where it has seen fewer, it is the gate that is in doubt (dead, offline, an excursion left by bus), not every child
    of the class: a case for each would bury the one that matters.
    """
    at_the_gate = Testimony.objects.filter(group_id__in=groups, witness=Witness.GATE).order_by()
    number = Count("person_id", distinct=True)
    today = dict(at_the_gate.filter(day=day).values_list("group_id").annotate(number))
    recent = at_the_gate.filter(day__lt=day, day__gte=day - RECENT)
    usual = dict(recent.values_list("group_id").annotate(number))
    return frozenset(group for group, known in usual.items() if 2 * today.get(group, 0) >= known)


def decide_days(
    people: Collection[uuid.UUID],
    *,
    organisation_id: uuid.UUID,
    day: dt.date,
    groups: Mapping[uuid.UUID, uuid.UUID | None],
    now: dt.datetime,
) -> dict[uuid.UUID, Decision]:
    """The day states of these learners are what their testimonies say."""
    decisions = decisions_of(people, day=day, groups=groups)
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
