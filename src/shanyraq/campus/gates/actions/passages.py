"""Passages come in: once each, in one transaction an upload."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from shanyraq.campus.gates.actions.devices import note_clock, note_heard
from shanyraq.campus.gates.drafts import Stored
from shanyraq.campus.gates.events import PassagesStored, UnknownCardSeen
from shanyraq.campus.gates.gateways.numbers import digester, number_digest
from shanyraq.campus.gates.models import Device, Passage
from shanyraq.campus.gates.policies import is_the_device, only_the_machine
from shanyraq.campus.gates.projections.unknown import note_unknown
from shanyraq.campus.gates.queries.credentials import kind_of, known_by
from shanyraq.campus.gates.queries.devices import mounting
from shanyraq.campus.gates.rules import (
    Arrival,
    Clock,
    ClockVerdict,
    Outcome,
    PastPassage,
    directions_of,
    judge_upload,
    likely_time,
    link_since,
)
from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.spine.notices import api as notices

_TRUSTED = (Clock.OK, Clock.LATE)
Columns = dict[str, Sequence[Any]]
"""Passages by the names of their columns, a row each."""


@action(may=is_the_device, facts_are_history=True)
def store_passages(
    *,
    device: Device,
    arrivals: Sequence[Arrival],
    received_at: dt.datetime,
    stamp: int | None = None,
    faults: int = 0,
    discarded: int = 0,
) -> Stored:
    """Every passage of the upload stands once, however often it is sent; numbers nobody is known by are kept too.

    The device's time is kept, judged, and never corrected: a wrong clock is flagged and the device is sent the time.
    Announces PassagesStored for the people known, UnknownCardSeen for the rest.
    """
    received_at = received_at.astimezone(dt.UTC)  # as the gate's times are: comparing two zones costs ten times more
    linked_since = link_since(last_heard=device.last_heard, since=device.linked_since, now=received_at)
    counted = [arrival for arrival in arrivals if arrival.counts]
    verdicts = judge_upload(
        [arrival.device_time for arrival in counted], received_at=received_at, linked_since=linked_since
    )
    columns, fresh = _fresh(device, counted, verdicts, received_at=received_at)
    if fresh:
        columns = facts.record_columns(Passage, columns, payloads=[arrival.said for arrival in fresh])
    _announce_known(device, columns)
    unknown = _note_unknown(device, columns, fresh)
    note_clock(device, verdicts, now=received_at)
    note_heard(device, now=received_at, linked_since=linked_since, stamp=stamp, faults=faults, discarded=discarded)
    return Stored(
        stored=len(fresh),
        known=len(fresh) - unknown,
        unknown=unknown,
        repeated=len(counted) - len(fresh),
        passed_over=len(arrivals) - len(counted),
    )


def _fresh(
    device: Device, counted: Sequence[Arrival], verdicts: Sequence[ClockVerdict], *, received_at: dt.datetime
) -> tuple[Columns, list[Arrival]]:
    """The passages that had not come before, column by column: an upload has a hundred, and a model around each would
    cost more than the writing. Beside them what the gate said of each."""
    once = {arrival.key: (arrival, verdict) for arrival, verdict in zip(counted, verdicts, strict=True)}
    ids = facts.new_ids(len(once))
    moments = _likely_times(list(once.values()), received_at=received_at)
    days = _days(moments)
    claimed = facts.claim(list(zip(once, ids, days, strict=True)))
    kept = [at for at, key in enumerate(once) if key in claimed]
    if len(kept) < len(once):
        pairs = list(once.items())
        once = dict(pairs[at] for at in kept)
        ids, days, moments = [ids[at] for at in kept], [days[at] for at in kept], [moments[at] for at in kept]
    fresh = [arrival for arrival, _verdict in once.values()]
    said = [arrival.device_time for arrival in fresh]
    if moments == said:
        moments = said  # one column for both: it is turned into bytes and into the driver's text once
    digest = digester(device.organisation_id)
    columns: Columns = {
        "id": ids,
        "day": days,
        "happened_at": moments,
        "organisation_id": [device.organisation_id] * len(fresh),
        "device_id": [device.id] * len(fresh),
        "credential_digest": [digest(a.pin or a.card, not a.pin) for a in fresh],
        "direction": directions_of(mounted=mounting(device), said=[a.direction for a in fresh]),
        "channel": [a.channel for a in fresh],
        "outcome": [a.outcome for a in fresh],
        "device_time": said,
        "clock_state": [verdict.clock for _arrival, verdict in once.values()],
    }
    columns["person_id"] = _people(device, columns, fresh)
    return columns, fresh


def _likely_times(said: Sequence[tuple[Arrival, ClockVerdict]], *, received_at: dt.datetime) -> list[dt.datetime]:
    return [
        arrival.device_time
        if arrival.device_time <= received_at and verdict.clock in _TRUSTED
        else likely_time(verdict, device_time=arrival.device_time, received_at=received_at)
        for arrival, verdict in said
    ]


def _days(moments: Sequence[dt.datetime]) -> list[dt.date]:
    """The local day of each; an upload seldom crosses midnight, and one object for all is spelled once."""
    if not moments:
        return []
    first, last = clock.local_day(min(moments)), clock.local_day(max(moments))
    return [first] * len(moments) if first == last else [clock.local_day(at) for at in moments]


def _people(device: Device, columns: Columns, fresh: Sequence[Arrival]) -> list[uuid.UUID | None]:
    """Whose number is known is named."""
    digests = columns["credential_digest"]
    known = known_by(device.organisation_id, set(digests)) if fresh else {}
    if not known:
        return [None] * len(fresh)
    keys = zip(digests, [kind_of(arrival.channel, is_card=not arrival.pin) for arrival in fresh], strict=True)
    found = zip(map(known.get, keys), columns["day"], strict=True)
    return [one[0] if one and one[1] <= day else None for one, day in found]


def _announce_known(device: Device, columns: Columns) -> None:
    by_day: dict[dt.date, list[tuple[str, str, str, str]]] = defaultdict(list)
    rows = zip(*(columns[name] for name in ("day", "person_id", "id", "direction", "happened_at")), strict=True)
    for day, person, passage, direction, at in rows:
        if person is not None:
            by_day[day].append((passage.hex, person.hex, direction.value, at.isoformat()))
    if by_day:
        announce(
            *(
                PassagesStored(
                    organisation_id=device.organisation_id, device_id=device.id, day=day, entries=tuple(entries)
                )
                for day, entries in sorted(by_day.items())
            )
        )


def _note_unknown(device: Device, columns: Columns, fresh: Sequence[Arrival]) -> int:
    """Numbers nobody is known by stand in the school's list. Returns how many passages had one."""
    nameless = [at for at, person in enumerate(columns["person_id"]) if person is None]
    if not nameless:
        return 0
    unknown = [{name: column[at] for name, column in columns.items()} for at in nameless]
    cards = frozenset(columns["credential_digest"][at] for at in nameless if not fresh[at].pin)
    ids = note_unknown(device.organisation_id, unknown, cards=cards)
    announce(UnknownCardSeen(organisation_id=device.organisation_id, device_id=device.id, card_ids=ids))
    notices.changed(topics=[f"organisation:{device.organisation_id}"])
    return len(nameless)


@action(may=only_the_machine, facts_are_history=True)
def store_history(*, passages: Sequence[PastPassage]) -> int:
    """The passages of a lived-in term stand as facts, as if each had come in its time. Nothing is announced.

    For the demonstration: the caller tells presence by itself. A passage that stands already is not stored again.
    """
    wanted = {_past_key(past): past for past in passages}
    ids = facts.new_ids(len(wanted))
    days = [clock.local_day(past.at) for past in wanted.values()]
    claimed = facts.claim(list(zip(wanted, ids, days, strict=True)))
    rows = [
        _past_row(past) | {"id": made, "day": day}
        for (key, past), made, day in zip(wanted.items(), ids, days, strict=True)
        if key in claimed
    ]
    if rows:
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        spoken = [past.number for key, past in wanted.items() if key in claimed]
        facts.record_columns(Passage, columns, payloads=[{"pin": number} if number else {} for number in spoken])
    return len(rows)


def _past_key(past: PastPassage) -> bytes:
    return facts.intake_key("past", past.device_id.hex, past.person_id.hex, past.at.isoformat(), past.direction)


def _past_row(past: PastPassage) -> dict[str, Any]:
    return {
        "happened_at": past.at,
        "organisation_id": past.organisation_id,
        "person_id": past.person_id,
        "device_id": past.device_id,
        "credential_digest": number_digest(past.organisation_id, past.number or past.person_id.hex, is_card=False),
        "direction": past.direction,
        "channel": past.channel,
        "outcome": Outcome.PASSED,
        "device_time": past.at,
        "clock_state": Clock.OK,
    }
