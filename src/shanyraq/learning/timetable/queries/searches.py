"""Searches of a week: how far they are, what they found, and why it cannot be, in words."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from shanyraq.learning.timetable.models import Search
from shanyraq.learning.timetable.queries.posing import Posed
from shanyraq.learning.timetable.rules.problem import Placed

BUSY = (Search.State.WAITING.value, Search.State.RUNNING.value)
COLUMNS = (
    "id", "timetable_id", "timetable__name", "begun_at", "seconds", "seed", "strengths", "state", "stop_asked", "spent",
    "slices", "lessons", "left_out", "hard", "soft", "trail", "best", "breaches", "why", "taken_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SearchRow:
    id: uuid.UUID
    timetable_id: uuid.UUID
    timetable: str
    begun_at: dt.datetime
    seconds: int
    seed: int
    strengths: Mapping[str, int]
    state: str
    stop_asked: bool
    spent: float
    slices: int
    lessons: int
    left_out: int | None
    hard: int | None
    soft: int | None
    trail: Sequence[Sequence[float]]
    best: Mapping[str, Sequence[str]]
    breaches: Mapping[str, Sequence[int]]
    why: Sequence[Mapping[str, Any]]
    taken_at: dt.datetime | None

    @property
    def is_busy(self) -> bool:
        return self.state in BUSY

    @property
    def percent(self) -> int:
        return min(round(100 * self.spent / self.seconds), 100)

    @property
    def standing(self) -> int:
        """Lessons that have their place."""
        return self.lessons - (self.left_out or 0) if self.left_out is not None else 0

    @property
    def is_whole(self) -> bool:
        """Every lesson stands and nothing that must be is broken."""
        return self.hard == 0 and self.left_out == 0


def search(search_id: uuid.UUID) -> SearchRow | None:
    """One search, or None where the scope does not see it."""
    row = Search.objects.filter(id=search_id).values_list(*COLUMNS).first()
    return SearchRow(*row) if row else None


def searches_of(timetable_id: uuid.UUID) -> list[SearchRow]:
    """The searches of one version, the newest first."""
    rows = Search.objects.filter(timetable=timetable_id).order_by("-begun_at").values_list(*COLUMNS)[:10]
    return [SearchRow(*row) for row in rows]


def searches_owed(*, silent_since: dt.datetime) -> list[uuid.UUID]:
    """Searches that nobody is at: they wait, or were last heard of before. Asked by the machine."""
    left = Q(state="waiting") | Q(state="running", noted_at__lt=silent_since)
    rows = Search.objects.filter(left).seen_by_system().order_by("begun_at")
    return list(rows.values_list("id", flat=True))


def plan_of(best: Mapping[str, Sequence[str]], posed: Posed) -> dict[str, Placed]:
    """The plan as it was kept, as far as its lessons, hours and rooms are still there."""
    slots = {slot.key: index for index, slot in enumerate(posed.problem.slots)}
    return {
        key: Placed(slots[slot], room if room in posed.problem.room else "")
        for key, (slot, room) in best.items()
        if slot in slots and key in posed.problem.activity
    }


def kept(plan: Mapping[str, Placed], posed: Posed) -> dict[str, list[str]]:
    """The plan as it is kept: hours by their names, which outlive a change of the demands."""
    return {key: [posed.problem.slots[placed.slot].key, placed.room] for key, placed in plan.items()}
