"""Reads over transfers: what needs me, one transfer with its course, what came in the packet."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.spine.movement.models import Packet, Transfer, TransferMove
from shanyraq.spine.movement.models.transfer import STATES
from shanyraq.spine.movement.rules.transfers import OPEN, Side, State, days_left, is_expired, next_states
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.movement import refusal_grounds, transfer_grounds

STATE_WORDS = dict(STATES)


@dataclass(frozen=True, slots=True)
class TransferRow:
    """A transfer in a list."""

    id: uuid.UUID
    person_id: uuid.UUID
    person: str
    from_id: uuid.UUID
    from_school: str
    to_id: uuid.UUID
    to_school: str
    state: State
    ground: str
    until: dt.date
    left: int
    is_over: bool

    @property
    def state_words(self) -> str:
        return str(STATE_WORDS[State.EXPIRED if self.is_over else self.state])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN and not self.is_over

    def side_of(self, organisation_ids: Collection[uuid.UUID]) -> Side | None:
        """At which end of the transfer these organisations stand; at both, whoever's turn it is."""
        sends, receives = self.from_id in organisation_ids, self.to_id in organisation_ids
        if sends and receives:
            return Side.RECEIVER if self.state is State.PACKET_SENT else Side.SENDER
        return Side.SENDER if sends else Side.RECEIVER if receives else None

    def may(self, side: Side | None) -> frozenset[State]:
        """What this side may do with it now."""
        if side is None or self.state not in OPEN:
            return frozenset()
        return next_states(side, self.state) & {State.WITHDRAWN} if self.is_over else next_states(side, self.state)


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One move of a transfer, with the key of its fact for the receipt."""

    key: tuple[dt.date, uuid.UUID]
    at: dt.datetime
    state_words: str
    school: str
    ground: str
    words: str


@dataclass(frozen=True, slots=True)
class SubjectMarks:
    subject: str
    marks: str
    count: int


@dataclass(frozen=True, slots=True)
class HealthBrought:
    """What of the health sheet went along: the forms shown, what teachers heed, and the digest of the sealed sheet."""

    passport_on: dt.date | None
    immunisation_on: dt.date | None
    pe: str
    restrictions: str
    digest: str


@dataclass(frozen=True, slots=True)
class PacketRow:
    """What came along, as a person reads it."""

    key: tuple[dt.date, uuid.UUID]
    person_id: uuid.UUID
    school: str
    subjects: tuple[SubjectMarks, ...]
    attendance: tuple[tuple[str, int], ...]
    digest: str
    health_digest: str
    health: HealthBrought | None


def transfers_at(organisation_id: uuid.UUID, *, limit: int = 100, ended: int = 10) -> list[TransferRow]:
    """The open transfers at either end of which this school stands, the nearest term first; then the last ended."""
    own = Transfer.objects.filter(Q(from_organisation=organisation_id) | Q(to_organisation=organisation_id))
    going = list(own.filter(state__in=OPEN).order_by("until", "id")[:limit])
    past = list(own.exclude(state__in=OPEN).order_by("-ended_on", "-id")[:ended])
    return _rows([*going, *past])


def transfer(transfer_id: uuid.UUID) -> TransferRow | None:
    """One transfer, or None where the scope does not see it."""
    return next(iter(_rows(list(Transfer.objects.filter(id=transfer_id)))), None)


def _rows(found: Sequence[Transfer]) -> list[TransferRow]:
    today, language = clock.today(), get_language() or "kk"
    names = registry.names_of(row.person_id for row in found)
    places = {row.from_organisation_id for row in found} | {row.to_organisation_id for row in found}
    schools = {row.id: row.short for row in registry.organisations(places)} if places else {}
    grounds = transfer_grounds(today)
    return [
        TransferRow(
            id=row.id,
            person_id=row.person_id,
            person=names.get(row.person_id, ""),
            from_id=row.from_organisation_id,
            from_school=schools.get(row.from_organisation_id, ""),
            to_id=row.to_organisation_id,
            to_school=schools.get(row.to_organisation_id, ""),
            state=State(row.state),
            ground=grounds[row.ground].name(language) if row.ground in grounds else row.ground,
            until=row.until,
            left=days_left(today, row.until),
            is_over=is_expired(State(row.state), until=row.until, today=today),
        )
        for row in found
    ]


def course_of(transfer_id: uuid.UUID) -> list[CourseRow]:
    """Every move of the transfer in the order of time, as far as the scope sees them."""
    rows = list(TransferMove.objects.filter(transfer_id=transfer_id).order_by("happened_at", "id"))
    said = facts.payloads_of((row.day, row.id) for row in rows) if rows else {}
    schools = {row.id: row.short for row in registry.organisations({row.organisation_id for row in rows})}
    return [
        CourseRow(
            key=(row.day, row.id),
            at=row.happened_at,
            state_words=str(STATE_WORDS[row.state]),
            school=schools.get(row.organisation_id, ""),
            ground=ground_words(row),
            words=str(said.get(row.id, {}).get("words", "")),
        )
        for row in rows
    ]


def ground_words(row: TransferMove) -> str:
    """The ground in the reader's language: of a refusal from its table, else of the transfer."""
    known: dict[str, Any] = dict(transfer_grounds(row.day))
    if row.state == State.REFUSED:
        known = {**refusal_grounds(row.day, by="sender"), **refusal_grounds(row.day, by="receiver")}
    return known[row.ground].name(get_language() or "kk") if row.ground in known else ""


def packet_of(transfer_id: uuid.UUID) -> PacketRow | None:
    """The packet of a transfer, or None where there is none that the scope sees."""
    return next(iter(_packets(list(Packet.objects.filter(transfer_id=transfer_id).order_by("-id")[:1]))), None)


def brought(group_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, PacketRow]:
    """By child: the packet with which each came into one of these classes."""
    accepted = Transfer.objects.filter(state=State.ACCEPTED, to_group__in=list(group_ids)).seen_by_system()
    rows = Packet.objects.filter(id__in=list(accepted.values_list("packet_id", flat=True))).order_by("id")
    return {row.person_id: row for row in _packets(list(rows))}


def _packets(found: Sequence[Packet]) -> list[PacketRow]:
    said = facts.payloads_of((row.day, row.id) for row in found) if found else {}
    schools = {row.id: row.short for row in registry.organisations({row.organisation_id for row in found})}
    return [_packet(row, said.get(row.id, {}), schools.get(row.organisation_id, "")) for row in found]


def _packet(row: Packet, contents: dict[str, Any], school: str) -> PacketRow:
    language = (get_language() or "kk")[:2]
    return PacketRow(
        key=(row.day, row.id),
        person_id=row.person_id,
        school=school,
        subjects=_subjects(contents.get("marks", [])),
        attendance=tuple((str(one[language]), one["days"]) for one in contents.get("attendance", {}).get("states", [])),
        digest=bytes(row.contents_digest).hex(),
        health_digest=bytes(row.health_digest).hex() if row.health_digest else "",
        health=_health(contents.get("health") or {}, language),
    )


def _health(said: dict[str, Any], language: str) -> HealthBrought | None:
    if not said:
        return None
    days = {form: dt.date.fromisoformat(day) if day else None for form, day in said["forms"].items()}
    words = said["words"].get(language) or said["words"]["kk"]
    return HealthBrought(days["052-2"], days["065"], words["pe"], words["restrictions"], said["fact_digest"])


def _subjects(marks: Sequence[dict[str, Any]]) -> tuple[SubjectMarks, ...]:
    by_subject: dict[str, list[str]] = defaultdict(list)
    for one in marks:
        by_subject[one["subject"]].append(str(one["mark"]))
    return tuple(
        SubjectMarks(registry.subject_name(code), " ".join(given), len(given)) for code, given in by_subject.items()
    )
