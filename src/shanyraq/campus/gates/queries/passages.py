"""Passages, as the board and the family read them."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shanyraq.campus.gates.models import Device, Passage, PassageLink, UnknownCard
from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.text import dates
from shanyraq.spine.registry import api as registry

LATEST = 50
WAYS = {"in": _lazy("came in"), "out": _lazy("went out")}
CHANNELS = {
    "palm": _lazy("by palm"), "face": _lazy("by face"), "finger": _lazy("by finger"), "card": _lazy("by card"),
    "password": _lazy("by code"), "combined": _lazy("by two proofs"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One passage. `at` is the likely time; `device_time` differs where the gate's clock was wrong."""

    day: dt.date
    id: uuid.UUID
    person_id: uuid.UUID | None
    name: str
    at: dt.datetime
    device_time: dt.datetime
    direction: str
    channel: str
    outcome: str
    clock_state: str
    gate: str
    linked: bool

    @property
    def clock_wrong(self) -> bool:
        return self.clock_state in {"fast", "slow", "absurd"}

    @property
    def title(self) -> str:
        """Who it was, as far as anybody knows."""
        return self.name or _("Nobody is known by this card")

    @property
    def note(self) -> str:
        """Where and by what; and what the gate's own clock said, where it was wrong."""
        parts = [WAYS.get(self.direction, ""), self.gate, CHANNELS.get(self.channel, "")]
        if self.clock_wrong:
            parts.append(_("the gate's clock showed %(time)s") % {"time": f"{self.device_time:%H:%M}"})
        if self.linked:
            parts.append(_("linked later"))
        return " · ".join(str(part) for part in parts if part)

    @property
    def icon(self) -> str:
        return "door-exit" if self.direction == "out" else "door-enter"


COLUMNS = (
    "day", "id", "person_id", "happened_at", "device_time", "direction", "channel", "outcome", "clock_state",
    "device_id", "by_link",
)  # fmt: skip


def _with_links(rows: QuerySet[Passage]) -> list[tuple[Any, ...]]:
    links = PassageLink.objects.filter(passage_id=OuterRef("id")).seen_by_system().values("person_id")[:1]
    return list(rows.annotate(by_link=Subquery(links)).values_list(*COLUMNS))


def _rows(found: Iterable[tuple[Any, ...]]) -> list[PassageRow]:
    passed = [(row, row[2] or row[10]) for row in found]
    names = registry.names_of({person for _row, person in passed if person})
    wanted = {row[9] for row, _person in passed}
    gates = dict(Device.objects.filter(id__in=wanted).seen_by_system().values_list("id", "name"))
    return [
        PassageRow(
            day=row[0],
            id=row[1],
            person_id=person,
            name=names.get(person, "") if person else "",
            at=row[3].astimezone(clock.ZONE),
            device_time=row[4].astimezone(clock.ZONE),
            direction=row[5],
            channel=row[6],
            outcome=row[7],
            clock_state=row[8],
            gate=gates.get(row[9], ""),
            linked=row[10] is not None,
        )
        for row, person in passed
    ]


def latest_passages(organisation_id: uuid.UUID, *, day: dt.date, limit: int = LATEST) -> list[PassageRow]:
    """The day's passages of an organisation, the latest first. Four queries whatever their number."""
    rows = Passage.objects.filter(organisation_id=organisation_id, **_within(day)).order_by("-happened_at", "-id")
    return _rows(_with_links(rows[:limit]))


def _within(day: dt.date) -> dict[str, dt.datetime | dt.date]:
    """The day by its column (for the partitions) and by its hours (for the index of the board)."""
    start = dt.datetime.combine(day, dt.time(), tzinfo=clock.ZONE)
    return {"day": day, "happened_at__gte": start, "happened_at__lt": start + dt.timedelta(days=1)}


def passages_of_person(person_id: uuid.UUID, *, day: dt.date) -> list[PassageRow]:
    """A person's passages of one day in the order of time, those found by linking a card among them."""
    linked = PassageLink.objects.filter(person=person_id, passage_day=day).values("passage_id")
    own = Passage.objects.filter(person=person_id, day=day)
    found = Passage.objects.filter(id__in=linked.seen_by_system(), day=day, person=None).seen_by_system()
    seen_links = PassageLink.objects.filter(person=person_id, passage_day=day).exists()
    rows = _with_links(own) + (_with_links(found) if seen_links else [])
    return sorted(_rows(rows), key=lambda row: (row.at, row.id))


@dataclass(frozen=True, slots=True)
class Today:
    """The day at the gates in numbers: passages in and out, and cards nobody is known by."""

    came_in: int
    went_out: int
    unknown: int

    @property
    def total(self) -> int:
        return self.came_in + self.went_out + self.unknown


def today(organisation_id: uuid.UUID, *, day: dt.date) -> Today:
    """Counted in one query."""
    link = PassageLink.objects.filter(passage_id=OuterRef("id")).seen_by_system()
    rows = Passage.objects.filter(organisation_id=organisation_id, **_within(day))
    counted = rows.aggregate(
        came_in=Count("id", filter=Q(direction="in")),
        went_out=Count("id", filter=Q(direction="out")),
        unknown=Count("id", filter=Q(~Exists(link), person=None)),
    )
    return Today(**counted)


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """A card nobody is known by. `ending` is the end of its number, so that it can be compared with the card."""

    id: uuid.UUID
    is_card: bool
    biometric: bool
    times: int
    first_at: dt.datetime
    last_at: dt.datetime
    gate: str
    ending: str

    @property
    def title(self) -> str:
        """What was shown: «Card …AB12»."""
        if not self.ending:
            return _("A card whose number was forgotten")
        words = _("Card …%(ending)s") if self.is_card else _("Number …%(ending)s in the gate")
        return words % {"ending": self.ending}

    @property
    def note(self) -> str:
        """How often and where, between when and when."""
        language = get_language() or "kk"
        times = ngettext("%(times)s time", "%(times)s times", self.times) % {"times": self.times}
        first, last = (dates.moment(at, language=language) for at in (self.first_at, self.last_at))
        return " · ".join(part for part in (times, first if first == last else f"{first} – {last}", self.gate) if part)


def unknown_cards(organisation_id: uuid.UUID, *, limit: int = 50) -> list[UnknownRow]:
    """The cards of an organisation that are not linked yet, the latest first. Three queries."""
    rows = UnknownCard.objects.filter(organisation=organisation_id, linked_at=None).order_by("-last_at", "id")
    return _unknown(list(rows[:limit]))


def unknown_card(card_id: uuid.UUID) -> UnknownRow | None:
    """One of them, as far as the scope sees it."""
    return next(iter(_unknown(list(UnknownCard.objects.filter(id=card_id, linked_at=None)))), None)


def _unknown(cards: list[UnknownCard]) -> list[UnknownRow]:
    if not cards:
        return []
    said = facts.payloads_of([(card.last_day, card.last_id) for card in cards])
    gates = dict(
        Device.objects.filter(id__in={card.last_device_id for card in cards}).seen_by_system().values_list("id", "name")
    )
    return [
        UnknownRow(
            id=card.id,
            is_card=card.is_card,
            biometric=card.biometric,
            times=card.times,
            first_at=card.first_at.astimezone(clock.ZONE),
            last_at=card.last_at.astimezone(clock.ZONE),
            gate=gates.get(card.last_device_id, ""),
            ending=_ending(said.get(card.last_id, {})),
        )
        for card in cards
    ]


def _ending(payload: dict[str, object]) -> str:
    return str(payload.get("card") or payload.get("pin") or "")[-4:]


def unlinked_passages(organisation_id: uuid.UUID, digest: bytes) -> list[Passage]:
    """Every passage of a number that is nobody's yet, in the order of time. For the act that links them."""
    linked = PassageLink.objects.filter(passage_id=OuterRef("id")).seen_by_system()
    of_card = Passage.objects.filter(organisation_id=organisation_id, credential_digest=digest, person=None)
    return list(of_card.filter(~Exists(linked)).seen_by_system().order_by("happened_at", "id"))
