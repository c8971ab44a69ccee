"""Who may open a figure where, and what must be true of it. Pure."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from shanyraq.kernel.figures.values import Level, Value, hide

READERS_ONLY = frozenset({"pupil", "guardian"})
"""Roles that carry an organisation, or none, without being of its staff."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rules need to know of a place: the path of its territory, and its organisation where it has one."""

    level: Level
    path: str
    organisation_id: uuid.UUID | None = None
    group_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Asker:
    """What the rules need to know of who asks."""

    posts: Sequence[tuple[str, uuid.UUID | None]]
    territories: Sequence[str]
    groups: Collection[uuid.UUID]
    led_groups: Collection[uuid.UUID]

    @property
    def staffed(self) -> frozenset[uuid.UUID]:
        """Organisations at which the asker works."""
        return frozenset(at for role, at in self.posts if at and role not in READERS_ONLY)

    def holds(self, roles: Iterable[str], at: uuid.UUID | None) -> bool:
        return at is not None and any(place == at and role in set(roles) for role, place in self.posts)


def lies_within(asker: Asker, place: Standing) -> bool:
    """Whether the place is the asker's own: under the territory, at the organisation, or a group taught."""
    if any(place.path.startswith(path) for path in asker.territories):
        return True
    if place.level is Level.TERRITORY:
        return False
    if place.organisation_id in asker.staffed:
        return True
    return place.group_id is not None and place.group_id in asker.groups


def is_public(place: Standing) -> bool:
    """Figures of whole territories are everybody's, with small numbers suppressed."""
    return place.level is Level.TERRITORY


def may_see_rows(asker: Asker, place: Standing, *, roles: Collection[str]) -> bool:
    """Whether the asker may open the children behind the number; nobody does so over a whole territory.

    A class teacher opens the class led, never the organisation of it.
    """
    if place.level is Level.TERRITORY:
        return False
    if asker.holds(set(roles) - {"class_teacher"}, place.organisation_id):
        return True
    return "class_teacher" in roles and place.group_id is not None and place.group_id in asker.led_groups


def breach(whole: Value, parts: Sequence[Value]) -> int:
    """By how many people the parts differ from the whole; zero where the sum rule holds. Shares are never summed."""
    if not parts:
        return 0
    numerator = sum(part.numerator for part in parts)
    denominator = sum(part.denominator or 0 for part in parts)
    return max(abs(whole.numerator - numerator), abs((whole.denominator or 0) - denominator))


def hide_companion(parts: Sequence[Value]) -> list[Value]:
    """Where exactly one part is hidden, the smallest other one is hidden too: else subtraction would tell it."""
    hidden = [part for part in parts if part.suppressed]
    shown = [part for part in parts if not part.suppressed and part.denominator]
    if len(hidden) != 1 or not shown:
        return list(parts)
    companion = min(shown, key=lambda part: part.denominator or 0)
    return [hide(part) if part is companion else part for part in parts]


def school_days_until(day: dt.date, *, number: int) -> list[dt.date]:
    """The last weekdays up to this one, the earliest first."""
    found: list[dt.date] = []
    while len(found) < number:
        if day.weekday() < 5:
            found.append(day)
        day -= dt.timedelta(days=1)
    return found[::-1]
