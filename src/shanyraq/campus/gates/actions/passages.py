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
from shanyraq.campus.gates.queries.credentials import known_by, person_known
from shanyraq.campus.gates.queries.devices import mounting
from shanyraq.campus.gates.rules import (
    Arrival,
    Clock,
    ClockVerdict,
    Direction,
    Outcome,
    PastPassage,
    direction_of,
    judge_upload,
    likely_time,
    link_since,
)
from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.spine.notices import api as notices

Row = dict[str, Any]


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
    linked_since = link_since(last_heard=device.last_heard, since=device.linked_since, now=received_at)
    counted = [arrival for arrival in arrivals if arrival.counts]
    verdicts = judge_upload(
        [arrival.device_time for arrival in counted], received_at=received_at, linked_since=linked_since
    )
    fresh = _fresh(device, counted, verdicts, received_at=received_at)
    rows = [row for row, _arrival in fresh]
    cards = _name_people(device, fresh)
    facts.record_rows(Passage, rows, payloads=[arrival.said for _row, arrival in fresh])
    unknown = [row for row in rows if row["person_id"] is None]
    _announce_known(device, rows)
    if unknown:
        _note_unknown(device, unknown, cards=cards)
    note_clock(device, verdicts, now=received_at)
    note_heard(device, now=received_at, linked_since=linked_since, stamp=stamp, faults=faults, discarded=discarded)
    return Stored(
        stored=len(rows),
        known=len(rows) - len(unknown),
        unknown=len(unknown),
        repeated=len(counted) - len(rows),
        passed_over=len(arrivals) - len(counted),
    )


def _fresh(
    device: Device, counted: Sequence[Arrival], verdicts: Sequence[ClockVerdict], *, received_at: dt.datetime
) -> list[tuple[Row, Arrival]]:
    """The passages that had not come before, with what the gate said of each."""
    wanted: dict[bytes, tuple[Row, Arrival]] = {}
    mounted, digest = mounting(device), digester(device.organisation_id)
    always = {"organisation_id": device.organisation_id, "device_id": device.id, "person_id": None}
    for arrival, verdict in zip(counted, verdicts, strict=True):
        if arrival.key not in wanted:
            row = {**always, **_own(arrival, verdict, mounted=mounted, received_at=received_at)}
            row["credential_digest"] = digest(arrival.pin or arrival.card, not arrival.pin)
            wanted[arrival.key] = row, arrival
    claimed = facts.claim([(key, row["id"], row["day"]) for key, (row, _arrival) in wanted.items()])
    return [pair for key, pair in wanted.items() if key in claimed]


def _own(arrival: Arrival, verdict: ClockVerdict, *, mounted: Direction, received_at: dt.datetime) -> Row:
    """What one passage has of its own, by columns, without a model around them: an upload has a hundred."""
    at = likely_time(verdict, device_time=arrival.device_time, received_at=received_at)
    return {
        "id": facts.new_id(),
        "day": clock.local_day(at),
        "happened_at": at,
        "direction": direction_of(mounted=mounted, said=arrival.direction),
        "channel": arrival.channel,
        "outcome": arrival.outcome,
        "device_time": arrival.device_time,
        "clock_state": verdict.clock,
    }


def _name_people(device: Device, fresh: Sequence[tuple[Row, Arrival]]) -> frozenset[bytes]:
    """Whose number is known is named. Returns the digests that are of cards."""
    digests = {row["credential_digest"] for row, _arrival in fresh}
    known = known_by(device.organisation_id, digests) if digests else {}
    cards = set()
    for row, arrival in fresh:
        digest, is_card = row["credential_digest"], not arrival.pin
        if is_card:
            cards.add(digest)
        row["person_id"] = person_known(known, digest, channel=arrival.channel, is_card=is_card, day=row["day"])
    return frozenset(cards)


def _announce_known(device: Device, rows: Sequence[Row]) -> None:
    by_day: dict[dt.date, list[tuple[str, str, str, str]]] = defaultdict(list)
    for row in rows:
        person: uuid.UUID | None = row["person_id"]
        if person is not None:
            entry = (row["id"].hex, person.hex, str(row["direction"]), row["happened_at"].isoformat())
            by_day[row["day"]].append(entry)
    if by_day:
        announce(
            *(
                PassagesStored(
                    organisation_id=device.organisation_id, device_id=device.id, day=day, entries=tuple(entries)
                )
                for day, entries in sorted(by_day.items())
            )
        )


def _note_unknown(device: Device, unknown: Sequence[Row], *, cards: frozenset[bytes]) -> None:
    ids = note_unknown(device.organisation_id, unknown, cards=cards)
    announce(UnknownCardSeen(organisation_id=device.organisation_id, device_id=device.id, card_ids=ids))
    notices.changed(topics=[f"organisation:{device.organisation_id}"])


@action(may=only_the_machine, facts_are_history=True)
def store_history(*, passages: Sequence[PastPassage]) -> int:
    """The passages of a lived-in term stand as facts, as if each had come in its time. Nothing is announced.

    For the demonstration: the caller tells presence by itself. A passage that stands already is not stored again.
    """
    wanted = {_past_key(past): (past, _past_row(past)) for past in passages}
    claimed = facts.claim([(key, row["id"], row["day"]) for key, (_past, row) in wanted.items()])
    fresh = [pair for key, pair in wanted.items() if key in claimed]
    facts.record_rows(
        Passage,
        [row for _past, row in fresh],
        payloads=[{"pin": past.number} if past.number else {} for past, _row in fresh],
    )
    return len(fresh)


def _past_key(past: PastPassage) -> bytes:
    return facts.intake_key("past", past.device_id.hex, past.person_id.hex, past.at.isoformat(), past.direction)


def _past_row(past: PastPassage) -> Row:
    return {
        "id": facts.new_id(),
        "day": clock.local_day(past.at),
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
